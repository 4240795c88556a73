import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Runner, type MeasuredAnswer } from '../../src/runner/parent/runner.ts';
import { isKilled } from '../../src/runner/limits/memoryLimit.ts';
import { LimitWatch } from '../../src/runner/limits/limitWatch.ts';
import type { Limits } from '../../src/shared/limits.ts';
import { folder, generous, rangeOf, runnerPath } from '../cli/gradlens.ts';

/** Ids of processes whose command line names the runner bundle. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return (
          parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(runnerPath)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** One run with time enough for what is not limited, and for an answer at the limit; `grace` is how long that is. */
async function run(
  source: string,
  limits: Partial<Limits> = {},
  grace = generous.run,
): Promise<MeasuredAnswer> {
  const root = folder({ 'user.ts': source });
  const runner = new Runner({ runnerPath, grace, limits: { ...generous, ...limits } });
  try {
    const file = join(root, 'user.ts');
    return await runner.trace({ file, root, overlay: new Map(), case: 0, pinned: true, check: 'none' });
  } finally {
    runner.dispose();
  }
}

/** Code and range of the first error of an answer, and the text of its file index. */
function firstError(answer: MeasuredAnswer) {
  const { files, diagnostics } = answer.kind === 'traced' ? answer.result : answer;
  const { code, span } = diagnostics.find(({ severity }) => severity === 'error')!;
  const [file, ...range] = span;
  return {
    status: answer.kind === 'traced' ? answer.result.status : 'failed',
    code,
    range,
    file: files[file],
  };
}

afterEach(() => expect(children(), 'no child is left').toEqual([]));

describe('the time', () => {
  /** A watch, and the clocks that it looks at. */
  function watched() {
    const clock = { now: 1000, cpu: 70 };
    const limits = { ...generous, load: 500, run: 800, memory: Infinity };
    const clocks = { time: () => clock.now, used: () => clock.cpu };
    const watch = new LimitWatch(limits, '/nonexistent', clocks);
    const after = (now: number, cpu: number) => {
      Object.assign(clock, { now, cpu });
      return watch.poll();
    };
    return { watch, after };
  }

  it('of the processor is what counts: of loading, and of running anew', () => {
    const { watch, after } = watched();
    expect(after(3900, 570)).toBeUndefined();
    expect(after(3950, 571)).toMatchObject({ code: 'load-time-limit' });
    watch.beginRun();
    expect(after(4800, 1371)).toBeUndefined();
    expect(after(4850, 1372)).toMatchObject({
      code: 'time-limit',
      message: 'The run took longer than its limit of 0.8 s of processor time.',
    });
  });

  it('of loading does not hold what rewriting costs, up to as much again', () => {
    const { watch, after } = watched();
    watch.work.add('/home/me/node_modules/x/index.js', 300);
    expect(after(3900, 870)).toBeUndefined();
    expect(after(3950, 871)).toMatchObject({ code: 'load-time-limit' });
    watch.work.add('/home/me/src/a.ts', 900);
    expect(after(4000, 1070)).toBeUndefined();
    expect(after(4050, 1071)).toMatchObject({ code: 'load-time-limit' });
    watch.beginRun();
    expect(after(4900, 1872)).toMatchObject({ code: 'time-limit' });
  });

  it('that several threads use at once counts once', () => {
    const { after } = watched();
    expect(after(1500, 1500)).toBeUndefined();
    expect(after(1550, 1500)).toMatchObject({ code: 'load-time-limit' });
  });

  it('of waiting ends, too', () => {
    const { watch, after } = watched();
    expect(after(4000, 70)).toBeUndefined();
    expect(after(4050, 70)).toMatchObject({ code: 'load-time-limit' });
    watch.beginRun();
    expect(after(8900, 70)).toMatchObject({
      code: 'time-limit',
      message: 'The run was not over after 4.8 s: it waits for something, or the machine is busy.',
    });
  });

  const waiting = (until: string) =>
    `/** @trace f(2) */\nexport async function f(x: number) {\n  await new Promise((done) => ${until});\n  return x;\n}\n`;

  it('is not up for a program that waits for longer than its limit', async () => {
    const answer = await run(waiting('setTimeout(done, 1000)'), { run: 950 }, 100);
    expect(answer).toMatchObject({ kind: 'traced', result: { status: 'ok' } });
  });

  it('is up for a program that waits for ever', async () => {
    const answer = await run(waiting('undefined'), { run: 200 });
    expect(firstError(answer)).toMatchObject({ status: 'limit', code: 'time-limit' });
  });

  it('is up for one that waits where it cannot look at its clock', async () => {
    const source = waiting('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)');
    expect(firstError(await run(source, { run: 200 }, 100))).toEqual({
      status: 'failed',
      code: 'time-limit',
      range: [2, 22, 2, 23],
      file: 'user.ts',
    });
  });
});

