import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listCases } from '../../src/runner/parent/listCases.ts';
import { folder } from '../cli/gradlens.ts';

it('marks and problems of a file, in order', () => {
  const cwd = folder({
    'a.js': `/**\n * @trace f(2)\n * @trace f(,)\n * @trace two: f(3)\n */\nfunction f(x) { return x; }\nwith (f) {}\n`,
  });
  expect(listCases(join(cwd, 'a.js'), 'a.js')).toMatchObject({
    kind: 'listed',
    marks: [
      { function: 'f', name: '', case: 0 },
      { function: 'f', failed: { diagnostics: [{ code: 'trace-tag-syntax', span: [0, 3, 13, 3, 14] }] } },
      { function: 'f', name: 'two', case: 1 },
    ],
  });
});

it('a file whose syntax tree would fill the memory is not read', () => {
  const cwd = folder({ 'a.ts': '/** @trace f(2) */\nfunction f(x: number) {}' });
  const path = join(cwd, 'a.ts');
  truncateSync(path, 2 ** 25 + 1);
  expect(listCases(path, 'a.ts')).toMatchObject({
    kind: 'failed',
    diagnostics: [{ code: 'file-not-found', message: `Cannot read the file: ${path} is larger than 32 MB` }],
  });
});
