import { agreesAll, cut, type Row } from '../../support/agree.ts';

agreesAll({
  'natives that convert a key or a position': [
    [
      'const k = { toString: () => x }, o = { 1.3: y }; return [+o.hasOwnProperty(k), +Object.hasOwn(o, k), Reflect.get(o, k), +Reflect.has(o, k), Object.getOwnPropertyDescriptor(o, k).value, +Object.prototype.propertyIsEnumerable.call(o, k)]',
      cut('index'),
    ],
    [
      'const i = { valueOf: () => x }; return [[1, y].at(i), [1, y, x].slice(i)[0], [1, 2].fill(y, i)[1], [1, 2].with(i, y)[1]]',
      cut('index'),
    ],
    [
      'const i = { valueOf: () => 8 + x * 0 }, f = Float64Array.of(x, y, 3), v = new Float64Array(f.buffer, i, { valueOf: () => 1 + y * 0 }); return [v[0] * x, v.length * x]',
    ],
    [
      'const a = new Float64Array([x, y]); new DataView(a.buffer).setFloat32({}, 2); new DataView(a.buffer).setFloat64("8", x * y, true); return a[0] + a[1]',
      cut('opaque'),
    ],
  ],
  'what descriptors say of a property': [
    [
      'const z = x - x, o = Object.defineProperty({}, "a", { value: x, enumerable: z, writable: z }); try { o.a = 1 } catch {} return [Object.keys(o).length, o.a * y]',
    ],
    [
      'const z = x - x, o = Object.create({}, { a: { value: y, enumerable: z }, b: { get: () => x, enumerable: x } }); return [Object.keys(o).length, o.a * o.b]',
    ],
    [
      'const o = Object.defineProperties({}, { a: Object.assign(Object.create({ enumerable: x - x }), { value: y }) }); return [Object.keys(o).length, o.a * x]',
    ],
    [
      'const p = new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ value: y, configurable: x, enumerable: x - x }) }); return [Object.keys(p).length, Object.getOwnPropertyDescriptor(p, "a").value * x]',
    ],
    [
      'try { Reflect.defineProperty({}, "a", { get: x }) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'const f = (a, b) => a; Object.defineProperty(f, "length", { value: Math.floor(2 + x) }); return [f.bind(null, 1).length, y]',
      cut('opaque'),
    ],
  ],
  'sets of the program': [
    [
      'const s = { size: 3, has: () => x - x, keys: () => [x, y].values() }, a = new Set([1.3, 2]); return [a.union(s).size, +a.isSubsetOf(s), a.intersection({ ...s, size: 9 }).size, a.difference({ ...s, size: 9 }).size, x * y]',
      cut('opaque'),
    ],
  ],
  'what natives take an object for': [
    [
      'const a = Object.setPrototypeOf([, y], { 0: x, __proto__: Array.prototype }); return [structuredClone([a]).length, +(0 in { ...a }), Object.keys(a).length, a[0] * y]',
    ],
    [
      'let n = 0; try { Float64Array.of(x).subarray(3n, { valueOf: () => n++ }) } catch (e) { n += e.message.length } return [n, y]',
    ],
    [
      'const a = Float64Array.of(x, y); a["1.5x"] = [x]; return [Object.values(a).length, Object.entries(a)[2][1][0] * y, Object.values(a)[0]]',
    ],
    [
      'try { return Object.defineProperties({}, new Proxy([x], {})) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'try { return Object.create({}, { get u() { return x } }) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'const f = Float64Array.of(x, y); try { f.set([y, 2 * x, Symbol("s"), 3]) } catch (e) { try { f.set([y, Symbol("s")]) } catch (e) { return [f[0] * f[1], e.message.length] } }',
    ],
    [
      'let n = 0; try { Float64Array.of(x).with(Symbol("s"), { valueOf: () => n++ }) } catch (e) { n += e.message.length } return [n, y]',
    ],
    [
      'const a = Object.setPrototypeOf([x, 2 * y], { z: x }), log = []; const f = new Float64Array({ get length() { log.push(2); return 2 }, get 0() { log.push(a[1]); return { valueOf() { log.push(x * y); return x } } }, get 1() { log.push(5); return y } }); return [new Float64Array(a)[1] * x, ...f, ...log]',
    ],
    [
      'let n = 0; try { Object.getPrototypeOf(Float64Array).from.call((u) => u) } catch (e) { n = e.message.indexOf("not a c") > 0 ? 1 : 0 } const f = new Float64Array({ get [Symbol.iterator]() { n++; return function* () { yield x; yield { valueOf: () => y } } } }); return [n, ...f]',
    ],
    [
      'let n = 0; const v = { valueOf: () => n++ }, d = new DataView(new ArrayBuffer(8)); for (const i of [Infinity, -1, 4]) try { d.setFloat64(i, v) } catch (e) { n += e.message.length } return [n, y]',
    ],
    [
      'try { new FinalizationRegistry(() => {}).register([], 1, x) } catch (e) { return [e.message.length, y] }',
      cut('index'),
    ],
    [
      'class F extends Float64Array { w = x; v = [y] } const d = Object.assign(new DataView(new ArrayBuffer(8)), [y, [x]]); return [require("util").inspect([new F(2), d]).length, y]',
      cut('opaque'),
    ],
    [
      'const log = [], f = Object.assign(new Float64Array(2), { get 0() { log.push(x); return { valueOf() { log.push(y); return x } } }, get 1() { log.push(2); return y }, [Symbol.for("s")]: [x] }); try { Object.assign(Object.preventExtensions(f), { q: 1 }) } catch (e) { log.push(e.message.length) } return [...f, ...log, f[Symbol.for("s")][0], require("util").inspect(f).length]',
      cut('opaque'),
    ],
    [
      'const f = new Float64Array(2); Object.getOwnPropertyDescriptor(Iterator.prototype, Symbol.toStringTag).set.call(f, [x]); return [f[Symbol.toStringTag][0] * y, require("util").inspect(f).length]',
      cut('opaque'),
    ],
    [
      'const f = Float64Array.of(x, y, 3), i = Int16Array.of(1, 2), v = { valueOf: () => 5 * x }, log = []; for (const name of ["unshift", "splice", "push", "shift", "pop"]) for (const t of [f, i]) try { Array.prototype[name].call(t, ...(name === "splice" ? [0, 1] : []), v) } catch (e) { log.push(e.message.length) } Array.prototype.fill.call(i, v, 1); return [...f, ...i, ...log, y]',
      cut('integer'),
    ],
    [
      'const v = new Float64Array(2), k = "q" + v[0]; v[k] = Object.assign(() => 1, { u: x }); return [require("util").inspect(v).length, y]',
      cut('opaque'),
    ],
    ['return [require("util").inspect(Object.assign(new ArrayBuffer(8), [[x]])).length, y]', cut('opaque')],
    [
      'const said = (f) => { try { f(3n, { __proto__: null }) } catch (e) { return e.message.length } }, b = new ArrayBuffer(16); new Float64Array(b)[0] = x; return [said((p, q) => b.slice(p, q)), said((p, q) => new DataView(b).setFloat64(p, q)), y]',
    ],
    ['return [require("util").inspect(Object.assign(new Array(5), { "01": [x] })).length, y]', cut('opaque')],
    ['return [Array.prototype.sort.call(x, () => 1) instanceof Number ? 1 : 0, y]'],
    ['try { return Map.groupBy(x, (v) => v) } catch (e) { return [e.message.length, y] }', cut('index')],
    ['try { return [Symbol("s"), x].map(Math.hypot) } catch (e) { return [e.message.length, y] }'],
    ['return [Float64Array.of(x, y).join(Math.sin).length, y]', cut('text')],
    ['const m = Object.assign(new Map(), { u: x }); return [JSON.stringify(m).length, y]', cut('text')],
    [
      'const m = Object.assign(new Map(), { u: x }); return [require("node:util").inspect(m, { customInspect: false }).length, y]',
      cut('opaque'),
    ],
    [
      'try { return new Float64Array(new ArrayBuffer(8), { valueOf: () => x - x }, { valueOf: () => x * 9 }) } catch (e) { return [e.message.length, y] }',
      cut('index'),
    ],
    ['return [new Float64Array(Float64Array.of(x, y).buffer, { valueOf: () => 8 })[0], x]'],
    [
      'try { return [1].values().flatMap(() => x).toArray() } catch (e) { return [e.message.length, y] }',
      cut('index'),
    ],
    ['return [x, y].values().flatMap((v) => [v, v * x]).toArray()'],
    ['try { Set.prototype.delete.call(x, y) } catch (e) { return [e.message.length, y] }', cut('opaque')],
    ['return [new DataView(Float64Array.of(x, y).buffer).getInt16(1, x - x), y]', cut('opaque')],
    ['return [JSON.stringify({ __proto__: { u: x, v: [y] }, w: 1 }, ["u", "v"]).length, y]', cut('text')],
    [
      'try { return Array.prototype.with.call(5, { [Symbol.toPrimitive]: () => x }) } catch (e) { return [e.message.length, y] }',
      cut('index'),
    ],
    [
      'const a = Float64Array.of(x, y); try { return Object.fromEntries(a) } catch (e) { return [e.message.length, x] }',
      cut('opaque'),
    ],
    [
      'return [Object.fromEntries([["a", x], ["b", y]].values()).a * y, Object.fromEntries(new Map([["c", x]])).c]',
    ],
    [
      'const { inspect } = require("node:util"); return [inspect(Object.create(new Set([x]))).length, inspect(Object.create(new Map([[1, x]]))).length, y]',
    ],
    [
      'class S extends Set { values() { return [].values() } } return [structuredClone({ s: new S([[x]]) }).s.size, y]',
    ],
    [
      'const of = Object.getPrototypeOf(Float64Array).of; try { return of.call(function () { return this }, x) } catch (e) { return [e.message.length, y] }',
    ],
    [
      'return [[{ valueOf: () => x / x }, x].map(Float64Array.prototype.subarray, Float64Array.of(x, y)).length, y]',
    ],
  ],
  'events of Node': [
    [
      'const { EventEmitter } = require("node:events"); const e = new EventEmitter(); let s = 0; e.on("v", (v) => (s += v * v)); e.once("v", function (v) { s += v * this.listenerCount("v") }); e.emit("v", x); e.emit("v", y); return s',
    ],
    [
      'const { EventEmitter } = require("node:events"); class E extends EventEmitter { add(v) { return this.emit("add", v, { v }) } } const e = new E(); let s = 0; e.prependListener("add", (v, o) => { s = s * y + v * o.v }); return [+e.add(x), +e.add(y), s, e.listeners("add").length, +e.emit("none", x)]',
    ],
    [
      'const { EventEmitter } = require("node:events"); const e = new EventEmitter(); let s = 0; e.on("v", console.assert); e.on("v", (v) => (s += v)); e.emit("v", x); return [s, y]',
      cut('opaque'),
    ],
    [
      'const { EventEmitter } = require("node:events"); const e = new EventEmitter(); try { e.emit("error", x) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'const { EventEmitter } = require("node:events"); const e = new EventEmitter(); e.on(x, () => 1); return [e.eventNames()[0].length, +e.emit(1.3), y]',
      cut('index'),
    ],
  ],
  'objects that natives convert': (
    [
      ['[3, 2, k].sort().length', 'predicate'],
      ['[2, 1, 3].sort(() => k)[0]'],
      ['l.toSorted(() => k)[0]'],
      ['a.with(1, k)[1]'],
      ['a.with(k, 2)[1]', 'index'],
      ['a.fill(k)[0]'],
      ['a.subarray(k).length', 'index'],
      ['(a.set([k]), a[0])'],
      ['Object.fromEntries([[k, 7]])["1.3"]', 'index'],
      ['new ArrayBuffer(8).transfer(k).byteLength', 'index'],
      ['JSON.parse(k)', 'text'],
      ['[1, 2].values().drop(k).toArray().length', 'index'],
      ['Map.prototype.get.call({ __proto__: new Map() }, x)'],
      ['(l.length = k, l.length)', 'size'],
      ['Object.groupBy(l, () => k)["1.3"].length', 'index'],
      ['+new Function("return " + k)()', 'text'],
      ['[k].map(Function).length', 'text'],
      ['+([1].valueOf(k)[0] === 1)'],
      ['(() => { try { null[k] = 1 } catch (e) { return e.message.length } })()'],
    ] as const
  ).map(([text, reason]): Row => [
    `const l = [1, 2], a = Float64Array.of(1, y), h = [], k = { [Symbol.toPrimitive](hint) { h.push(hint); return hint === "number" ? x / x : x } }; return [${text}, h.length, h.join("").length, y]`,
    reason && cut(reason),
  ]),
});
