import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { describe, expect, it } from 'vitest';
import { thisNode } from '../../src/runner/parent/nodeProgram.ts';
import { EndedError, RunnerProcess } from '../../src/runner/parent/process.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { plainRunRequest, preparePlainRequest } from '../../src/shared/protocol.ts';
import type { Leaf } from '../../src/shared/trace.ts';
import { folder, generous as limits, runnerPath } from '../cli/gradlens.ts';

const processOptions = {
  node: thisNode,
  runnerPath,
  limits,
  sandbox: true,
  env: process.env,
  passed: [],
  warm: false,
};
const request = (root: string) =>
  ({ file: join(root, 'user.ts'), root, overlay: new Map(), case: 0, pinned: true, check: 'none' }) as const;

const identity = `/** @trace f([0, 0, 0, 0, 0]) */\nexport function f(x: number[]): number[] {\n  return x;\n}\n`;
const endless = `/** @trace f(2) */\nexport function f(x: number): number {\n  console.log('running');\n  while (true) {}\n}\n`;
const busy = `/** @trace f(2) */\nexport function f(x: number): number {\n  console.log('running');\n  /(a+)+$/.test('a'.repeat(50) + 'b');\n  return x;\n}\n`;

/** A runner and a promise of the moment when user code runs; `grace` is how long it may take to answer when cancelled. */
function start(source: string, grace = limits.run) {
  const runner = new Runner({ runnerPath, limits, grace });
  const cancel = new CancellationTokenSource();
  let begun!: (text: string) => void;
  const running = new Promise<string>((resolve) => (begun = resolve));
  const onOutput = (text: string) => text.includes('running') && begun(text);
  const answer = runner.trace(request(folder({ 'user.ts': source })), cancel.token, { onOutput });
  return { runner, cancel, running, answer };
}

const firstCode = async (answer: ReturnType<Runner['trace']>) => {
  const settled = await answer;
  return (settled.kind === 'traced' ? settled.result : settled).diagnostics[0]?.code;
};

describe('the protocol', () => {
  it('carries NaN, infinities and −0 both ways', async () => {
    const child = new RunnerProcess(processOptions);
    const leaf: Leaf = {
      path: 'x',
      kind: 'argument',
      static: false,
      shape: [5],
      first: 1,
      container: 'array',
    };
    const params = {
      ...request(folder({ 'user.ts': identity })),
      limits,
      cancelFile: '/nonexistent',
      leaves: [leaf],
    };
    await child.settle(child.connection.sendRequest(preparePlainRequest, params));
    const values = [Float64Array.of(NaN, Infinity, -Infinity, -0, 5e-324)];
    const answer = await child.settle(child.connection.sendRequest(plainRunRequest, { values }));
    child.kill('dispose');
    await child.ended;
    const { outputs } = answer as { outputs: Float64Array };
    expect(outputs).toBeInstanceOf(Float64Array);
    expect([...outputs]).toEqual([NaN, Infinity, -Infinity, -0, 5e-324]);
  });

  it('answers an error with an error', async () => {
    const child = new RunnerProcess(processOptions);
    const answer = child.settle(child.connection.sendRequest(plainRunRequest, { values: [] }));
    await expect(answer).rejects.toThrow('plainRun before preparePlain');
    child.kill('dispose');
  });

  it('a process that ends rejects what is pending', async () => {
    const child = new RunnerProcess(processOptions);
    const params = {
      ...request(folder({ 'user.ts': endless })),
      limits,
      cancelFile: '/nonexistent',
      leaves: [],
    };
    await child.connection.sendRequest(preparePlainRequest, params);
    const answer = child.settle(child.connection.sendRequest(plainRunRequest, { values: [] }));
    setTimeout(() => child.kill('dispose'), 100);
    const error: unknown = await answer.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EndedError);
    expect((error as EndedError).ending).toEqual({ kind: 'killed', why: 'dispose' });
  });

  it('cancels politely: the trace so far is kept', async () => {
    const { runner, cancel, running, answer } = start(endless);
    await running;
    cancel.cancel();
    expect(await firstCode(answer)).toBe('cancelled');
    expect((await answer).kind).toBe('traced');
    runner.dispose();
  });

  it('is cancelled, too, where the process dies of the key that cancels', async () => {
    const { runner, cancel, running, answer } = start(busy.replace(`'running'`, `'running', process.pid`));
    const pid = Number.parseInt((await running).replace('running', ''));
    cancel.cancel();
    process.kill(pid, 'SIGKILL');
    expect(await firstCode(answer)).toBe('cancelled');
    runner.dispose();
  });

  it('cancels a native call by killing', async () => {
    const { runner, cancel, running, answer } = start(busy, 100);
    await running;
    cancel.cancel();
    expect(await firstCode(answer)).toBe('cancelled');
    expect((await answer).kind).toBe('failed');
    runner.dispose();
  });

  it('disposing ends what runs', async () => {
    const { runner, running, answer } = start(endless);
    await running;
    runner.dispose();
    expect(await firstCode(answer)).toBe('cancelled');
    await expect(runner.trace(request(folder({ 'user.ts': identity })))).rejects.toThrow('disposed');
  });

  it('keeps a spare ready, and each run has a process of its own', async () => {
    const source = `let calls = 0;\n/** @trace f(2) */\nexport function f(x: number): number {\n  calls++;\n  console.log('calls', calls, process.pid, process.send);\n  return x;\n}\n`;
    const root = folder({ 'user.ts': source });
    const runner = new Runner({ runnerPath, limits, spares: 2, rest: 0 });
    const printed: string[] = [];
    const listeners = { onOutput: (text: string) => printed.push(text) };
    await runner.trace(request(root), undefined, listeners);
    await runner.trace(request(root), undefined, listeners);
    runner.dispose();
    const lines = printed.join('').trim().split('\n');
    expect(lines.map((line) => line.replace(/\d+ undefined/, 'PID undefined'))).toEqual([
      'calls 1 PID undefined',
      'calls 1 PID undefined',
    ]);
    expect(lines[0]).not.toBe(lines[1]);
  });
});
