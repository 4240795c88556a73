import { agreesAll, cut } from '../../support/agree.ts';

/** A typed array of both numbers. */
const twoNumbers = 'const a = new Float64Array(2); a[0] = x; a[1] = y; ';

agreesAll({
  'ways to the numbers of a typed array': [
    ['a DataView', `${twoNumbers}return new DataView(a.buffer).getFloat64(8, true) * x`],
    ['a slice of its buffer', `${twoNumbers}return new Float64Array(a.buffer.slice(8))[0] * x`],
    ['a spread into an object', `${twoNumbers}const o = { ...a }; return o[0] * o[1]`],
    ['Object.values and Object.entries', `${twoNumbers}return Object.values(a)[0] * Object.entries(a)[1][1]`],
    ['an object pattern by number', `${twoNumbers}const { 0: q, length } = a; return q * length`],
    [
      'a nested pattern on a frozen object',
      `${twoNumbers}const { v: { 0: q, 1: r } } = Object.freeze({ v: a }); return q * r`,
    ],
    [
      'an assignment to a pattern with defaults and a rest',
      `
        ${twoNumbers}
        let q, r, z;
        ({
          v: { 1: q, w = 2 },
          u: { t: { 0: r } = a } = {},
          ...z
        } = {
          get v() {
            return this.b;
          },
          b: a,
          c: 3,
          u: {}
        });
        return q * r * w * z.c * z.b[0];
      `,
    ],
    [
      'a pattern that gives the objects themselves',
      `
        ${twoNumbers}
        const o = { v: [a], w: { 0: x } },
          {
            v,
            w: { 0: q }
          } = o;
        return v === o.v ? q * v[0][1] : 0;
      `,
    ],
    [
      'a pattern that asks a proxy in order',
      `
        ${twoNumbers}
        const log = [],
          p = new Proxy(
            { v: a, w: 1 },
            {
              get: (t, k) => (log.push(k), t[k]),
              ownKeys: (t) => (log.push('keys'), Reflect.ownKeys(t))
            }
          );
        const {
          v: { 0: q },
          ...rest
        } = p;
        return log.join() === 'v,keys,w' ? q * rest.w : 0;
      `,
    ],
    [
      'patterns in parameters with defaults',
      `${twoNumbers}const g = ({ 0: q } = a, { v: { 1: r } } = { v: a }) => q * r; return g()`,
    ],
    ['a pattern of null throws', 'const { v: { 0: q } } = { v: null }; return q'],
    ['map of Array.prototype', `${twoNumbers}return Array.prototype.map.call(a, (v) => v * v)`],
    ['concat as one element', `${twoNumbers}const b = [].concat(a); return b[0][1] * x`],
    ['concat of its spread', `${twoNumbers}const b = [].concat([...a]); return b[1] * x`],
    ['Array.from with a function', `${twoNumbers}return Array.from(a, (v) => v * 2)`],
    [
      'Array.from of a typed array and of an array-like',
      `${twoNumbers}return Array.from(a)[0] * Array.from({ length: 2, 0: x, 1: y })[1]`,
    ],
    [
      'a DataView in either order of bytes',
      `
        ${twoNumbers}
        const v = new DataView(new ArrayBuffer(16));
        v.setFloat64(8, x);
        v.setFloat64(0, y, true);
        return v.getFloat64(8) * v.getFloat64(0, true);
      `,
      cut('opaque'),
    ],
    [
      'a double written by a DataView',
      `
        const v = new DataView(new ArrayBuffer(8));
        v.setFloat64(0, x, true);
        return new Float64Array(v.buffer)[0] * y;
      `,
    ],
    [
      'an integer written by a DataView is cut',
      `
        const v = new DataView(new ArrayBuffer(8));
        v.setInt16(0, x);
        return v.getInt16(0) + y;
      `,
      cut('integer'),
    ],
    ['Object.assign to an object', `${twoNumbers}const o = Object.assign({}, a); return o[0] * o[1]`],
    ['a transferred buffer', `${twoNumbers}const t = a.buffer.transfer(); return new Float64Array(t)[1] * x`],
    [
      'structuredClone of the array and of its buffer',
      `${twoNumbers}return new Float64Array(structuredClone(a))[1] * structuredClone(a.buffer).byteLength`,
    ],
    [
      'structuredClone of an object around it',
      `${twoNumbers}return structuredClone({ deep: [a] }).deep[0][1] * x`,
    ],
    [
      'a typed array made from a set',
      `
        ${twoNumbers}
        return new Float64Array(new Set([x, y])).length * Float64Array.from(new Set([1, 2]))[1] * x;
      `,
    ],
    ['Reflect.get', `${twoNumbers}return Reflect.get(a, 0) * Reflect.get(a, "1")`],
    [
      'Reflect.set',
      `
        const a = new Float64Array(2);
        Reflect.set(a, 0, x);
        Reflect.set(a, '1', y);
        return a[0] * a[1];
      `,
    ],
    ['an index that is text, read', `${twoNumbers}return a["0"] * a[1]`],
    ['an index that is text, written', `const a = new Float64Array(1); a["0"] = x * y; return a[0]`],
    [
      'Object.assign to a typed array',
      'const a = new Float64Array(2); Object.assign(a, [x, y]); return a[0] * a[1]',
    ],
    [
      'a defined property and its descriptor',
      `
        const a = new Float64Array(1);
        Object.defineProperty(a, 0, { value: x, configurable: true, enumerable: true, writable: true });
        return a[0] * Object.getOwnPropertyDescriptor(a, 0).value;
      `,
    ],
    [
      'a spread into Math.max and apply of Math.min',
      `${twoNumbers}return Math.max(...a) * Math.min.apply(null, a)`,
    ],
    [
      'for…in and entries',
      `
        ${twoNumbers}
        let s = 0;
        for (const k in a) s += a[k] * (1 + +k);
        for (const [i, v] of a.entries()) s += i * v * v;
        return s;
      `,
    ],
    [
      'a Buffer of its storage in the other order is cut',
      `${twoNumbers}return Buffer.from(a.buffer).readDoubleBE(0)`,
      cut('opaque'),
    ],
    ['single bytes are cut', `${twoNumbers}return new Uint8Array(a.buffer)[7] + y`, cut('opaque')],
    [
      'a half read as a single is cut',
      `${twoNumbers}return new Float32Array(a.buffer)[1] * 1e-9 + y`,
      cut('opaque'),
    ],
    ['its JSON is cut', `${twoNumbers}return JSON.parse(JSON.stringify(a))[0]`, cut('text')],
    [
      'reduce and slice of Array.prototype',
      `
        ${twoNumbers}
        return (
          Array.prototype.reduce.call(a, (s, v) => s + v * v, 0) +
          Array.prototype.slice.call(a, 1)[0] * x
        );
      `,
    ],
    [
      'concat and indexOf of Array.prototype',
      `
        ${twoNumbers}
        return Array.prototype.concat.call([], ...[a, [x]])[1] * Array.prototype.indexOf.call(a, y);
      `,
    ],
    [
      'singles copied to doubles',
      `${twoNumbers}return new Float64Array(new Float32Array([x * 0 + 0.5]))[0] * y`,
    ],
    [
      'subarray and values',
      `${twoNumbers}return [...a.subarray(1), ...a.values()].reduce((s, v) => s * v, x)`,
    ],
    ['an array pattern with a rest', `${twoNumbers}const [p, ...q] = a; return p * q[0]`],
    [
      'toReversed, with and toSorted',
      'const a = new Float64Array([x, y, x * y]); return a.toReversed().with(0, x)[0] * a.toSorted()[1]',
    ],
    [
      'findLast, at and reduceRight',
      `
        const a = Float64Array.of(x, y);
        return a.findLast((v) => v > 0) * a.at(-1) * a.reduceRight((s, v) => s * v);
      `,
    ],
    [
      'a shared buffer',
      `
        const s = new Float64Array(new SharedArrayBuffer(16));
        s[0] = x;
        s.set([y], 1);
        return s[0] * s[1];
      `,
    ],
    [
      'a resized buffer',
      `
        const b = new ArrayBuffer(16, { maxByteLength: 32 }),
          a = new Float64Array(b);
        a[1] = x;
        b.resize(32);
        a[3] = y;
        return a[1] * a[3];
      `,
    ],
    [
      'a buffer transferred to fixed length',
      `
        const a = new Float64Array([x, y]);
        a.buffer.transferToFixedLength();
        return a.length + x;
      `,
    ],
  ],
});
