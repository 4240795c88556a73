/**
 * The forms that random programs are made of, as templates. Holes: `$n` a number, `$b` a condition, `$a` an array of numbers,
 * `$t` a Float64Array, `$m` a 2 × 2 matrix, `$s` a statement. Names in scope: the arguments `x y a m`, numbers `p q r`, an array
 * `list`, typed `slots`, an object `o`, an instance `c` of a class `C`, functions `add gen log tag`.
 */
export const holes = {
  n: 'number',
  b: 'condition',
  a: 'array',
  t: 'typed',
  m: 'matrix',
  s: 'statement',
} as const;
export type Kind = (typeof holes)[keyof typeof holes];

/** Forms by what they are; a name a form, for the histogram. */
export type Forms = Readonly<Record<string, string>>;

const number: Forms = {
  add: '($n + $n)', sub: '($n - $n)', mul: '($n * $n)', div: '($n / (1.5 + $n ** 2))', mod: '($n % 7)', pow: '(($n ** 2) ** 0.5)',
  neg: '(- $n)', plus: '(+ $n)', ternary: '($b ? $n : $n)', and: '($n && $n)', or: '($n || $n)', nullish: '(null ?? $n)', comma: '(log(1), $n)',
  sin: 'Math.sin($n)', exp: 'Math.exp(Math.min($n, 3))', log1p: 'Math.log1p($n ** 2)', sqrt: 'Math.sqrt(1 + $n * $n)', tanh: 'Math.tanh($n)',
  atan2: 'Math.atan2($n, 2)', hypot: 'Math.hypot($n, $n, 1)', max: 'Math.max($n, $n)', spreadMax: 'Math.max(...$a, $n)', abs: 'Math.abs($n)',
  floor: 'Math.floor($n)', fround: 'Math.fround($n)', apply: 'Math.min.apply(null, [$n, $n])', bind: 'Math.pow.bind(null, $n)(2)',
  reflect: 'Reflect.apply(Math.cos, Math, [$n])', call: 'add($n, $n)', defaults: '((u, v = $n) => u * v)($n)', rest: '((...v) => v[v.length - 1])($n, $n)',
  closure: '((k) => () => k++ * k)($n)()', recursion: '(function f(n) { return n > 2 ? n / 2 : n < -2 && n > -99 ? f(n / 3) : n; })($n)',
  method: 'c.step($n)', getter: 'c.v', create: 'new C($n).v', subclass: 'new D($n).v', privateName: 'c.hidden($n)', staticMember: 'C.twice($n)',
  element: '($a[0] ?? $n)', negativeAt: '($a.at(-1) ?? 1)', computed: "o['p' + '']", optional: '(o?.q ?? $n)', optionalCall: '(o.f?.($n) ?? $n)',
  missing: '(o.none?.($n).x ?? $n)', reduce: '$a.reduce((s, v) => s + v * v, 0)', reduceRight: '$a.reduceRight((s, v) => s * 0.5 + v, $n)',
  find: '($a.find((v) => v > $n) ?? 0)', length: '$a.length', indexed: '[$n, $n, $n][2 - 1]', typedElement: '($t[1] ?? $n)', typedReduce: '$t.reduce((s, v) => s + v, 0)',
  typedMax: 'Math.max(...$t)', typedAt: '($t.at(-1) ?? 2)', patternArray: '(([u, v = 2]) => (u ?? 1) * v)($a)', patternObject: '(({ u, ...w }) => u * w.v)({ u: $n, v: $n })',
  patternTyped: '(([u = 1, ...v]) => u + v.length)($t)', spreadObject: '({ ...o, p: $n }).p', valueOf: '(1 * { valueOf: () => $n })', template: 'tag`a${$n}b`',
  postfix: 'p++', prefix: '--q', assign: '(r = $n)', compound: '(p += $n)', orAssign: '(q ||= $n)', nullishAssign: '(o.z ??= $n)', andAssign: '(o.p &&= $n)',
  mapValue: "new Map([['k', $n]]).get('k')", generator: '[...gen($n)][1]', iterator: 'gen($n).next().value', json: 'Object.entries({ u: $n })[0][1]',
  sum: '$m.sum()', get: '$m.get(1, 0)', data: '$m.data[0][1]', trace: '$m.trace()', norm: '$m.norm()', dot: '$m.dot($m)', mean: '$m.mean()', matrixMax: '$m.max()',
  sign: 'Math.sign($n)', numberCall: 'Number($n)', iife: '(() => { const k = $n; return k * k; })()', fromEntries: "Object.fromEntries([['u', $n]]).u",
  newTarget: 'new (function () { this.t = new.target ? $n : 0; })().t', arguments_: '(function () { return arguments[0]; })($n)', clone: 'structuredClone({ u: $n }).u',
  source: "new Function('u', 'return u ? u * 2 : 1')($n)", evaluate: "eval('p * 2')", proxy: 'new Proxy({ u: $n }, { get: (t, k) => t[k] }).u', symbol: '({ [Symbol.iterator]: $n })[Symbol.iterator]',
  view: 'new DataView(Float64Array.of($n).buffer).getFloat64(0, true)', typeofNumber: "(typeof $n === 'number' ? $n : 0)", voidNull: '(void 0 ?? $n)',
}; // prettier-ignore

