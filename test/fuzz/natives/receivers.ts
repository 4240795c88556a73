/**
 * What each holder of natives is reached by, and objects that its members can be called on. A holder without an entry is a
 * global, which is its own receiver. Receivers are templates.
 */
interface Holder {
  /** Expression of the holder itself, where its name is none. */
  readonly is?: string;
  readonly on?: readonly string[];
}

const prototypeOf = (expression: string) => `Object.getPrototypeOf(${expression})`;
const wasm =
  'new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11))';
const date = "new Date('2020-02-03T04:05:06.789Z')";
const headers = "new URLSearchParams('a=1&b=2&a=3')";
const url = "new URL('http://u:v@h.org:81/p?q=1#f')";
const event = "new Event('e', { cancelable: true })";
const aborted = 'AbortSignal.abort($n)';
const stack = 'new DisposableStack()';
const tag = "new WebAssembly.Tag({ parameters: ['i32'] })";

export const holders: Readonly<Record<string, Holder>> = {
  globalThis: {},
  '': {},
  'Object.prototype': { on: ['$o', '$n', '$a', '$v'] },
  'Function.prototype': { on: ['$f', 'add', 'C.twice', 'Math.max', 'C'] },
  'Array.prototype': { on: ['$a', '$a', '[$n, $n, $n]', '[$n, , $n]', '{ __proto__: Array.prototype, length: 2, 0: $n, 1: 2 }', '[[$n], $a]'] },
  'Number.prototype': { on: ['($n)', '(1.5)', 'new Number($n)'] },
  'Boolean.prototype': { on: ['$b', 'new Boolean($n)'] },
  'String.prototype': { on: ['$w', "'abcabc'", "'a,b'", 'new String($w)'] },
  'Symbol.prototype': { on: ["Symbol('k')", 'Symbol.iterator', "Object(Symbol('k'))"] },
  'Promise.prototype': { on: ['Promise.resolve($n)', 'Promise.reject($n)', '(async () => $n)()'] },
  'Map.prototype': { on: ["new Map([['a', $n], [1, $a], [$n, 'p']])", 'new Map()', 'Map.groupBy([$n, $n], (w) => w > 0)'] },
  'Set.prototype': { on: ['new Set([1, 2, $n])', 'new Set($a)', "new Set(['a'])"] },
  'WeakMap.prototype': { on: ['new WeakMap([[o, $n]])', 'new WeakMap()'] },
  'WeakSet.prototype': { on: ['new WeakSet([o])', 'new WeakSet()'] },
  'WeakRef.prototype': { on: ['new WeakRef(o)', 'new WeakRef([$n])'] },
  'FinalizationRegistry.prototype': { on: ['new FinalizationRegistry($f)'] },
  'Iterator.prototype': { on: ['[$n, $n, $n].values()', 'gen($n)', '$a.values()', 'Iterator.from({ next: () => ({ done: true }) })', "new Map([['a', $n]]).values()", '$a.keys()'] },
  'BigInt.prototype': { on: ['(12345n)', 'BigInt(3)', 'Object(7n)'] },
  'Date.prototype': { on: [date, 'new Date(Math.round($n * 1e9))', 'new Date(NaN)'] },
  'RegExp.prototype': { on: ['/a(b)?/g', '/(?<k>\\d+)/u', "new RegExp('[b-d]', 'gi')", '/$/m', '/c/y'] },
  'Error.prototype': { on: ["new Error('e')", 'new TypeError($w)', '{ name: $w, message: $w }'] },
  'DisposableStack.prototype': { on: [stack, `((k) => (k.defer(() => log(1)), k))(${stack})`, `((k) => (k.dispose(), k))(${stack})`] },
  'AsyncDisposableStack.prototype': { on: ['new AsyncDisposableStack()', '((k) => (k.defer(() => log(1)), k))(new AsyncDisposableStack())'] },
  'ArrayBuffer.prototype': { on: ['Float64Array.of($n, $n).buffer', 'new ArrayBuffer(8)', 'new ArrayBuffer(8, { maxByteLength: 32 })', '$t.slice().buffer'] },
  'SharedArrayBuffer.prototype': { on: ['new SharedArrayBuffer(8)', 'new SharedArrayBuffer(8, { maxByteLength: 32 })', '((k) => ((new Float64Array(k)[0] = $n), k))(new SharedArrayBuffer(16))'] },
  // of NaN the language promises no bits
  'DataView.prototype': { on: ['new DataView(Float64Array.of($n || 0, $n || 0).buffer)', 'new DataView($t.map((v) => v || 0).buffer)', 'new DataView(new ArrayBuffer(16), 4)', 'new DataView(slots.buffer)'] },
  'Intl.DateTimeFormat.prototype': { on: ["new Intl.DateTimeFormat('en', { timeZone: 'UTC' })", "new Intl.DateTimeFormat('de', { dateStyle: 'full', timeZone: 'Asia/Tokyo' })"] },
  'Intl.NumberFormat.prototype': { on: ["new Intl.NumberFormat('en')", "new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' })"] },
  'Intl.Collator.prototype': { on: ["new Intl.Collator('de')", "new Intl.Collator('en', { numeric: true })"] },
  'Intl.PluralRules.prototype': { on: ["new Intl.PluralRules('en')", "new Intl.PluralRules('ar', { type: 'ordinal' })"] },
  'Intl.RelativeTimeFormat.prototype': { on: ["new Intl.RelativeTimeFormat('en')", "new Intl.RelativeTimeFormat('fr', { numeric: 'auto' })"] },
  'Intl.ListFormat.prototype': { on: ["new Intl.ListFormat('en')", "new Intl.ListFormat('de', { type: 'disjunction' })"] },
  'Intl.Locale.prototype': { on: ["new Intl.Locale('en-US')", "new Intl.Locale('zh-Hant-u-ca-chinese-nu-hanidec')"] },
  'Intl.DisplayNames.prototype': { on: ["new Intl.DisplayNames('en', { type: 'region' })", "new Intl.DisplayNames(['de'], { type: 'currency' })"] },
  'Intl.Segmenter.prototype': { on: ["new Intl.Segmenter('en')", "new Intl.Segmenter('en', { granularity: 'word' })"] },
  'Intl.DurationFormat.prototype': { on: ["new Intl.DurationFormat('en')", "new Intl.DurationFormat('en', { style: 'digital' })"] },
  'WebAssembly.Instance.prototype': { on: [`new WebAssembly.Instance(${wasm})`] },
  'WebAssembly.Table.prototype': { on: ["new WebAssembly.Table({ initial: 2, element: 'externref' })", "new WebAssembly.Table({ initial: 1, element: 'anyfunc' })"] },
  'WebAssembly.Memory.prototype': { on: ['new WebAssembly.Memory({ initial: 0, maximum: 1 })'] },
  'WebAssembly.Global.prototype': { on: ["new WebAssembly.Global({ value: 'f64', mutable: true }, $n)", "new WebAssembly.Global({ value: 'i32' }, 42)"] },
  'WebAssembly.Exception.prototype': { on: [`new WebAssembly.Exception(${tag}, [1])`] },
  'console.Console.prototype': { on: ['console', 'new console.Console(process.stdout)'] },
  'URL.prototype': { on: [url, "new URL('file:///a/b')"] },
  'URLSearchParams.prototype': { on: [headers, 'new URLSearchParams({ a: $n })'] },
  'TextEncoder.prototype': { on: ['new TextEncoder()'] },
  'TextDecoder.prototype': { on: ['new TextDecoder()', "new TextDecoder('utf-16le')"] },
  'AbortController.prototype': { on: ['new AbortController()'] },
  'AbortSignal.prototype': { on: [aborted, 'new AbortController().signal'] },
  'Event.prototype': { on: [event, "new Event('f', { bubbles: true })"] },
  'EventTarget.prototype': { on: ['new EventTarget()', 'new AbortController().signal'] },
  TypedArray: { is: prototypeOf('Float64Array'), on: ['Float64Array', 'Float32Array', 'Int16Array'] },
  'TypedArray.prototype': {
    is: `${prototypeOf('Float64Array')}.prototype`,
    on: ['$t', '$t', 'Float64Array.of($n, $n, $n)', 'Float32Array.of($n, 1)', 'Int16Array.of(3, 1, $n)', 'slots.subarray(1)', 'new Float64Array(new SharedArrayBuffer(16))'],
  },
  'GeneratorFunction.prototype.prototype': { is: prototypeOf('(function* () {}).prototype'), on: ['gen($n)', '((k) => (k.next(), k))(gen($n))', '(function* () { yield* $a; })()', '((k) => (k.next(), k))((function* () { try { yield $n; } catch (e) { yield e; } })())'] },
  'AsyncGeneratorFunction.prototype.prototype': { is: prototypeOf('(async function* () {}).prototype'), on: ['(async function* () { yield $n; yield 2; })()', '(async function* () { try { yield $n; } finally { log(1); } })()'] },
  AsyncIterator: { is: prototypeOf(prototypeOf('(async function* () {}).prototype')), on: ['(async function* () { yield $n; })()'] },
  ArrayIterator: { is: prototypeOf('[].values()'), on: ['$a.values()', '[$n].entries()', '$t.values()', '$t.keys()'] },
  MapIterator: { is: prototypeOf('new Map().entries()'), on: ['new Map([[1, $n]]).entries()', 'new Map([[1, $n]]).values()'] },
  SetIterator: { is: prototypeOf('new Set().values()'), on: ['new Set([1, $n]).values()'] },
  StringIterator: { is: prototypeOf("''[Symbol.iterator]()"), on: ["'a😀'[Symbol.iterator]()"] },
  RegExpStringIterator: { is: prototypeOf("''.matchAll(/a/g)"), on: ["'abab'.matchAll(/b/g)"] },
  IteratorHelper: { is: prototypeOf('[].values().map((k) => k)'), on: ['$a.values().map((k) => k * 2)', 'gen($n).take(1)', '$a.values().filter((k) => k)'] },
  WrapForValidIterator: { is: prototypeOf('Iterator.from({ next() {} })'), on: ['Iterator.from({ next: () => ({ done: false, value: $n }), return: () => ({ value: $n }) })'] },
}; // prettier-ignore
