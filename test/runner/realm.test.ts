import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Runner } from '../../src/runner/parent/runner.ts';
import { folder, generous, runnerPath, traceJson } from '../cli/gradlens.ts';

/** What user code printed as JSON. */
async function printed(expression: string, pinned = true): Promise<unknown> {
  const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  console.log(JSON.stringify(${expression}));\n  return x;\n}\n`;
  const root = folder({ 'user.ts': source });
  const runner = new Runner({ runnerPath, limits: generous });
  let text = '';
  const request = {
    file: join(root, 'user.ts'),
    root,
    overlay: new Map(),
    case: 0,
    pinned,
    check: 'none',
  } as const;
  const answer = await runner.trace(request, undefined, { onOutput: (chunk) => (text += chunk) });
  runner.dispose();
  if (answer.kind === 'failed') throw new Error(answer.diagnostics[0]!.message);
  return JSON.parse(text);
}

describe('the world that user code sees', () => {
  it('randomness and the clock are the same in every run', async () => {
    const draws = '[Math.random(), Math.random(), Date.now(), new Date().getTime(), performance.now()]';
    const first = (await printed(draws)) as number[];
    expect(await printed(draws)).toEqual(first);
    expect(first[0]).toBeGreaterThanOrEqual(0);
    expect(first[0]).toBeLessThan(1);
    expect(first[1]).not.toBe(first[0]);
    expect(first[3]).toBeGreaterThan(first[2]!);
    expect(await printed(draws, false)).not.toEqual(first);
  });

  it('pinned functions look like the real ones', async () => {
    const looks = `[Math.random.name, Math.random.length, Date.name, Date.length, new Date() instanceof Date,
      new Date(0).constructor === Date, typeof Date(), new Date(2020, 1).getFullYear(), Object.keys(Math)]`;
    expect(await printed(looks)).toEqual(['random', 0, 'Date', 7, true, true, 'string', 2020, []]);
  });

  it('a cut at the pinned Date names it', async () => {
    const source = '/** @trace f(2e6) */\nexport const f = (x: number) => x + (new Date(x) ? 1 : 0);\n';
    const { cases } = await traceJson(folder({ 'user.ts': source }), 'user.ts');
    expect(cases).toMatchObject([{ cuts: [{ reason: 'opaque', to: 'Date' }] }]);
  });

  it('no channel, no flags, its own file as the program, the root as folder', async () => {
    const seen = `[typeof process.send, process.argv.length, process.argv[1].endsWith('user.ts'), process.execArgv,
      process.argv[1].startsWith(process.cwd()), Object.keys(globalThis).includes('__gl')]`;
    expect(await printed(seen)).toEqual(['undefined', 2, true, [], true, false]);
  });

  it('the runtime has no place in it, and no name', async () => {
    const seen = `['__gl' in globalThis, Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith('__gl')), typeof __gl,
      new Function('return typeof __gl')(), (0, eval)('typeof __gl'), eval('var __gl = 2; __gl * 3'), Reflect.set(globalThis, '__gl', 1)]`;
    expect(await printed(seen)).toEqual([false, [], ...Array(3).fill('undefined'), 6, true]);
  });

  it('recursion goes as deep as without tracing', async () => {
    const depth = '(function deep(n: number): number { return n === 0 ? 0 : 1 + deep(n - 1); })(9000)';
    expect(await printed(depth)).toBe(9000);
  });
});
