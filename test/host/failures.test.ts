import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'mocha';
import { findings, openSource, trace } from './tracing.ts';
import type { Source } from './tracing.ts';
import { isLong } from '../support/long.ts';

const body = (statements: string): string =>
  `/** @trace f(2) */\nexport function f(x: number): number {\n  ${statements}\n}\n`;

const good = body('return x * x;');

/** Texts that cannot be traced to their end, or not with a gradient, and what has to be said where. */
const failures: readonly { name: string; text: string; said: string | RegExp }[] = [
  { name: 'a throw', text: body("throw new Error('no ' + x);"), said: 'threw 3:9-3:29' },
  { name: 'process.exit', text: body('process.exit(3);'), said: 'process-exit 3:3-3:18' },
  { name: 'a syntax error', text: body('return x +;'), said: 'syntax-error 3:13-3:14' },
  {
    name: 'a missing import',
    text: `import { y } from './nowhere.ts';\n${body('return x * y;')}`,
    said: 'missing-import 1:19-1:33',
  },
  {
    name: 'a gradient that is cut',
    text: body('return Number(String(x)) * x;'),
    said: 'gradient-cut 3:17-3:26',
  },
  {
    name: 'a denied write that is swallowed',
    text: `import { writeFileSync } from 'node:fs';\n${body("try { writeFileSync('x', ''); } catch {} return x;")}`,
    said: 'sandbox-denied 4:9-4:31',
  },
  { name: 'a loop without end', text: body('while (true) {}'), said: 'time-limit 3:3-3:18' },
  {
    name: 'a @trace that does not parse',
    text: '/** @trace f(2, */\nexport function f(x: number): number {\n  return x;\n}\n',
    said: 'trace-tag-syntax 1:15-1:16',
  },
  {
    name: 'objects without end',
    // the memory may run out at any site of the function, or the time before it on a slow machine; test/runner tells them apart
    text: body('const all: object[] = []; while (true) all.push({ x, bytes: Buffer.alloc(1e6, 1) });'),
    said: /^(?:memory|time)-limit [23]:/,
  },
  {
    name: 'a typed array of 10 GB',
    text: body('return new Float64Array(1.25e9).fill(x)[0]! * x;'),
    said: 'memory-limit 3:10-3:34',
  },
];

/** Runs after each failure. */
const again = isLong ? 20 : 1;

describe('what goes wrong is said at its place', () => {
  let source: Source;

  before(async () => {
    source = await openSource('wrong.ts', good);
  });
  after(() => source.close());

  for (const { name, text, said } of failures)
    it(`${name}; and the next text is traced as if nothing had been`, async () => {
      await source.edit(text);
      await trace(source.uri);
      const [finding, ...others] = findings(source.uri);
      if (said instanceof RegExp) assert.match(finding!, said);
      else assert.equal(finding, said);
      assert.deepEqual(others, []);
      await source.edit(good);
      for (let times = 0; times < again; times++) await trace(source.uri);
      assert.deepEqual(findings(source.uri), []);
    });

  it('no process is left but the two that wait', async () => {
    const args = ['-o', 'args=', '--ppid', String(process.pid)];
    const runners = () =>
      execFileSync('ps', args, { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes('runner.js'));
    // they start when the last run has been shown
    while (runners().length !== 2) await new Promise((resolve) => setTimeout(resolve, 100));
  });
});
