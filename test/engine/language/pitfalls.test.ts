import { agreesAll, cut } from '../../support/agree.ts';

const twoNumbers = 'const a = new Float64Array(2); a[0] = x; a[1] = y; ';

agreesAll({
  '1. results of callbacks that natives read': [
    ['return [x, 0 * y, x * y].filter(Boolean).map((v) => v * v)'],
    ['const z = x - x; return [[x, z].filter((v) => v).length, [z, x].find((v) => v) * y]'],
    [
      'const z = x - x; return [[z, x].findIndex((v) => v), [x, z].findLastIndex((v) => v), +[z].some((v) => v), +[z, x].every((v) => v)]',
    ],
    ['const g = Object.groupBy([x, y, x * y], (v) => v > 1 ? "a" : "b"); return g.a[0] * g.b[1]'],
    ['const g = Map.groupBy([x, y], (v) => v - v); return [g.size, g.get(0)[1] * g.get(0)[0]]', cut('index')],
    [
      'const z = x - x; let n = 0; for (const v of { [Symbol.iterator]() { return { next: () => ({ done: n++ > 2 ? x : z, value: y }) } } }) n += 10; return [n, x]',
      cut('index'),
    ],
    [
      'const z = x - x; const a = [...{ [Symbol.iterator]: () => ({ i: 0, next() { return { done: this.i++ < 2 ? z : 1, value: y } } }) }]; return [a.length, a[0] * x]',
      cut('index'),
    ],
    [
      'const a = [x]; a[Symbol.isConcatSpreadable] = x - x; return [[y].concat(a).length, x]',
      cut('predicate'),
    ],
    [
      'const p = new Proxy({ q: 1 }, { has: () => x - x, deleteProperty: () => x }); return [+("q" in p), +Reflect.has(p, "q"), +delete p.z, y]',
    ],
    ['const p = new Proxy({}, { get: (_, k) => k === "v" ? x : y }); return p.v * p.w'],
    ['return [3, 1, 2].sort((a, b) => (a - b) * x).map((v) => v * y)'],
    ['return (async () => (await { then(done) { done(x * y) } }) * x)()'],
    ['return Promise.all([{ then(done) { done(x) } }, y]).then(([a, b]) => a * b)'],
    [
      'let most; for (const v of [x, y]) if (most < v || most === undefined) most = v; return [most, +(x > null), +(x >= "1"), +(true < x), +(x == "1.3"), +(x != true)]',
    ],
    ['return [x, y].values().filter((v) => v - 0.7).toArray().length + x'],
  ],
  'of integer arrays too': [
    [
      'const z = x - x, a = Int16Array.of(3, 1); return [a.find((v) => v * z) ?? 7, a.filter((v) => z).length, +a.some((v) => z * v), +a.every((v) => z + 1), a.findLastIndex((v) => z), y]',
    ],
  ],
  '2. conversion methods': [
    ['return -{ valueOf() { return x } } * y'],
    ['const o = { valueOf: () => x * y }; return [+(o < 3), +(o == 0.91), Math.sqrt(o) + o * 2, o - 1, +o]'],
    [
      'const o = { [Symbol.toPrimitive]: (hint) => hint === "number" ? x : hint === "default" ? y : "t" }; return [o * 1, o + 0, +(o == 0.7), (o + "").length, `${o}`.length]',
      cut('text'),
    ],
    ['return +(new Date(5) == new Date(5).toString()) + x'],
    ['const o = { toString: () => x }; return [Number(o), isNaN(o) ? 0 : y, Math.max(o, y), o ** 2]'],
    ['return Math.round({}) + ({} * y) + x'],
    ['return 1 * { valueOf: () => ({}), toString: () => ({}) }'],
  ],
  '3. source made at run time': [
    ["return new Function('a', 'return a > 1 ? a * a : 0')(x) * y"],
    ["let z = x - x; return [eval('z ? 5 : 7'), eval('x * y')]"],
    ["return (0, eval)('(a) => a ? a * 3 : 4')(x)"],
    ["return Function('a', 'b', 'return [a].filter(Boolean)[0] * b')(x, y)"],
    ["return new Function('return 1 +')()"],
    [
      "const G = Object.getPrototypeOf(function* () {}).constructor; let s = 0; for (const v of new G('a', 'yield a; yield a * a')(x)) s += v; return s * y",
    ],
    ["const c = {}.constructor.constructor; return c('a', 'return a ? a * 2 : 1')(x)"],
  ],
  '4. natives that look at a number': [
    [
      'return [+[x].includes(x * 1), [y, x].indexOf(x + 0), [x, x].lastIndexOf(x), +Object.is(x, x * 1), +Number.isInteger(x), +Number.isFinite(x), +isNaN(x), x * y]',
    ],
    [
      'return [new Array(x + y).length, new Float64Array(x + y).length, Array(x + y).fill(1).length]',
      cut('size'),
    ],
    [
      'const m = new Map([[x, y]]); m.set(y, x); return [m.get(1.3), +m.has(x + 0), m.get(y), m.size]',
      cut('index'),
    ],
    [
      'const s = new Set([x, y]); s.add(x * 1); return [s.size, +s.has(x), +s.has(1.3), +s.delete(y * 1)]',
      cut('opaque'),
    ],
    ['const c = structuredClone({ a: [x], m: new Map([[1, y]]), s: "t" }); return c.a[0] * c.m.get(1)'],
    ['return [Number(BigInt(x + y)), y]', cut('integer')],
    ['return BigInt(x)'],
    ['x.p = 1; return [+(x.p === undefined), y]'],
    ['return Reflect.ownKeys(x)'],
    ['return new WeakMap().set(x, 1)'],
    ['return [+new WeakMap().has(x), +new WeakSet().has(x), y]'],
    ['return new WeakRef(x)'],
    ['return Object.keys(x).length + Object.entries(x).length + y'],
    ["'use strict'; return 'a' in x"],
    ['return Symbol.isConcatSpreadable in Object(x) ? 1 : x'],
    [
      'return [+Object.isFrozen(x), +Object.isExtensible(x), +(Object.freeze(x) === x), +(Object(x) == x), y]',
    ],
    ['return x.constructor === Number ? y : 0'],
    [
      'return Object.getPrototypeOf(x) === Number.prototype && x instanceof Number === false && x.hasOwnProperty("a") === false ? y : 0',
    ],
    ['return new Number(x) * y + new Number(x).valueOf()'],
    ["return typeof new Number(x) === 'object' && new Number(x) instanceof Number ? x : 0"],
    ['return Object.setPrototypeOf({}, x)'],
    ['return new x()'],
    ['return x()'],
    ['return [...x]'],
    ['const [a] = x; return a'],
    ['const { a = y } = x; return a'],
    ['for (const v of x) return v'],
    ['let n = 0; for (const k in x) n++; return n + y'],
    ['return { ...x, a: y }.a'],
    ['return x in {} ? 1 : y', cut('index')],
    ['return x instanceof y'],
    ['return y instanceof Object ? 1 : x'],
  ],
  '5. numbers that come back from text and keys': [
    ['return Number(String(x)) * y', cut('text')],
    ['return [...new Map([[x, 1]]).keys()][0] * y', cut('index')],
    ['return parseFloat([x, y].join(",").split(",")[1])', cut('text')],
    [
      "const n = x - x + 3; return Array.from({ length: n }, (_, i) => i * y).length * x + Array.apply(null, { length: n }).length + 'ab'.repeat(n).length * y + 'abcd'.slice(n).length + [...Float64Array.from({ length: n }, () => y)].length",
      cut('index', 'size'),
    ],
    ['const z = -(x - x); return [parseFloat(x) * y, 1 / parseFloat(z) > 0 ? x : y, parseFloat(z) + y]'],
    ['return JSON.parse(JSON.stringify({ a: [x, y] })).a[0]'],
    [
      'const z = -(x - x), t = JSON.stringify({ b: [x, { 2: y, 1: x * y }], k: 3, s: "1", n: NaN, z }, null, 2); const { b, k, z: w } = JSON.parse(t); return [b[0] * b[1][1] * k, b[1][2], 1 / w > 0 ? x : y, b[0] + w]',
    ],
    [
      'const a = JSON.stringify([x]), b = JSON.stringify([x - y + y]); return JSON.parse(a)[0] * JSON.parse(b)[0] * y',
      cut('text'),
    ],
    [
      'class M { constructor(w) { this.w = w } toJSON() { return { w: this.w } } } return M.prototype.toJSON.call(JSON.parse(JSON.stringify(new M([x, y])))).w[1] * x',
    ],
    [
      'const z = -(x - x), seen = []; const o = JSON.parse(JSON.stringify({ n: 3, a: [x, { 2: y, 1: x * y }], z }), function (k, v, { source }) { seen.push(k, typeof source, Array.isArray(this)); if (k === "n") return undefined; return typeof v === "number" ? v * 2 : k === "a" ? { ...v, sum: v[0] + v[1][2] } : v }); return [o.a.sum * x, o.a[1][1], 1 / o.z > 0 ? y : x, seen.join().length, "n" in o]',
    ],
    [
      'return JSON.parse(JSON.stringify([x, x, y]), function (k, v) { if (k === "0") this[1] = 1.3; return v }).reduce((a, b) => a * b)',
      cut('text'),
    ],
    ["return Number(new (require('ml-matrix').Matrix)([[x]]).toString().match(/1\\.3/)[0])", cut('text')],
    [
      'return JSON.parse(JSON.stringify(new (require("ml-matrix").Matrix)([[x]]).to2DArray()))[0][0]',
      cut('text'),
    ],
    ['return [...new Set([x, y])][0] * y', cut('opaque')],
    ['const o = {}; o[x] = 1; return Number(Object.keys(o)[0])', cut('key')],
    [
      'const o = { [x]: y }; class C { static [y] = 2 } return Number(Object.keys(o)[0]) * C[0.7]',
      cut('key'),
    ],
    ['return `${x}` * 1 + Number(x.toFixed(1)) + +x.toString()', cut('text')],
    ["return JSON.parse(JSON.stringify({ v: x }, (k, v) => k === 'v' ? v * 2 : v)).v", cut('text')],
    ['return JSON.parse(JSON.stringify({ toJSON: () => x * y }))', cut('text')],
  ],
  '6. other ways to storage': [
    [`${twoNumbers}return new DataView(a.buffer).getFloat64(8, true) * x`],
    [`${twoNumbers}return new Float64Array(a.buffer.slice(8))[0] * x`],
    [`${twoNumbers}const o = { ...a }; return o[0] * o[1]`],
    [`${twoNumbers}return Object.values(a)[0] * Object.entries(a)[1][1]`],
    [`${twoNumbers}const { 0: q, length } = a; return q * length`],
    [`${twoNumbers}const { v: { 0: q, 1: r } } = Object.freeze({ v: a }); return q * r`],
    [
      `${twoNumbers}let q, r, z; ({ v: { 1: q, w = 2 }, u: { t: { 0: r } = a } = {}, ...z } = { get v() { return this.b }, b: a, c: 3, u: {} }); return q * r * w * z.c * z.b[0]`,
    ],
    [
      `${twoNumbers}const o = { v: [a], w: { 0: x } }, { v, w: { 0: q } } = o; return v === o.v ? q * v[0][1] : 0`,
    ],
    [
      `${twoNumbers}const log = [], p = new Proxy({ v: a, w: 1 }, { get: (t, k) => (log.push(k), t[k]), ownKeys: (t) => (log.push('keys'), Reflect.ownKeys(t)) }); const { v: { 0: q }, ...rest } = p; return log.join() === 'v,keys,w' ? q * rest.w : 0`,
    ],
    [`${twoNumbers}const g = ({ 0: q } = a, { v: { 1: r } } = { v: a }) => q * r; return g()`],
    ['const { v: { 0: q } } = { v: null }; return q'],
    [`${twoNumbers}return Array.prototype.map.call(a, (v) => v * v)`],
    [`${twoNumbers}const b = [].concat(a); return b[0][1] * x`],
    [`${twoNumbers}const b = [].concat([...a]); return b[1] * x`],
    [`${twoNumbers}return Array.from(a, (v) => v * 2)`],
    [`${twoNumbers}return Array.from(a)[0] * Array.from({ length: 2, 0: x, 1: y })[1]`],
    [
      `${twoNumbers}const v = new DataView(new ArrayBuffer(16)); v.setFloat64(8, x); v.setFloat64(0, y, true); return v.getFloat64(8) * v.getFloat64(0, true)`,
      cut('opaque'),
    ],
    [
      `const v = new DataView(new ArrayBuffer(8)); v.setFloat64(0, x, true); return new Float64Array(v.buffer)[0] * y`,
    ],
    [
      `const v = new DataView(new ArrayBuffer(8)); v.setInt16(0, x); return v.getInt16(0) + y`,
      cut('integer'),
    ],
    [`${twoNumbers}const o = Object.assign({}, a); return o[0] * o[1]`],
    [`${twoNumbers}const t = a.buffer.transfer(); return new Float64Array(t)[1] * x`],
    [`${twoNumbers}return new Float64Array(structuredClone(a))[1] * structuredClone(a.buffer).byteLength`],
    [`${twoNumbers}return structuredClone({ deep: [a] }).deep[0][1] * x`],
    [
      `${twoNumbers}return new Float64Array(new Set([x, y])).length * Float64Array.from(new Set([1, 2]))[1] * x`,
      cut('opaque'),
    ],
    [`${twoNumbers}return Reflect.get(a, 0) * Reflect.get(a, "1")`],
    [`const a = new Float64Array(2); Reflect.set(a, 0, x); Reflect.set(a, "1", y); return a[0] * a[1]`],
    [`${twoNumbers}return a["0"] * a[1]`],
    [`const a = new Float64Array(1); a["0"] = x * y; return a[0]`],
    [`const a = new Float64Array(2); Object.assign(a, [x, y]); return a[0] * a[1]`],
    [
      `const a = new Float64Array(1); Object.defineProperty(a, 0, { value: x, configurable: true, enumerable: true, writable: true }); return a[0] * Object.getOwnPropertyDescriptor(a, 0).value`,
    ],
    [`${twoNumbers}return Math.max(...a) * Math.min.apply(null, a)`],
    [
      `${twoNumbers}let s = 0; for (const k in a) s += a[k] * (1 + +k); for (const [i, v] of a.entries()) s += i * v * v; return s`,
    ],
    [`${twoNumbers}return Buffer.from(a.buffer).readDoubleLE(0)`, cut('opaque')],
    [`${twoNumbers}return new Uint8Array(a.buffer)[7] + y`, cut('opaque')],
    [`${twoNumbers}return new Float32Array(a.buffer)[1] * 1e-9 + y`, cut('opaque')],
    [`${twoNumbers}return JSON.parse(JSON.stringify(a))[0]`, cut('text')],
    [
      `${twoNumbers}return Array.prototype.reduce.call(a, (s, v) => s + v * v, 0) + Array.prototype.slice.call(a, 1)[0] * x`,
    ],
    [
      `${twoNumbers}return Array.prototype.concat.call([], ...[a, [x]])[1] * Array.prototype.indexOf.call(a, y)`,
    ],
    [`${twoNumbers}return new Float64Array(new Float32Array([x * 0 + 0.5]))[0] * y`],
    [`${twoNumbers}return [...a.subarray(1), ...a.values()].reduce((s, v) => s * v, x)`],
    [`${twoNumbers}const [p, ...q] = a; return p * q[0]`],
    [`const a = new Float64Array([x, y, x * y]); return a.toReversed().with(0, x)[0] * a.toSorted()[1]`],
    [
      `const a = Float64Array.of(x, y); return a.findLast((v) => v > 0) * a.at(-1) * a.reduceRight((s, v) => s * v)`,
    ],
    [`const s = new Float64Array(new SharedArrayBuffer(16)); s[0] = x; s.set([y], 1); return s[0] * s[1]`],
    [
      `const b = new ArrayBuffer(16, { maxByteLength: 32 }), a = new Float64Array(b); a[1] = x; b.resize(32); a[3] = y; return a[1] * a[3]`,
    ],
    [`const a = new Float64Array([x, y]); a.buffer.transferToFixedLength(); return a.length + x`],
  ],
  '7. mutators': [
    ['const a = new Float64Array([x, y, x * y]); a.reverse(); a.copyWithin(0, 1); return a[0] * a[1] * x'],
    ['const a = new Float64Array([x, y, 3]); a.fill(y, 1, 2); a.sort(); return a[0] * a[2] * x'],
    [
      'const a = new Float64Array([x, y]), b = a.subarray(1); a.set(b); a.set([x * 2], 1); return a[0] * b[0]',
    ],
    ['const a = [x, y, 3].reverse(); a.copyWithin(0, 1, 2); a.splice(1, 1, x * x); return a'],
    [
      'const a = new Float64Array([x, x]); Array.prototype.reverse.call(a); Array.prototype.fill.call(a, y, 0, 1); return a[0] * a[1]',
    ],
    [
      'const a = new Float64Array([x, y]); Array.prototype.sort.call(a, (p, q) => p - q); Array.prototype.copyWithin.call(a, 1, 0); return a[0] * a[1]',
    ],
    ['const a = new Float64Array([x, y, 1, 1]); a.set(a.subarray(0, 2), 1); return a[0] * a[1] * a[2]'],
    [
      'const a = new Float64Array([x, y, 1]); a.set([y], 1.5); a.set({ length: 1, 0: x }, 2); a.set("2"); a.set((u) => u, 0); return a[1] * a[2]',
    ],
    ['return new Float64Array([x]).set(null, 1)'],
    ['return new Float64Array([x]).set()'],
    ['const a = new Float64Array([x, y]); a[0] = 1.3; a.fill(0.7, 1); return a[0] * a[1] * x'],
    ['const a = [10 * x, 9 * y]; a.sort(); return a[0] - 2 * a[1]', cut('predicate')],
    ['const a = [y, x, , 2]; a.sort(); return [a.length, a[0] * a[1], +(3 in a)]', cut('predicate')],
    [
      'const a = [x, , y]; let n = 0; a.forEach((v) => (n += v)); return [n, +(1 in a), a.flat().length, a.map((v) => v * 2)[2], Object.keys(a).length]',
    ],
  ],
  '8. natives as callbacks': [
    ['return [x, y].map(Math.sin)'],
    ['return Math.max.bind(null, x)(y) * Math.pow.bind(null, y, 2)()'],
    ['return Function.prototype.call.bind(Array.prototype.map)([x, y], (v) => v * v)'],
    ['return Reflect.apply(Math.hypot, null, [x, y]) * Math.max.apply(Math, [x, y])'],
    [
      'const { call, apply } = Function.prototype; return call.call(Math.exp, null, x) * apply.call(Math.pow, null, [x, 2])',
    ],
    ['return [[x, y], [y, x]].map(Function.prototype.apply.bind(Math.pow, null))'],
    ['return [x].map(Math.pow.bind(null, y)).map(Number).map(Math.exp)'],
    ['return Array.from([x, y], Math.log1p)'],
    ['return [[1, x]].map(Object.fromEntries.bind(null, [["a", y]].concat([]))).length * x'],
    ['return Object.fromEntries([["a", x], ["b", y]]).a * Object.fromEntries(new Map([["b", y]])).b'],
    ['const f = Math.sqrt.bind(null).bind(null, x); return f() * y'],
    ['const a = new (Float64Array.bind.apply(Float64Array, [null].concat([[x, y]])))(); return a[0] * a[1]'],
    [
      'const [p, q] = new (Array.bind(null, x))(y); return [p * q, new (Array.bind(null, 2 * y - y))().length]',
      cut('size'),
    ],
    [
      'class P { constructor(a, b) { this.v = a * b; this.made = new.target === P } } const B = P.bind(null, x).bind(1); return [new B(y).v, +new B(y).made, Reflect.construct(B, [y]).v]',
    ],
    ["return ['1', '2'].map(Number).reduce((s, v) => s * v, x) + [x, y].map(parseFloat)[0]"],
    ['return Reflect.construct(Array, [x, y]).map(Math.sqrt)[0]'],
    ["return 'ab'.replace(/b/, () => x).length + y", cut('text')],
  ],
  '9. nested patterns': [
    [`${twoNumbers}const [[p, q]] = [a]; return p * q`],
    [`${twoNumbers}function g([p, q = 2]) { const { 0: r } = arguments[0]; return p * q * r } return g(a)`],
    [`${twoNumbers}const { m: [p] = [1], ...rest } = { m: a, n: a }; return p * rest.n[1]`],
    [`${twoNumbers}let p, q; [[p]] = [a]; ({ 1: q } = a); for (const [u] of [a]) p *= u; return p * q`],
    [
      `${twoNumbers}const g = ({ v }) => { const { 0: p, ['1']: q, ...rest } = v; return p * q }; return g({ v: a })`,
    ],
  ],
  '11. prototypes and proxies': [
    [
      "const o = { toString: 1, constructor: x, hasOwnProperty: y }; return o['constructor'] * o['hasOwnProperty']",
    ],
    [
      'const p = new Proxy({}, { get() { throw new Error("looked") }, ownKeys() { throw new Error("looked") } }); const a = [p, x]; return [a, a].flat().length * x + [p].indexOf(p) + +JSON.stringify([1]).length',
    ],
    [
      'const p = new Proxy({}, { get() { throw new Error("looked") } }); const g = (o) => y; return [p].map(g)[0] * x',
    ],
    [
      'const p = new Proxy([x], { get() { throw new Error("looked") } }); const q = p; return [p, q].length * x + y',
    ],
    [
      'const { proxy, revoke } = Proxy.revocable([x], {}); revoke(); const p = proxy; return [p].length * x + y',
    ],
    ["const o = Object.create(null); o.__proto__ = x; o['toString'] = y; return o.__proto__ * o.toString"],
    [
      'let n = 0; const o = { get a() { n++; return x } }; String([1].concat(y)); const c = console.error; return [structuredClone({ b: o.a }).b, n]',
    ],
  ],
  '15. to 18. the rewriting itself': [
    ['let p = x, q = y; for (let i = 0; i < 2; i++) [p, q] = [q, p * q]; return p * q'],
    ['return [0, -0].map((c) => x * c)'],
    [
      'let n = 0; class C { get rows() { n++; return new D() } } class D { get data() { n++; return x } } return [new C().rows.data, n]',
    ],
    ['let i = 0; const v = [x, y]; v[i++] += v[i] * 2; return v[0] * i'],
    ['const o = { b: 1 }; return o.b()'],
    ['let g; return g(x)'],
    [
      'const h = (v) => v * y; return h.name.length * h.length * h(x) + (typeof none === "undefined" ? 1 : 0)',
    ],
    ['class C { #p = x; t() { return [this.#p++ * y, this.#p--, ++this.#p] } } return new C().t()'],
    [
      'class C { #p = x - x; #q = y; f() { return this } t() { this.f().#p ||= x * y; this.f().#q &&= x; return this.#p * this.#q + (this.f().#q ??= 1) } } return new C().t()',
    ],
    [
      'let n = 0; class C { #v = x; get #p() { n++; return this.#v } set #p(v) { let i = n++; this.#v = v * i } f() { return this } t() { const old = this.f().#p++; this.f().#p &&= y; return old * this.#v * n } } return new C().t()',
    ],
    [
      'class C { get p() { return this.v } set p(v) { this.v = v } } class D extends C { v = x; t(k) { super[k] += y; super.p *= 2; const old = super[k]++; super[k] &&= super.p * x; return old * super.p } } return new D().t("p")',
    ],
    [
      'class C { get p() { return this.v } set p(v) { this.v = v } } class D extends C { v = x - x; t(k) { super[k] ||= y; super.p &&= super.p * x; return super[k] } } return new D().t("p")',
    ],
    ['return Number(String.raw`${y}0`) + x', cut('text')],
    ['const p = new Proxy([x, y], {}); return JSON.parse(JSON.stringify([1])).length * p[0] * p[1]'],
    [
      'class F extends Float64Array { static get [Symbol.species]() { return Float64Array } } const r = F.of(x, y).map((v) => v * x); return r instanceof F ? 0 : r[1]',
    ],
    ['const f = new Float64Array(1); f[0] = { valueOf: () => x * y }; return f[0] * x'],
    ['const tag = (parts, v) => v * parts.length; return tag`a${x}b` && (x - x ? 1 : y)'],
  ],
});
