import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Runner } from '../../../src/runner/parent/runner.ts';
import { folder, generous, runnerPath } from '../../cli/gradlens.ts';
import { nodeOf, versions } from '../../support/nodes.ts';

const before = 'const path = `${process.cwd()}/victim/a`, other = `${process.cwd()}/victim/b`;';

/** Effects, and what the report calls them; those of modules that a version lacks are no effects there. */
const effects: readonly (readonly [work: string, report: string])[] = [
  [`fs.writeFileSync(path, 'x')`, 'writeFileSync'],
  [`fs.symlinkSync(path, other)`, 'symlinkSync'],
  [`fs.linkSync(path, other)`, 'linkSync'],
  [`fs.renameSync(path, other)`, 'renameSync'],
  [`fs.rmSync(path)`, 'rmSync'],
  [`fs.mkdtempSync(path)`, 'mkdtempSync'],
  [`fs.utimesSync(path, 0, 0)`, 'utimesSync'],
  [`fs.fchmodSync(fs.openSync(path), 0o777)`, 'fchmodSync'],
  [`fs.openSync(other, fs.constants.O_CREAT | fs.constants.O_RDONLY)`, 'openSync'],
  [`need('sqlite') && new (need('sqlite').DatabaseSync)(other)`, 'DatabaseSync'],
  [`need('sqlite') && new (need('sqlite').DatabaseSync)(':memory:')`, 'DatabaseSync'],
  [`v8.setFlagsFromString('--trace-turbo-path=' + other)`, 'setFlagsFromString of --trace-turbo-path='],
  [`v8.writeHeapSnapshot(other)`, 'writeHeapSnapshot'],
  [`v8.setHeapSnapshotNearHeapLimit(1)`, 'setHeapSnapshotNearHeapLimit'],
  [`process.report.writeReport(other)`, 'FileSystemWrite'],
  [`need('trace_events').createTracing({ categories: ['v8'] }).enable()`, 'enable'],
  [`net.createServer().listen(other)`, 'listen of '],
  [`net.createServer().listen({ path: other })`, 'listen of '],
  [`net.connect('/nowhere/docker.sock').on('error', () => 0)`, 'connect of /nowhere/docker.sock (Socket)'],
  [
    `net.connect(twice('/nowhere/agent.sock')).on('error', () => 0)`,
    'connect of /nowhere/agent.sock (Socket)',
  ],
  [
    `need('http').get({ socketPath: '/nowhere/d.sock' }).on('error', () => 0)`,
    'get of /nowhere/d.sock (Socket)',
  ],
  [`new process.stdout._handle.constructor(0).bind(other)`, 'bind of '],
  [`need('child_process').spawnSync('ls')`, 'spawnSync'],
  [`need('child_process').fork(path)`, 'fork'],
  [`need('cluster').fork()`, 'fork'],
  [
    `need('worker_threads') && new (need('worker_threads').Worker)('1', { eval: true })`,
    'Worker (WorkerThreads)',
  ],
  [`need('module').register('data:text/javascript,1')`, 'register'],
  [`process.execve && process.execve('/bin/true', [], {})`, 'execve'],
  [`new (need('wasi').WASI)({ version: 'preview1' })`, 'WASI'],
  [`process.dlopen({ exports: {} }, path)`, 'Addon'],
  [`need('crypto').setEngine(path)`, 'setEngine of '],
  [`process._linkedBinding('fs')`, 'linkedBinding of fs (Addon)'],
  [`process.binding('fs')`, 'binding'],
  [`process.kill(process.ppid, 0)`, 'kill of '],
  [`process.kill(0, 0)`, 'kill of 0 (Signal)'],
  [`process.kill(-process.pid, 0)`, 'kill of -'],
  [`process._kill(process.ppid, 0)`, 'kill of '],
  [`process._debugProcess(process.ppid)`, 'debugProcess of '],
  [`need('inspector').open(0)`, 'Inspector'],
  [`process.chdir('/')`, 'chdir of / (ProcessState)'],
  [`process.umask(0)`, 'umask of 0 (ProcessState)'],
  [`process.setuid(1)`, 'setuid of 1 (ProcessState)'],
  [`process.setgid(1)`, 'setgid of 1 (ProcessState)'],
  [`process.seteuid(1)`, 'seteuid of 1 (ProcessState)'],
  [`process.setegid(1)`, 'setegid of 1 (ProcessState)'],
  [`process.setgroups([1])`, 'setgroups (ProcessState)'],
  [`process.initgroups('root', 1)`, 'initgroups of root (ProcessState)'],
  [`need('os').setPriority(1)`, 'setPriority (ProcessState)'],
  [`need('crypto').setFips(0)`, 'setFips (Flags)'],
];

/** What no version denies, as README says. */
const open = [
  `fs.readFileSync(path)`,
  `process.kill(process.pid, 0)`,
  `process.umask()`,
  `net.createServer().listen(0).close()`,
  `net.connect(9, '127.0.0.1').on('error', () => 0)`,
];