describe('a run ends at its limits', () => {
  it('an endless loop', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  let y = x;\n  while (true) {\n    y = y * x;\n  }\n}\n`;
    const answer = await run(source, { run: 100 });
    const loop = 'while (true) {\n    y = y * x;\n  }';
    const { range, ...rest } = firstError(answer);
    expect(rest).toEqual({ status: 'limit', code: 'time-limit', file: 'user.ts' });
    // The time may run out at any site in the loop.
    const [line, , endLine] = rangeOf(source, loop);
    expect(range[0]).toBeGreaterThanOrEqual(line!);
    expect(range[2]).toBeLessThanOrEqual(endLine!);
  });

  it('more operations than may be recorded: the trace so far arrives whole, in pieces', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  let y = x;\n  while (true) y = y + 1;\n}\n`;
    const answer = await run(source, { operations: 1_200_000 });
    expect(firstError(answer)).toEqual({
      status: 'limit',
      code: 'operation-limit',
      range: rangeOf(source, 'y + 1'),
      file: 'user.ts',
    });
    if (answer.kind === 'failed') return;
    const { values, equations } = answer.result.trace;
    expect(equations.op.length).toBe(1_200_000);
    const out = equations.out;
    expect([0, 499_999, 500_000, 1_199_999].map((e) => values[out[e]!])).toEqual([
      3, 500_002, 500_003, 1_200_002,
    ]);
  });

  it('an endless loop without a body', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  while (true) {}\n}\n`;
    const answer = await run(source, { run: 500 });
    expect(firstError(answer)).toEqual({
      status: 'limit',
      code: 'time-limit',
      range: rangeOf(source, 'while (true) {}'),
      file: 'user.ts',
    });
  });

  it('a native call that does not return is killed', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  /(a+)+$/.test('a'.repeat(40) + 'b');\n  return x;\n}\n`;
    const answer = await run(source, { run: 500 }, 100);
    expect(firstError(answer)).toEqual({
      status: 'failed',
      code: 'time-limit',
      range: [2, 16, 2, 17],
      file: 'user.ts',
    });
  });

  it('an endless loop while loading', async () => {
    const source = `while (true) {}\n/** @trace f(2) */\nexport function f(x: number): number {\n  return x;\n}\n`;
    const answer = await run(source, { load: 3000 });
    expect(firstError(answer)).toEqual({
      status: 'failed',
      code: 'load-time-limit',
      range: rangeOf(source, 'while (true) {}'),
      file: 'user.ts',
    });
  });

  it('objects without end', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  const a: object[] = [];\n  while (true) { a.push({ x: a.length }); }\n}\n`;
    const answer = await run(source, { memory: 350_000_000 });
    expect(firstError(answer)).toMatchObject({ status: 'limit', code: 'memory-limit', file: 'user.ts' });
    expect(firstError(answer).range[0]).toBe(4);
    expect(answer.peakMemory).toBeGreaterThan(200e6);
    expect(answer.peakMemory).toBeLessThan(2e9);
  });

  it('a filled array of 10 GB', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  const n = 1.25e9;\n  const a = new Float64Array(n);\n  return a.fill(x)[7];\n}\n`;
    const answer = await run(source);
    expect(firstError(answer)).toEqual({
      status: 'limit',
      code: 'memory-limit',
      range: rangeOf(source, 'new Float64Array(n)'),
      file: 'user.ts',
    });
    expect(answer.peakMemory).toBeLessThan(2e9);
  });

  it('memory that only the parent sees', async () => {
    // Code that `node:vm` compiles is not instrumented, so that nothing in the process looks.
    const source = `import vm from 'node:vm';\n/** @trace f(2) */\nexport function f(x: number): number {\n  vm.runInThisContext('const all = Buffer.alloc(1e9, 1); for (;;);');\n  return x;\n}\n`;
    const answer = await run(source, { memory: 500_000_000 });
    expect(firstError(answer)).toMatchObject({ status: 'failed', code: 'memory-limit', file: 'user.ts' });
    expect(answer.peakMemory).toBeGreaterThan(500e6);
    expect(answer.peakMemory).toBeLessThan(2e9);
  });

  it('memory that one step takes, with time to stop by itself; more than that, or for longer, it may not have', () => {
    const since = { time: 1000, used: 50 };
    const killed = (share: number, time: number, used: number) => isKilled(share, since, { time, used });
    expect([killed(1.2, 1000, 50), killed(1.2, 1500, 150), killed(1.5, 1090, 200)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([killed(1.2, 1500, 151), killed(1.2, 1601, 50), killed(1.51, 1000, 50)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('a program that ends itself', () => {
  it.each(['process.exit(3)', 'process.abort()', 'process.reallyExit(3)'])(
    '%s while running',
    async (call) => {
      const source = `/** @trace f(2) */\nexport function f(x) {\n  try { ${call}; } catch {}\n  return x;\n}\n`;
      const answer = await run(source);
      expect(firstError(answer)).toEqual({
        status: 'threw',
        code: 'process-exit',
        range: rangeOf(source, call),
        file: 'user.ts',
      });
      expect(answer).toMatchObject({
        result: { diagnostics: [{ message: `The code ended its process: ${call}.` }] },
      });
    },
  );

  it('process.exit while loading', async () => {
    const source = `process.exit(3);\n/** @trace f(2) */\nexport function f(x: number): number {\n  return x;\n}\n`;
    const answer = await run(source);
    expect(firstError(answer)).toEqual({
      status: 'failed',
      code: 'process-exit',
      range: rangeOf(source, 'process.exit(3)'),
      file: 'user.ts',
    });
  });

  it('a signal', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  process.kill(process.pid, 'SIGKILL');\n  return x;\n}\n`;
    const answer = await run(source);
    expect(firstError(answer)).toMatchObject({ code: 'process-exit', range: [2, 16, 2, 17] });
  });

  it('an exception in a timer while the run waits', async () => {
    const source = `/** @trace f(2) */\nexport async function f(x: number): Promise<number> {\n  setTimeout(() => { throw new Error('late'); }, 5);\n  await new Promise(() => undefined);\n  return x;\n}\n`;
    const answer = await run(source);
    expect(firstError(answer)).toMatchObject({ code: 'threw' });
    const { diagnostics } = answer.kind === 'traced' ? answer.result : answer;
    expect(diagnostics[0]!.message).toContain('late');
  });
});
