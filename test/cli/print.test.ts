import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand, UsageError, type TraceCommand } from '../../src/cli/command.ts';
import { printer, sourcesOf } from '../../src/cli/print.ts';
import { failed, fileStart } from '../../src/shared/failed.ts';
import { traces } from '../support/traces.ts';
import { folder } from './gradlens.ts';

/** An output that keeps what is written to it. */
function kept() {
  const written = { text: '' };
  const write = (pieces: Iterable<string>) => {
    written.text += [...pieces].join('');
    return Promise.resolve();
  };
  return { written, output: { write } };
}

const answers = [
  { kind: 'traced', result: traces['scalars']!() },
  failed('no-case', 'None.', 'a.ts', fileStart),
  { kind: 'traced', result: traces['uses']!() },
] as const;

describe('JSON', () => {
  const options = (...args: string[]) =>
    parseCommand(['trace', 'a.ts', '--format', 'json', ...args]) as TraceCommand;

  it('of a case is written when it has run: with what follows it is an array', async () => {
    const { written, output } = kept();
    const print = printer(output, '/', options());
    for (const [i, answer] of answers.entries()) {
      await print.answer(answer);
      expect(JSON.parse(`${written.text}]`)).toHaveLength(i + 1);
    }
    await print.end();
    expect(JSON.parse(written.text)).toMatchObject([
      { status: 'ok' },
      { status: 'failed' },
      { status: 'ok' },
    ]);
  });

  it('has as many equations as --max-equations says', async () => {
    const { written, output } = kept();
    const print = printer(output, '/', options('--max-equations', '2'));
    await print.answer(answers[0]);
    await print.end();
    expect(JSON.parse(written.text)).toMatchObject([
      { truncated: true, equations: [{ id: 'v2' }, { id: 'v3' }], inputs: [{}, { gradient: 1 }, {}] },
    ]);
  });

  it.each(['-1', '2.5', 'all', ''])('--max-equations=%s is no number of equations', (text) => {
    expect(() => options(`--max-equations=${text}`)).toThrow(UsageError);
  });
});

describe('text', () => {
  it.each(['text', 'source'])('of two cases has an empty line between them: %s', async (format) => {
    const { written, output } = kept();
    const print = printer(output, '/', parseCommand(['trace', 'a.ts', '--format', format]) as TraceCommand);
    await print.answer(answers[0]);
    const alone = written.text;
    await print.answer(answers[2]);
    expect(alone).not.toMatch(/^\n|\n\n$/);
    expect(written.text.slice(alone.length)).toMatch(/^\n\S/);
  });
});

it('a source is read when it is asked for, once', () => {
  const root = folder({});
  const sources = sourcesOf({ files: ['a.ts', 'b.ts', 'c.ts'], sources: new Map([[2, 'known']]) }, root);
  writeFileSync(join(root, 'a.ts'), 'written later');
  expect([0, 1, 2].map((file) => sources.get(file))).toEqual(['written later', undefined, 'known']);
  rmSync(join(root, 'a.ts'));
  expect(sources.get(0)).toBe('written later');
});