/** Numbers that leave the trace: their programs are compared in value only. */
const cutting: Forms = {
  text: 'Number(String($n))', bitOr: '($n | 0)', shift: '($n >> 1)', not: '(~ $n)', clz: 'Math.clz32($n)', parse: 'parseFloat(`${$n}`)', stringify: 'JSON.parse(JSON.stringify([$n]))[0]',
  bigint: 'Number(BigInt(Math.round(Math.min(Math.max($n, -9), 9) || 0)))', key: 'new Map([[$n, 1]]).keys().next().value', setValue: '[...new Set($a)].length', fixed: '(+($n).toFixed(3))', imul: 'Math.imul($n, 3)',
  byText: '([$n, $n, $n].sort()[0])', includes: '(+$a.includes($n))', indexOf: '$a.indexOf($n)', integers: 'Int32Array.of($n)[0]', bytes: 'new Uint8Array($t.slice().buffer)[0]', joined: '$a.join().length', size: 'new Array(Math.abs(Math.round($n || 0)) % 5).length',
  bigEndian: 'new DataView($t.slice().buffer).getFloat32(0)', date: 'new Date(Math.round($n * 1e3)).getTime()', replace: "(+'a'.replace('a', () => $n))", localized: '($n).toString(2).length', padded: '`${$n}`.padStart(3).length', regexp: '(/\\d/.test($n) + 0)',
  intl: "new Intl.NumberFormat('en').format($n).length", inOperator: '(+($n in [1, 2]))', switchOn: '(() => { switch ($n) { case p: return 1; default: return 2; } })()', buffer: 'Buffer.from([$n])[0]',
}; // prettier-ignore

const condition: Forms = {
  less: '($n < $n)', lessEqual: '($n <= $n)', greater: '($n > $n)', greaterEqual: '($n >= $n)', same: '($n === $n)', differs: '($n !== $n)', loose: '($n == $n)', looseNot: '($n != $n)',
  truth: '!!$n', negated: '!$b', both: '($b && $b)', either: '($b || $b)', boolean: 'Boolean($n)', isNaN: 'isNaN($n)', isFinite: 'Number.isFinite($n)', isInteger: 'Number.isInteger($n)', objectIs: 'Object.is($n, $n)',
  some: '$a.some((v) => v > 1)', every: '$a.every((v) => v)', isArray: 'Array.isArray($a)', instance: '(c instanceof C)', inObject: "('p' in o)", own: "Object.hasOwn(o, 'z')", typed: '($t instanceof Float64Array)', deletes: 'delete o.z',
}; // prettier-ignore

const array: Forms = {
  literal: '[$n, $n, $n]', argument: 'a', list: 'list', map: '$a.map((v) => v * $n)', mapNative: '$a.map(Math.sin)', filter: '$a.filter((v) => v)', filterBoolean: '$a.filter(Boolean)', slice: '$a.slice(1)',
  spread: '[...$a, $n]', from: 'Array.from($t)', fromMap: 'Array.from($a, (v, i) => v + i)', fromLength: 'Array.from({ length: 3 }, (_, i) => i * $n)', concat: '$a.concat($n)', sorted: '$a.toSorted((u, v) => u - v)', sort: '[...$a].sort((u, v) => v - u)',
  values: 'Object.values({ u: $n, v: $n })', flat: '[[$n], [$n, $n]].flat()', flatMap: '$a.flatMap((v) => [v])', reversed: '$a.toReversed()', with: '[$n, $n].with(1, $n)', holes: '[$n, , $n]', generated: '[...gen($n)]', structured: 'structuredClone($a)', typedValues: '[...$t]',
  objectOfTyped: 'Object.values($t)', to1D: '$m.to1DArray()', fill: 'new Array(3).fill($n)', of: 'Array.of($n, $n)', arrayLike: 'Array.prototype.map.call($t, (v) => v - $n)', set: '[...new Map($a.map((v, i) => [i, v])).values()]', iteratorHelper: '$a.values().map((v) => v + 1).toArray()',
  spliced: '$a.toSpliced(0, 1, $n)', grouped: "(Object.groupBy([$n, $n, $n], (v) => (v > 0 ? 'u' : 'v')).u ?? [1])", row: '$m.getRow(0)',
}; // prettier-ignore

