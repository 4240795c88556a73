import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { folder, gradlens } from '../cli/gradlens.ts';

const preload = pathToFileURL(join(import.meta.dirname, '../support/networkPreload.ts')).href;
const node = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--import', preload];

/** What the processes of a command said that they are, and what they used of the network. */
async function uses(source: string, ...args: string[]) {
  const cwd = folder({ 'a.ts': source });
  const [command, ...rest] = args as [string, ...string[]];
  const { code, stderr } = await gradlens(cwd, [command, 'a.ts', ...rest], { node });
  expect(code, stderr).toBe(0);
  return [...new Set(Array.from(stderr.matchAll(/^network trap: (.*)$/gm), ([, said]) => said!))].sort();
}

const quiet = `
import { Matrix } from 'ml-matrix';
/** @trace f(2, new Matrix([[1, 2], [3, 4]])) */
export const f = (x: number, m: Matrix): number => 0 * x + m.mmul(m).sum();
`;

it.each([
  ['trace', '--check', '--no-cache'],
  ['explain', '--at', '4:x'],
])('gradlens %s uses no network, in any of its processes', async (...args) => {
  expect(await uses(quiet, ...args)).toEqual(['in cli.js', 'in runner.js']);
});

const loud = `
import { connect, createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns';
import { get } from 'node:http';
/** @trace f(2) */
export function f(x: number): number {
  connect({ port: 9, host: '127.0.0.1' }).on('error', () => {}).unref();
  createServer().listen(0).close();
  const socket = createSocket('udp4');
  socket.send('', 9, '127.0.0.1', () => socket.close());
  lookup('localhost', () => {});
  get('http://127.0.0.1:9/').on('error', () => {});
  fetch('http://127.0.0.1:9/').catch(() => {});
  return x * x;
}
`;

it('what the traced program uses of it would be seen', async () => {
  const used = ['dgram.send', 'dns.lookup', 'globalThis.fetch', 'http.get', 'net.connect', 'net.listen'];
  expect(await uses(loud, 'trace')).toEqual(expect.arrayContaining([...used, 'in runner.js']));
});
