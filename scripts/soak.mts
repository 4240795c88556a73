// Part of `npm run test:long`: many retraces with edits, then many at once with cancels, then command lines that are killed. What a run
// leaves behind adds up here: memory, descriptors, processes, files. Prints its figures; ends with code 1 where something grew or is left.
// Arguments: retraces, requests at once, kills.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { Runner } from '../src/runner/parent/runner.ts';
import { defaultLimits } from '../src/shared/limits.ts';
import type { TraceAnswer } from '../src/shared/protocol.ts';

const [retraces = 500, requests = 200, kills = 30] = process.argv.slice(2).map(Number);
/** Runs after which memory has found its size. */
const SETTLED = Math.min(50, retraces / 2);
/** Bytes that memory may differ by from then on. */
const SLACK = 20e6;
const patience = 600_000;

const root = mkdtempSync(join(tmpdir(), 'gradlens-soak-'));
const file = join(root, 'f.ts');
const source = (edit: number) =>
  `/** @trace f(2) */\nexport function f(x: number): number {\n  let y = x;\n  for (let i = 0; i < ${100 + (edit % 7)}; i++) y = Math.sin(y) + ${edit};\n  return y;\n}\n`;
writeFileSync(file, source(0));

const runner = new Runner({
  runnerPath: join(import.meta.dirname, '../dist/runner.js'),
  limits: { ...defaultLimits, load: patience, run: patience },
  spares: 1,
});
const trace = (edit: number, token?: CancellationTokenSource['token']) => {
  const overlay = new Map([[file, source(edit)]]);
  return runner.trace({ file, root, overlay, case: 0, pinned: true, check: 'quick' }, token);
};

/** Processes that this one has started and that are still there. */
const children = () =>
  readdirSync('/proc').filter((name) => {
    try {
      return new RegExp(`^PPid:\\s*${process.pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'));
    } catch {
      return false;
    }
  }).length;
// Without what V8 has not collected yet.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const memory = () => {
  collect();
  return process.memoryUsage.rss();
};
const state = () => ({
  memory: memory(),
  descriptors: readdirSync('/proc/self/fd').length,
  cancelFiles: readdirSync(tmpdir()).filter((name) => /^gradlens-.*\.cancel$/.test(name)).length,
});

const wrong: string[] = [];
/** What came of a run, in a word. */
const ended = (answer: TraceAnswer) => (answer.kind === 'failed' ? answer.diagnostics[0]?.code : answer.kind);
const before = state();
let settled = before;
let least = Infinity;
let most = 0;
for (let i = 1; i <= retraces; i++) {
  const answer = await trace(i);
  if (answer.kind !== 'traced' || answer.result.status !== 'ok') wrong.push(`retrace ${i}: ${ended(answer)}`);
  if (i === SETTLED) settled = state();
  if (i < SETTLED || i % 10 > 0) continue;
  const now = memory();
  least = Math.min(least, now);
  most = Math.max(most, now);
}
const after = state();

let [finished, cancelled] = [0, 0];
const burst = Array.from({ length: requests }, async (_, i) => {
  const cancel = new CancellationTokenSource();
  if (i % 3 > 0) setTimeout(() => cancel.cancel(), Math.random() * 4000);
  const answer = await trace(i, cancel.token);
  if (answer.kind === 'traced' && answer.result.status === 'ok') finished++;
  else if (cancel.token.isCancellationRequested) cancelled++;
  else wrong.push(`request ${i}: ${ended(answer)}`);
});
await Promise.all(burst);
runner.dispose();
for (let waited = 0; children() > 0 && waited < 10_000; waited += 100)
  await new Promise((done) => setTimeout(done, 100));
const end = state();

/** Processes whose folder is that of the program: the command line, its children, the leash that it keeps them on. */
const atWork = () =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === root;
    } catch {
      return false;
    }
  });
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
writeFileSync(file, source(1).replace('i < 101', 'i < 20_000'));
const commandLine = () => {
  const cli = join(import.meta.dirname, '../dist/cli.js');
  return spawn(process.execPath, [cli, 'trace', 'f.ts'], { cwd: root, stdio: 'ignore' });
};
const start = performance.now();
await once(commandLine(), 'exit');
const duration = performance.now() - start;
let slowest = 0;
let together = 0;
for (let i = 0; i < kills; i++) {
  const parent = commandLine();
  await sleep((duration * i) / kills);
  const count = atWork().length;
  together = Math.max(together, count);
  parent.kill('SIGKILL');
  const killed = performance.now();
  while (atWork().length > 0 && performance.now() - killed < 60_000) await sleep(10);
  slowest = Math.max(slowest, performance.now() - killed);
  if (atWork().length > 0) wrong.push(`kill ${i}: processes are left`);
}
rmSync(root, { recursive: true, force: true });

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
console.log(
  `${retraces} retraces: memory ${megabytes(settled.memory)} after ${SETTLED}, then ${megabytes(least)} to ${megabytes(most)}`,
);
console.log(`descriptors ${before.descriptors}, ${after.descriptors}, ${end.descriptors}`);
console.log(
  `${requests} at once: ${finished} finished, ${cancelled} cancelled; processes left: ${children()}`,
);
console.log(
  `${kills} command lines killed from start to end of a run of ${Math.round(duration)} ms, up to ${together} processes: all gone after ${Math.round(slowest)} ms at most`,
);
if (most > settled.memory + SLACK) wrong.push('memory grew');
if (after.descriptors > settled.descriptors + 4 || end.descriptors > before.descriptors)
  wrong.push('descriptors are left');
if (end.cancelFiles > before.cancelFiles) wrong.push('files are left');
if (children() > 0) wrong.push('processes are left');
for (const line of wrong) console.log(`wrong: ${line}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