const typed: Forms = {
  slots: 'slots', of: 'Float64Array.of($n, $n, $n)', construct: 'new Float64Array($a)', map: '$t.map((v) => v + $n)', subarray: '$t.subarray(0, 2)', slice: '$t.slice()', filter: '$t.filter((v) => v > $n)', reversed: '$t.toReversed()', from: 'Float64Array.from($a, (v) => v * 2)',
  copy: 'new Float64Array($t)', sorted: '$t.toSorted()', with: 'Float64Array.of($n, $n).with(0, $n)', single: 'new Float32Array([$n, $n]).map((v) => v)', bufferSlice: 'new Float64Array($t.slice().buffer.slice(0))', spread: 'Float64Array.of(...$a)', row: '$m.data[1]',
}; // prettier-ignore

const matrix: Forms = {
  argument: 'm', create: 'new Matrix([[$n, $n], [$n, $n]])', mmul: '$m.mmul($m)', transpose: '$m.transpose()', add: 'Matrix.add($m, $m)', scale: 'Matrix.mul($m, $n)', clone: '$m.clone()', eye: 'Matrix.eye(2)', sub: 'Matrix.sub($m, $n)', from: 'Matrix.from1DArray(2, 2, [$n, $n, $n, $n])',
  subMatrix: '$m.subMatrix(0, 1, 0, 1)', abs: 'Matrix.abs($m)', inPlace: '$m.clone().mul($m)', division: 'Matrix.div($m, 3)', subclass: 'new V([[$n, 1], [2, $n]])', exp: 'Matrix.mul($m, 0.1).exp()', neg: '$m.clone().neg()', diag: 'Matrix.diag([$n, $n])',
}; // prettier-ignore

