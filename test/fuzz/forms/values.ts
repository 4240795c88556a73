import type { Grammar } from './index.ts';

/** Arguments of all types, right and wrong ones, and functions as callbacks. */
export const values: Grammar = {
  value: {
    number: '$n', array: '$a', typed: '$t', matrix: '$m', text: '$w', callback: '($f)', object: '$o', condition: '$b', index: '$i', negativeZero: '-0', notANumber: 'NaN', infinity: 'Infinity',
    bigint: '3n', symbol: "Symbol('s')", regexp: '/a(.)?/g', map: "new Map([['u', $n], [$n, 'v']])", set: 'new Set([$n, 1])', date: 'new Date(86400000)', holes: '[, $n, ,]', nested: '[[$n], { v: [$n] }]', iterator: '[$n, $n].values()',
    generator: 'gen($n)', promise: 'Promise.resolve($n)', error: "new RangeError('made')", integers: 'Int16Array.of(1, $n)', buffer: 'Float64Array.of($n, 2).buffer', view: 'new DataView(Float64Array.of($n).buffer)', class: 'class { static u = $n }', boxed: 'new Number($n)', boolean: 'false',
    instance: 'new C($n)', valueOf: '{ valueOf() { return $n; } }', toPrimitive: '{ [Symbol.toPrimitive](hint) { log(hint); return $n; } }', toText: "{ toString: () => 't' + 1 }", nullPrototype: '{ __proto__: null, u: $n }', frozen: 'Object.freeze([$n, 1])', proxy: 'new Proxy([$n], {})', lazy: '{ get u() { return $n; } }',
    array2: '[[$n, $n], [$n, $n]]', arrayLike: '{ length: 2, 0: $n, 1: 3 }', subclassed: 'Object.assign(new (class extends Array {})(), [$n])', global: 'globalThis.undefined', sharedBuffer: 'new SharedArrayBuffer(8)', url: "new URL('http://a.b/c?d=1')", bytes: 'Buffer.alloc(2, 7)',
  },
  list: { none: ' ', one: '$v', two: '$v, $v', three: '$v, $v, $v', numbers: '$n, $n', numberFirst: '$n, $v', spread: '...$a', callbackFirst: '$f, $v', textFirst: '$w, $v' },
  callback: {
    scaled: '(u) => u * $n', plus: '(u, w) => u + w', less: '(u, w) => u - w', constant: '() => $n', index: '(u, k) => k', third: '(u, w, all) => typeof all', logged: '(u) => log(u)', condition: '(u) => $b', truth: '(u) => u', pair: '(u, k) => [k, u]', object: '(u) => ({ u })',
    function: 'function (u) { return this === undefined ? $n : typeof this; }', sin: 'Math.sin', boolean: 'Boolean', number: 'Number', text: 'String', array: 'Array.of', isFinite: 'Number.isFinite', max: 'Math.max', parse: 'parseFloat', bound: 'Math.pow.bind(null, 2)', method: 'c.step.bind(c)', closure: '((k) => (u) => (k = u))($n)', throws: "(u) => { throw new Error('from callback ' + typeof u); }",
  },
  object: { pair: '{ u: $n, v: $n }', nested: '{ u: { w: $n }, list: $a }', computed: "{ ['u' + 1]: $n, 2: 1, 1: $n }", symbol: '{ [Symbol.for("s")]: $n }', accessor: '{ get u() { return $n; }, set u(w) { log(w); } }', spread: '{ ...o, w: $n }', spreadTyped: '{ ...$t }', create: 'Object.create({ inherited: $n }, { own: { value: $n, enumerable: true } })', instance: 'new D($n)', proto: '{ __proto__: { u: $n }, w: 1 }', method: '{ u: $n, g() { return this.u; } }', array: '$a' },
  text: { number: 'String($n)', template: '`${$n}`', fixed: '($n).toFixed(2)', json: 'JSON.stringify($o)', joined: "$a.join('-')", words: "'one two  three'", accents: "'Ångström e\\u0301 ß'", emoji: "'a😀b'", letters: "'abcabc'", key: "'length'", concat: "('x' + $n)", date: "'2020-02-03T04:05:06Z'", uri: "'a%20b&c=d'" },
  index: { floor: 'Math.floor($n)', round: 'Math.round($n)', tracked: '(x - x)', length: '$a.length', text: "'1'", two: '2', big: '7', fraction: '1.5', undefined: 'undefined' },
}; // prettier-ignore