const program = (work: readonly string[]) => `// @ts-nocheck
import fs from 'node:fs';
import net from 'node:net';
import v8 from 'node:v8';
const need = (name: string) => process.getBuiltinModule('node:' + name);
/** Options whose path shows only when it is asked for again. */
const twice = (path: string) => { let times = 0; return { get path() { return times++ === 0 ? undefined : path; }, host: '127.0.0.1', port: 9 }; };
${before}
/** @trace f(2) */
export function f(x) {
${work.map((each) => `try { ${each}; console.log('passed'); } catch (error) { console.log(error.code ?? error.message); }`).join('\n')}
return x * x;
}
`;

/** Runs work on a Node of a version: what each line printed, the findings, and whether the files are as before. */
async function outcome(version: string, source: string) {
  const root = folder({ 'f.ts': source, 'victim/a': 'whole' });
  const victim = () =>
    readdirSync(join(root, 'victim')).map((name) => {
      const path = join(root, 'victim', name);
      const { mode, mtimeMs } = statSync(path);
      return [name, readFileSync(path, 'utf8'), mode, mtimeMs];
    });
  const whole = victim();
  const runner = new Runner({ runnerPath, limits: generous, node: await nodeOf(version) });
  let printed = '';
  const onOutput = (text: string) => (printed += text);
  const request = { file: join(root, 'f.ts'), root, overlay: new Map(), case: 0, pinned: true } as const;
  const answer = await runner.trace({ ...request, check: 'none' }, undefined, { onOutput });
  runner.dispose();
  const { diagnostics } = answer.kind === 'traced' ? answer.result : answer;
  return { answer, diagnostics, printed, before: whole, after: victim() };
}

describe.each(versions)('the sandbox on Node %s', (version) => {
  it('denies every effect, reports it at its line, and leaves the files alone', async () => {
    const works = effects.map(([work]) => work);
    const source = program(works);
    const first = source.split('\n').indexOf('export function f(x) {') + 2;
    const { diagnostics, printed, before, after } = await outcome(version, source);
    const lines = printed.trim().split('\n');
    const table = effects.map(([work, report], i) => {
      const found = diagnostics.filter(({ span }) => span[1] === first + i);
      const isReported = found.some(
        ({ code, message }) => code === 'sandbox-denied' && message.includes(report),
      );
      return [
        work,
        /^ERR_/.test(lines[i]!) && isReported ? 'denied' : [lines[i], found.map((each) => each.message)],
      ];
    });
    expect(table).toEqual(effects.map(([work]) => [work, 'denied']));
    expect(after).toEqual(before);
  });

  it('leaves open what the README names', async () => {
    const { diagnostics, printed } = await outcome(version, program(open));
    expect(printed.trim().split('\n')).toEqual(open.map(() => 'passed'));
    expect(diagnostics).toEqual([]);
  });

  it('holds whatever a function of Node is called with: paths in every place change no file', async () => {
    const source = `// @ts-nocheck
import { builtinModules } from 'node:module';
${before}
/** These end the process, wait for ever, print, or are no functions for programs. */
const left = /^(exit|abort|reallyExit|_rawDebug|\\w*[gG]etActive\\w+|waitForDebugger|_fatalException)$/;
const given = [[path], [other], [path, 'x'], [other, 'x'], [path, other], [path, 0o600], [{ path: other }], [other, 'x', () => 0], [path, other, () => 0]];
/** @trace f(2) */
export async function f(x) {
  let calls = 0;
  const pending = [];
  for (const name of [...builtinModules, 'node:sqlite', 'node:ffi', 'node:vfs']) {
    if (/^(_|test|node:test|repl|console)/.test(name)) continue;
    const module = process.getBuiltinModule(name);
    for (const holder of module ? [module, module.promises ?? {}] : []) {
      for (const key of Object.keys(holder).filter((key) => !left.test(key) && typeof holder[key] === 'function')) {
        for (const args of given) {
          for (const call of [() => holder[key](...args), () => new holder[key](...args)]) {
            calls++;
            try { const made = call(); made?.on?.('error', () => 0); pending.push(Promise.resolve(made).catch(() => 0)); } catch {}
          }
        }
      }
    }
  }
  console.log('calls', calls);
  await Promise.race([Promise.all(pending), new Promise((done) => setTimeout(done, 300))]);
  return x * x;
}
`;
    const { printed, diagnostics, before: whole, after } = await outcome(version, source);
    // Some calls fail later, where nothing catches it.
    const expected = ['sandbox-denied', 'threw'];
    expect(diagnostics.filter(({ code }) => !expected.includes(code))).toEqual([]);
    expect(Number(/calls (\d+)/.exec(printed)?.[1])).toBeGreaterThan(5000);
    expect(after).toEqual(whole);
  });
});
