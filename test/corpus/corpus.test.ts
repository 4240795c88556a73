import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { folder } from '../cli/gradlens.ts';
import { execution } from '../cli/same.ts';
import { isLong } from '../support/long.ts';
import { programs } from '../support/programs.ts';

/** What a run leaves behind: its streams, its code, its files. */
function run(cwd: string, name: 'plain' | 'traced', script: string) {
  const scratch = join(cwd, name);
  mkdirSync(scratch);
  const own = [script, scratch];
  const { args, env } = name === 'plain' ? { args: own, env: process.env } : execution(own);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  const files = readdirSync(scratch).map((file) => [file, readFileSync(join(scratch, file), 'latin1')]);
  return { status, stdout: stdout.replaceAll(scratch, '…'), stderr: stderr.replaceAll(scratch, '…'), files };
}

function same(script: string, text: string) {
  const cwd = folder({ [script]: text });
  const expected = run(cwd, 'plain', script);
  expect(run(cwd, 'traced', script)).toEqual(expected);
  return expected;
}

it('every language form, one after the other in one program', () => {
  const forms = Object.entries(programs).map(
    ([name, body]) => `[${JSON.stringify(name)}, function () {${body}\n}]`,
  );
  const { stdout } = same(
    'forms.cjs',
    `const { inspect } = require('node:util');
    globalThis.log = (...values) => { console.log(values.map((value) => inspect(value, { depth: 6 })).join(' ')); return values.at(-1); };
    (async () => { for (const [name, run] of [${forms.join(',\n')}]) { console.log('#', name); try { await run(); } catch (e) { console.log('threw', String(e)); } } })();`,
  );
  expect(stdout.match(/^# /gm)?.length).toBe(forms.length);
});

/** Only `npm run test:long` runs these. */
const lengthy = ['messages.cjs', 'patterns.cjs'];
/** Programs of this folder, and those that no tool is to format. */
const files = ['', 'fixtures'].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => /\.[cm]js$/.test(name) && (isLong || !lengthy.includes(name)))
    .map((name) => join(folder, name)),
);
for (const file of files) {
  it(`${file} does the same to the last byte`, () => {
    const { stdout } = same(basename(file), readFileSync(join(import.meta.dirname, file), 'utf8'));
    expect(stdout.length).toBeGreaterThan(500);
  });
}