const statement: Forms = {
  assign: 'p = $n;', addAssign: 'q += $n;', mulAssign: 'r *= $n * 0.1;', increment: 'p++;', decrement: '--q;', if: 'if ($b) { $s }', ifElse: 'if ($b) { $s } else { $s }', unlessNumber: 'if ($n) q = 1; else r = $n;', forLoop: 'for (let i = 0; i < 3; i++) { r += $n * i; $s }',
  forOf: 'for (const v of $a) { q += v; $s }', forOfTyped: 'for (const v of $t) { r += v; $s }', forIn: 'for (const k in o) if (k < "g" === false) p += o[k] ?? 0;', forEntries: 'for (const [i, v] of $t.entries()) q += i * v;', while: '{ let n = 0; while (p > 1 && n++ < 4) { p = p / 2 - 0.1; $s } }', doWhile: '{ let n = 0; do { q *= 0.5; $s } while (q > 1 && n++ < 4); }',
  labelled: 'outer: for (const u of [1, 2]) { for (const v of $a) { if (v > $n) continue outer; p += u * v; if ($b) break outer; } }', switchCase: 'switch ($b) { case true: $s break; default: $s }', tryThrow: 'try { throw $n; } catch (e) { r = e; } finally { log(2); }',
  tryError: "try { $s throw new Error('no ' + ($b ? 1 : 2)); } catch ({ message }) { log(message); }", typeError: 'try { o.none($n); } catch (e) { log(e.message); }', reduceEmpty: 'try { p = [].reduce((u) => u); } catch (e) { log(e.message); }',
  push: 'list = [...list.slice(-3), $n];', pushCall: 'list.push($n); list.length > 5 && list.splice(0, 3);', element: 'list[0] = $n;', elementAdd: 'list[1] += $n;', swap: '[p, q] = [q, p];', destructure: '({ p, q = $n } = o);', membersAssigned: '[o.p, list[0]] = [$n, $n];', listReverse: 'list.reverse();', listFill: 'list.fill($n, 1, 2);',
  slot: 'slots[0] = $n;', slotAdd: 'slots[1] += $n;', slotMul: 'slots[2] *= $n;', slotSet: 'slots.set([$n, $n], 1);', slotFill: 'slots.fill($n, 1, 2);', slotReverse: 'slots.reverse();', slotSort: 'slots.sort();', slotCopy: 'slots.copyWithin(0, 1);', slotPair: '[slots[0], slots[1]] = [slots[1], slots[0]];', viewSet: 'new DataView(slots.buffer).setFloat64(8, $n, true);',
  alias: 'slots.subarray(1)[0] = $n;', otherBuffer: 'new Float64Array(slots.buffer)[2] = $n;', plainSlot: 'slots[1] = 2;', slotSetTyped: 'slots.set($t.subarray(0, 2));', property: 'o.p = $n;', propertyMul: "o['q'] *= $n;", computedAdd: "o['p'.concat('')] += $n;", objectAssign: 'Object.assign(o, { q: $n });', setter: 'c.v = $n;', setterAdd: 'c.v += $n;', deleted: 'delete o.z;', accessorDefine: "Object.defineProperty(o, 'z', { value: $n, configurable: true, writable: true, enumerable: true });",
  matrixSet: 'm.set(0, 1, $n);', matrixMul: 'm.mul($n * 0.1);', matrixAdd: 'm.add($m);', matrixSub: 'm.sub($m);', matrixData: 'm.data[1][0] = $n;', matrixDataMul: 'm.data[0][1] *= $n;', matrixRow: 'm.setRow(0, [$n, $n]);', matrixMulRow: 'm.mulRow(0, $n);', matrixSwap: 'm.swapRows(0, 1);', matrixSlice: 'm.data[0].set([$n, 1]);', matrixDiv: 'm.div(2);', matrixPlain: 'm.set(1, 1, 3);',
  log: 'log($n);', logCondition: 'log($b);', logText: "log('t' + typeof $n);", await: 'q = await (async () => $n)();', awaitAll: 'for (const v of await Promise.all([$n, Promise.resolve($n)])) p += v;', forAwait: 'for await (const v of [$n, Promise.resolve(1)]) r += v;', asyncGenerator: 'for await (const v of (async function* () { yield $n; yield await p; })()) q += v;', rejected: 'try { await Promise.reject($n); } catch (e) { r = e; }',
  block: '{ const k = $n; let h = k; h -= 1; p = h; }', varDeclared: 'var w = $n; w **= 2; q += Math.min(w, 5);', functionDeclared: 'p += inner(); function inner() { return $n * 0.5; }', classDeclared: 'r = new (class { static s = $n; w = $n; get both() { return this.w; } })().both;', voidExpression: 'void $n;', two: '$s $s', setForEach: 'new Map([[1, $n]]).forEach((v) => (p += v));', forEach: '$a.forEach((v, i) => (q += v * i));',
  timer: 'r = await new Promise((resolve) => setImmediate(resolve, $n));', thenCall: 'q = await Promise.resolve($n).then((v) => v * 2);', generatorLoop: 'for (const v of gen($n)) p += v;', generatorReturn: 'for (const v of gen($n)) { if (v > 1) break; log(1); }', using_: 'try { return [$n]; } finally { log(3); }',
}; // prettier-ignore

export const forms: Readonly<Record<Kind, Forms>> = { number, condition, array, typed, matrix, statement };
export const cuttingForms: Forms = cutting;

/** What programs have in scope, before their own statements. */
export const prologue = `
  let p = x * 0.5, q = y, r = 1, list = [x, 2, y], o = { p: y, q: x, f: (v) => v * y };
  const slots = new Float64Array(3); slots[0] = x; slots[2] = y * x;
  class C { #h = 2; static twice(v) { return v * 2; } constructor(v) { this.w = v; } get v() { return this.w * 0.5; } set v(v) { this.w = v; } step(v) { this.w += v * 0.1; return this.w; } hidden(v) { return (this.#h *= 0.5) * v; } }
  class D extends C { constructor(v) { super(v * 2); } get v() { return super.v + 1; } }
  class V extends Matrix {}
  const c = new C(x), add = (u, v) => u + 2 * v, log = (v) => { console.log(v); return v; };
  function* gen(v) { const got = yield v; yield v * v; yield got ?? 1; }
  function tag(parts, v) { return parts.length * v; }`;
/** What they give back. */
export const epilogue = 'return [p, q, r, list, slots, o.p, o.q, c.v, m];';
