import { describe, expect, it } from 'vitest';
import { folder, traceJson } from '../../cli/gradlens.ts';

const imports = `import fs from 'node:fs';
import net from 'node:net';
import v8 from 'node:v8';
`;
/** Traces a function that first does something to its process. */
function during(work: string, ...args: string[]) {
  const source = `${imports}/** @trace f(2) */\nexport async function f(x: number) {\n  ${work}\n  return x * x;\n}\n`;
  return traceJson(folder({ 'f.ts': source }), 'f.ts', ...args);
}
const whole = { status: 'ok', output: [{ value: 4 }], check: { ok: true }, diagnostics: [] };

/** Whatever looks like a message, without the secret. */
const forged = `const forged = (message: object) => {
    const body = v8.serialize(message);
    const head = Buffer.alloc(36);
    head.writeUInt32LE(body.length, 32);
    return Buffer.concat([head, body]);
  };
  const failed = { jsonrpc: '2.0', id: 0, result: { kind: 'failed', files: [], diagnostics: [] } };`;

describe('what a program does to the channel changes nothing', () => {
  it.each([
    ['a few bytes', `fs.writeSync(4, Buffer.from([0, 0, 0, 8, 65, 65, 65, 65, 65, 65, 65, 65]));`],
    ['many bytes', `fs.writeSync(4, Buffer.alloc(3_000_000, 7));`],
    ['a false answer', `${forged} fs.writeSync(4, forged(failed));`],
    [
      'false phases, as often as it likes',
      `${forged} for (let i = 0; i < 100; i++) fs.writeSync(4, forged({ jsonrpc: '2.0', method: 'phase', params: { phase: 'proof' } }));`,
    ],
    [
      'a socket made of it',
      `new net.Socket({ fd: 4 }).write('x'); await new Promise((done) => setTimeout(done, 5));`,
    ],
    ['its own writeSync', `fs.writeSync = () => 0; fs.readSync = () => 0;`],
    [
      'its own serializer',
      `for (const key of ['writeHeader', 'writeValue', 'releaseBuffer']) v8.Serializer.prototype[key] = () => Buffer.alloc(9);
       v8.Serializer = v8.Deserializer = class {} as any; v8.serialize = () => Buffer.alloc(9);`,
    ],
  ])('%s', async (_, work) => {
    const { code, cases } = await during(work);
    expect(cases).toMatchObject([whole]);
    expect(code).toBe(0);
  });

  it('and a closed one ends the run', async () => {
    const { code, cases } = await during('fs.closeSync(4);', '--no-check');
    expect(cases).toMatchObject([{ diagnostics: [{ code: 'process-exit' }] }]);
    expect(code).toBe(1);
  });
});

describe('a program finds', () => {
  it('no way to the channel', async () => {
    const work = `const P = process as any;
  const ways = ['send', '_send', 'disconnect', '_disconnect', 'channel', '_channel', 'connected'].filter((key) => P[key] !== undefined);
  const keys = [process, ...P._getActiveHandles()].flatMap((object) => Object.getOwnPropertySymbols(object)).map(String);
  console.log(JSON.stringify([ways, keys.filter((key) => /channel/i.test(key)), process.env.NODE_CHANNEL_FD, P._getActiveHandles().map(({ fd }: { fd: number }) => fd).sort()]));`;
    const { stderr } = await during(work, '--no-check');
    expect(JSON.parse(stderr)).toEqual([[], [], null, [1, 2]]);
  });

  it('no secret on its way: the arrays that Node is handed do not ask the prototype for their length', async () => {
    const work = `const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'byteLength')!;
  Object.defineProperty(prototype, 'byteLength', {
    get() {
      const length = Reflect.apply(get!, this, []);
      if (length === 36 || length === 32) fs.writeSync(2, 'seen');
      return length;
    },
  });`;
    const { code, stderr } = await during(work, '--no-check');
    expect([code, stderr]).toEqual([0, '']);
  });
});
