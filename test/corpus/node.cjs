/* global __filename, Buffer, setImmediate, queueMicrotask, structuredClone */
/* eslint no-sparse-arrays: off */
// Node's own modules as callees, with tracked numbers in what they are given.
const { Matrix } = require('ml-matrix');
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const assert = require('node:assert');
const vm = require('node:vm');
const { EventEmitter, once } = require('node:events');
const { Readable, Transform, pipeline } = require('node:stream');
const { AsyncLocalStorage } = require('node:async_hooks');
const { createHash } = require('node:crypto');
const { performance } = require('node:perf_hooks');

const m = new Matrix([
  [1.5, 2],
  [3, 4.25],
]);
const x = m.get(0, 0);
const y = m.mul(0.5).sum() * x;
const scratch = process.argv[2];

(async () => {
  const file = path.join(scratch, 'data.json');
  fs.writeFileSync(file, JSON.stringify({ x, y, m, list: [x, y] }, null, x + 0.5));
  fs.appendFileSync(file, Buffer.from(m.data[0].buffer));
  console.log(fs.readFileSync(file).length, fs.statSync(file).size === fs.readFileSync(file).length);
  await fs.promises.writeFile(file, `${x} ${y}`);
  console.log(await fs.promises.readFile(file, 'utf8'), await util.promisify(fs.readFile)(file, 'utf8'));
  await fs.promises.readFile(path.join(scratch, 'none')).catch((e) => console.log(e.code, e.syscall));
  try {
    fs.readSync(x, Buffer.alloc(1));
  } catch (e) {
    console.log(e.code, e.message);
  }
  try {
    fs.writeFileSync(file, x);
  } catch (e) {
    console.log(e.code, e.message);
  }

  console.log(
    util.inspect({ x, nested: [[y], new Map([['k', x]])] }),
    util.format('%d %s %i %j', x, y, x, { x }),
  );
  console.log(
    util.isDeepStrictEqual([x], [1.5]),
    util.types.isNumberObject(x),
    util.types.isProxy(m),
    typeof x,
  );
  assert.strictEqual(x, 1.5);
  assert.deepStrictEqual({ a: [x], m: new Set([y]) }, { a: [1.5], m: new Set([y]) });
  assert.throws(() => {
    if (x > 1) throw new RangeError(`${x}`);
  }, /1\.5/);
  try {
    assert.equal(x, 2);
  } catch (e) {
    console.log(e.code, e.message, e.actual, e.expected);
  }

  const emitter = new EventEmitter();
  const seen = (v, w) => console.log('event', v, typeof v, w);
  emitter.on('a', seen);
  emitter.once('a', (v) => console.log('once', v === x));
  emitter.emit('a', x, [y]);
  emitter.off('a', seen);
  console.log(emitter.emit('a', 1), emitter.listenerCount('a'));
  setImmediate(() => emitter.emit('b', y));
  console.log(await once(emitter, 'b'));

  const doubling = new Transform({
    objectMode: true,
    transform(v, _, done) {
      done(null, v * 2);
    },
  });
  const out = [];
  await new Promise((resolve) =>
    pipeline(
      Readable.from([x, y, 3]),
      doubling,
      async (source) => {
        for await (const v of source) out.push(v);
      },
      resolve,
    ),
  );
  console.log(
    out,
    out.map((v) => typeof v),
  );

  const none = x - x;
  console.log(
    await Readable.from([1, 2])
      .filter(() => none)
      .toArray(),
    await Readable.from([1, 2]).some(async (v) => v * none),
    await Readable.from([1, 2]).every(() => none),
    await Readable.from([1, 2]).find((v) => v * none),
  );
  fs.cpSync(scratch, `${scratch}-copy`, {
    recursive: true,
    filter: (name) => (name.endsWith('.json') ? none : x),
  });
  console.log(fs.readdirSync(`${scratch}-copy`));
  fs.rmSync(`${scratch}-copy`, { recursive: true });
  EventEmitter.defaultMaxListeners = x * 10;
  console.log(EventEmitter.defaultMaxListeners * 2);
  console.log(
    Buffer.from([x, y, 300]),
    Buffer.alloc(Math.round(x) + 1, 'a'),
    Buffer.from(m.data[1].buffer).readDoubleLE(8),
  );
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(y);
  console.log(bytes.toString('hex'), createHash('sha256').update(String(y)).digest('hex').slice(0, 8));
  // V8 asks a proxy with a trap for reads first
  console.log(vm.runInContext('typeof Symbol', vm.createContext(new Proxy({ x }, { set: () => true }))));
  console.log(vm.runInNewContext('a + b.c', { a: x, b: { c: y } }), performance.now() > 0);

  const storage = new AsyncLocalStorage();
  console.log(storage.run(x, () => storage.getStore() * 2));
  console.log(
    await Promise.all([x, new Promise((resolve) => setTimeout(resolve, 5, y)), Promise.resolve(x * y)]),
  );
  process.nextTick((v) => console.log('tick', v), x);
  queueMicrotask(() => console.log('microtask', x));
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(
    structuredClone({ x, rows: m.data }),
    new URL(`http://h/${x}?q=${y}`).href,
    new Intl.NumberFormat('de').format(x),
  );
  console.log(
    new Date(x * 1e12).toISOString(),
    [x, y].toLocaleString('en'),
    'abc'.at(x),
    'abc'.slice(x - 1),
    'a'.repeat(x + 1),
  );
  console.log(
    [3, x, 2].sort(),
    [10, 9, x].sort((a, b) => a - b),
    [, x, , y].length,
    x in [0, 1],
    [x].includes(1.5),
    Object.is(x, 1.5),
  );
  console.log(
    [0 * x, -0 * x, x - 1.5].map(Boolean),
    [x - x].filter(Boolean),
    new Set([x, 1.5]).size,
    new Map([[x, 1]]).get(1.5),
  );
  try {
    BigInt(x);
  } catch (e) {
    console.log(e.name, e.message);
  }
  for (const wrong of [
    () => Promise.withResolvers.call(x),
    () => Function.prototype.apply.call(x),
    () => Function.prototype.apply.call(x, 1, [x]),
    () => Promise.prototype.then.call(x),
  ]) {
    try {
      wrong();
    } catch (e) {
      console.log(e.name, e.message);
    }
  }
  console.log(BigInt(x * 2), x | 0, ~x, x >>> 1, Math.fround(y), Math.clz32(x), -0 * x, (0 * x) / 0);
  // A program's own regular expressions are asked by nobody else.
  const { exec } = RegExp.prototype;
  const matched = [];
  RegExp.prototype.exec = function (text) {
    matched.push(this.source);
    return exec.call(this, text);
  };
  console.log(new Function('a', 'return `${a}`.replace(/1/, "one")')(x), matched.join());
  RegExp.prototype.exec = exec;
  // Node would warn on the other stream of a module that is not asm.js.
  function Asm(stdlib, foreign, heap) {
    'use asm';
    var slots = new stdlib.Float64Array(heap);
    function twice(i) {
      i = i | 0;
      return +(slots[i >> 3] * 2.0);
    }
    return { twice: twice };
  }
  const heap = new ArrayBuffer(0x10000);
  new Float64Array(heap)[1] = x;
  console.log(Asm(globalThis, {}, heap).twice(8), Asm.toString());
  // What is made at run time imports from where it is made.
  const made = [
    new Function('s', 'return import(s)'),
    (0, eval)('(s) => new Function("s", "return import(s)")(s)'),
  ];
  for (const load of made) {
    const own = await load(`./${path.basename(__filename)}`);
    console.log(own.default === module.exports);
  }
  process.exitCode = x * 2;
})();
