import { expect, it } from 'vitest';
import { cliPath, folder } from './gradlens.ts';
import { run, same } from './same.ts';

const ends: Readonly<Record<string, string>> = {
  'handlers of exit and beforeExit': `process.on('exit', (c) => { console.log('exit', c, process.exitCode); process.exitCode = 9; });
    process.on('beforeExit', () => { console.log('beforeExit'); if (!globalThis.again) { globalThis.again = 1; setTimeout(() => console.log('more'), 1) } });`,
  'exit inside exit': `process.on('exit', () => { console.log('a'); process.exit(5) }); process.on('exit', () => console.log('b')); setTimeout(() => process.exit(3), 5);`,
  'rejections that are handled late, or by a handler': `process.on('unhandledRejection', (e, p) => console.log('unhandled', e.message, p instanceof Promise));
    process.on('rejectionHandled', () => console.log('handled')); const p = Promise.reject(new Error('x')); setTimeout(() => p.catch(() => console.log('caught')), 10);`,
  'exceptions that a handler takes': `process.on('uncaughtException', (e, origin) => console.log('uncaught', e.message ?? e, origin)); process.on('uncaughtExceptionMonitor', (e) => console.log('monitor', e.message));
    setTimeout(() => { throw new Error('late') }, 1); Promise.reject(new TypeError('p')); process.nextTick(() => { throw 5.5 }); throw new Error('sync');`,
  'exit 7 from a handler': `process.on('uncaughtException', () => process.exit(7 * 1)); throw new Error('sync');`,
  'signals that are handled': `process.on('SIGTERM', (s, n) => { console.log(s, n); process.exitCode = 4; clearInterval(t) }); process.once('SIGINT', () => console.log('int'));
    const t = setInterval(() => 0, 1000); process.kill(process.pid, 'SIGINT'); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 20);`,
  'warnings, printed and listened to': `process.on('warning', (w) => console.log(w.name, w.message, w.code)); process.emitWarning('w', 'T', 'C1'); for (let i = 0; i < 12; i++) process.on('SIGUSR2', () => {});
    new Buffer(1 + 1); require('util').deprecate(() => 1, 'old', 'D1')(); setTimeout(() => process.exit(), 5);`,
  'what stands in process': `console.log(process.title, process.argv0, Object.keys(process).length, Object.keys(globalThis), process.eventNames().filter((n) => n !== 'exit'), process.release.name, process.allowedNodeEnvironmentFlags.size);
    process.title = 'abc'; console.log(process.title, process._getActiveHandles().length, Object.keys(require('module')));`,
  // It waits until the timer is due: else Node may run either first.
  'the order of timers, ticks and promises': `setImmediate(() => console.log('immediate')); setTimeout(() => console.log('t0'), 0); process.nextTick(() => console.log('tick')); queueMicrotask(() => console.log('micro'));
    Promise.resolve().then(() => console.log('p')); (async () => { await null; console.log('a1'); await null; console.log('a2') })(); console.log('sync'); const t = setTimeout(() => {}, 1e6); t.unref(); console.log(t.hasRef());
    const end = performance.now() + 3; while (performance.now() < end);`,
  'more than a pipe holds': `process.stdout.write('x'.repeat(3e5) + '\\n'); for (let i = 0; i < 3000; i++) console.log(i * 1.5);`,
  'global variables of sloppy code': `x = 5; console.log(globalThis.x, delete globalThis.x); (0, eval)('var gv = 3'); console.log(globalThis.gv, new Function('return typeof require')());`,
};

/** Both streams, the exit code or signal: as `node` has them. */
it.each(Object.entries(ends))('exec ends as node does: %s', async (_name, text) => {
  await same({ 'main.js': text });
});

it('exec ends as node does: a top-level await that never settles', async () => {
  const text = `console.log('before'); process.on('exit', (c) => console.log(c));\nawait new Promise(() => {});`;
  const cwd = folder({ 'main.mjs': text });
  const [plain, traced] = [await run(cwd, ['main.mjs']), await run(cwd, [cliPath, 'exec', 'main.mjs'])];
  expect([traced.code, traced.stdout]).toEqual([13, plain.stdout]);
  // The line that Node shows below is the instrumented one.
  expect(traced.stderr.split('\n')[0]).toBe(plain.stderr.split('\n')[0]);
});

it('exec reads as node does: all of standard input at once, and line by line', async () => {
  const input = '1\n2.5\n3';
  await same(
    {
      'main.js': `console.log(require('fs').readFileSync(0, 'utf8').split('\\n').map(Number).reduce((a, b) => a + b), process.stdin.isTTY, process.stdout.columns)`,
    },
    { input },
  );
  await same(
    {
      'main.mjs': `import readline from 'node:readline'; let s = 0; for await (const l of readline.createInterface({ input: process.stdin })) s += +l; process.stdout.write('' + s)`,
    },
    { input },
  );
});
