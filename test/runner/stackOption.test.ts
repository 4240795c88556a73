import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/shared/limits.ts';
import { execArgv } from '../../src/runner/parent/launch.ts';
import { nodeAt } from '../../src/runner/parent/nodeProgram.ts';
import { folder } from '../cli/gradlens.ts';

const file = pathToFileURL(join(import.meta.dirname, '../../src/runner/child/stackOption.ts')).href;

/** What a process with the options of a child finds after it has loaded a file: how deep it may call, and which of Node's modules it compiled. */
const program = `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { internalBinding } = require('internal/test/binding');
const compiled = () => new Set(internalBinding('builtins').getCacheUsage().compiledWithoutCache);
let depth = 0;
const dive = () => { depth++; dive(); };
try { dive(); } catch {}
const before = compiled();
for (const name of ['zlib', 'readline', 'dgram']) require(name);
console.log(JSON.stringify({ depth, later: [...compiled()].filter((name) => !before.has(name)).length }));
`;

it('leaves the stack as deep, and Node takes its own modules as they were compiled', async () => {
  const node = await nodeAt(process.execPath);
  const options = execArgv({ node, sandbox: false, limits: defaultLimits });
  const measured = (text: string) => {
    const path = join(folder({}), 'main.mjs');
    writeFileSync(path, text + program);
    const args = [...options, '--no-warnings', '--expose-internals', path];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as { depth: number; later: number };
  };
  const without = measured('');
  const taken = measured(`import ${JSON.stringify(file)};`);
  expect(taken.depth).toBeGreaterThan(0.95 * without.depth);
  expect(taken.depth).toBeGreaterThan(25_000);
  expect(without.later).toBeGreaterThan(0);
  expect(taken.later).toBe(0);
});
