/**
 * How a native treats tracked numbers.
 *
 * - carrier: moves values without looking at them; boxes pass.
 * - index: an argument is a position or a key, which is unboxed; the rest passes.
 * - predicate: looks at numbers to answer yes or no, or reads what a callback answers; the answer is a guard, or a cut.
 * - rule: has a handler of its own, mostly one that records an operation or moves ids.
 * - inspector: shows what it is given; unboxed without a cut.
 * - opaque: runs on plain numbers; a tracked number that goes in is a cut.
 */
export type BoundaryKind = 'carrier' | 'index' | 'predicate' | 'rule' | 'inspector' | 'opaque';
type Members = Readonly<Partial<Record<BoundaryKind, string>>>;

/** All functions reachable from the language's and the platform's objects, by holder: each under the first name that leads to it. */
export const boundaryTable: Readonly<Record<string, Members>> = {
  __proto__: null as never,
  globalThis: { carrier: 'Array, Promise, Map, Set, WeakMap, WeakSet, WeakRef, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array, setTimeout, setInterval, setImmediate, queueMicrotask', predicate: 'Boolean, isNaN, isFinite', rule: 'Object, Function, Number, Proxy, ArrayBuffer, SharedArrayBuffer, Float32Array, Float64Array, eval, structuredClone', opaque: 'Boolean, String, Symbol, FinalizationRegistry, Iterator, BigInt, Date, RegExp, Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, SuppressedError, DisposableStack, AsyncDisposableStack, DataView, Float16Array, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, escape, unescape, clearTimeout, clearInterval, clearImmediate, URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AbortSignal, Event, EventTarget, atob, btoa' },
  'Object.prototype': { carrier: 'hasOwnProperty, isPrototypeOf, propertyIsEnumerable, toString, toLocaleString', rule: 'valueOf' },
  Object: { carrier: 'assign, getOwnPropertyDescriptor, getOwnPropertyDescriptors, getOwnPropertyNames, getOwnPropertySymbols, hasOwn, preventExtensions, seal, create, defineProperties, defineProperty, freeze, getPrototypeOf, setPrototypeOf, isExtensible, isFrozen, isSealed, keys, entries, fromEntries, values', predicate: 'is, groupBy' },
  Function: { opaque: 'prototype' },
  'Function.prototype': { rule: 'apply, bind, call, toString', opaque: '@@hasInstance' },
  'Array.prototype': { carrier: 'concat, pop, push, reverse, shift, unshift, join, keys, entries, values, forEach, flatMap, map, reduce, reduceRight, toReversed, toString', index: 'at, copyWithin, fill, slice, splice, flat, toSpliced, with', predicate: 'find, findIndex, findLast, findLastIndex, lastIndexOf, includes, indexOf, filter, every, some', rule: 'sort, toSorted', opaque: 'toLocaleString' },
  Array: { carrier: 'isArray, from, fromAsync, of', opaque: 'get @@species' },
  'Number.prototype': { rule: 'valueOf', opaque: 'toExponential, toFixed, toPrecision, toString, toLocaleString' },
  Number: { predicate: 'isFinite, isInteger, isNaN, isSafeInteger', rule: 'parseFloat', opaque: 'parseInt' },
  'Boolean.prototype': { opaque: 'toString, valueOf' },
  'String.prototype': { predicate: 'includes, indexOf, lastIndexOf', rule: 'replace, replaceAll', opaque: 'anchor, at, big, blink, bold, charAt, charCodeAt, codePointAt, concat, endsWith, fontcolor, fontsize, fixed, isWellFormed, italics, link, localeCompare, match, matchAll, normalize, padEnd, padStart, repeat, search, slice, small, split, strike, sub, substr, substring, sup, startsWith, toString, toWellFormed, trim, trimStart, trimEnd, toLocaleLowerCase, toLocaleUpperCase, toLowerCase, toUpperCase, valueOf, @@iterator' },
  String: { opaque: 'fromCharCode, fromCodePoint, raw' },
  'Symbol.prototype': { opaque: 'toString, valueOf, get description, @@toPrimitive' },
  Symbol: { opaque: 'for, keyFor' },
  Math: { rule: 'abs, acos, acosh, asin, asinh, atan, atanh, atan2, ceil, cbrt, expm1, cos, cosh, exp, floor, fround, hypot, log, log1p, log2, log10, max, min, pow, round, sign, sin, sinh, sqrt, tan, tanh, trunc', opaque: 'clz32, imul, random, f16round' },
  JSON: { rule: 'parse, stringify', opaque: 'rawJSON, isRawJSON' },
  Reflect: { carrier: 'defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys, preventExtensions, setPrototypeOf', index: 'get, has, set', rule: 'apply, construct' },
  Proxy: { rule: 'revocable' },
  'Promise.prototype': { carrier: 'then, catch, finally' },
  Promise: { carrier: 'all, allSettled, any, race, resolve, reject, try, get @@species', rule: 'withResolvers' },
  'Map.prototype': { carrier: 'clear, entries, forEach, keys, get size, values', index: 'get, set, has, delete' },
  Map: { predicate: 'groupBy', opaque: 'get @@species' },
  'Set.prototype': { carrier: 'entries, forEach, values, clear, get size', opaque: 'has, add, delete, difference, intersection, isSubsetOf, isSupersetOf, isDisjointFrom, symmetricDifference, union' },
  Set: { opaque: 'get @@species' },
  'WeakMap.prototype': { index: 'delete, get, set, has' },
  'WeakSet.prototype': { index: 'delete, has, add' },
  'WeakRef.prototype': { carrier: 'deref' },
  'FinalizationRegistry.prototype': { carrier: 'register, unregister' },
  'Iterator.prototype': { carrier: 'reduce, toArray, forEach, map, flatMap, set @@toStringTag', index: 'take, drop', predicate: 'some, every, find, filter', opaque: '@@iterator, get @@toStringTag, @@dispose' },
  Iterator: { carrier: 'from' },
  'BigInt.prototype': { opaque: 'toLocaleString, toString, valueOf' },
  BigInt: { opaque: 'asUintN, asIntN' },
  'Date.prototype': { opaque: 'toString, toDateString, toTimeString, toISOString, toUTCString, getDate, setDate, getDay, getFullYear, setFullYear, getHours, setHours, getMilliseconds, setMilliseconds, getMinutes, setMinutes, getMonth, setMonth, getSeconds, setSeconds, getTime, setTime, getTimezoneOffset, getUTCDate, setUTCDate, getUTCDay, getUTCFullYear, setUTCFullYear, getUTCHours, setUTCHours, getUTCMilliseconds, setUTCMilliseconds, getUTCMinutes, setUTCMinutes, getUTCMonth, setUTCMonth, getUTCSeconds, setUTCSeconds, valueOf, getYear, setYear, toJSON, toLocaleString, toLocaleDateString, toLocaleTimeString, @@toPrimitive' },
  Date: { opaque: 'now, parse, UTC' },
  'RegExp.prototype': { opaque: 'exec, get dotAll, get flags, get global, get hasIndices, get ignoreCase, get multiline, get source, get sticky, get unicode, get unicodeSets, compile, toString, test, @@match, @@matchAll, @@replace, @@search, @@split' },
  RegExp: { opaque: 'get input, set input, get $_, set $_, get lastMatch, set lastMatch, get $&, set $&, get lastParen, set lastParen, get $+, set $+, get leftContext, set leftContext, get $`, set $`, get rightContext, set rightContext, get $\', set $\', get $1, set $1, get $2, set $2, get $3, set $3, get $4, set $4, get $5, set $5, get $6, set $6, get $7, set $7, get $8, set $8, get $9, set $9, escape, get @@species' },
  'Error.prototype': { opaque: 'toString' },
  Error: { opaque: 'captureStackTrace, prepareStackTrace, isError' },
  'DisposableStack.prototype': { opaque: 'use, dispose, adopt, defer, move, get disposed' },
  'AsyncDisposableStack.prototype': { opaque: 'use, disposeAsync, adopt, defer, move, get disposed' },
  'ArrayBuffer.prototype': { rule: 'slice, transfer, transferToFixedLength', opaque: 'get byteLength, get maxByteLength, get resizable, resize, get detached' },
  ArrayBuffer: { carrier: 'isView', opaque: 'get @@species' },
  'SharedArrayBuffer.prototype': { rule: 'slice', opaque: 'get byteLength, get maxByteLength, get growable, grow' },
  SharedArrayBuffer: { opaque: 'get @@species' },
  'DataView.prototype': { rule: 'get buffer, get byteLength, get byteOffset, getInt8, getUint8, getInt16, getUint16, getInt32, getUint32, getFloat32, setFloat32, getFloat64, setFloat64, getBigInt64, getBigUint64, getFloat16', opaque: 'setInt8, setUint8, setInt16, setUint16, setInt32, setUint32, setBigInt64, setBigUint64, setFloat16' },
  Atomics: { opaque: 'load, store, add, sub, and, or, xor, exchange, compareExchange, isLockFree, wait, waitAsync, notify, pause' },
  Intl: { opaque: 'getCanonicalLocales, supportedValuesOf, DateTimeFormat, NumberFormat, Collator, PluralRules, RelativeTimeFormat, ListFormat, Locale, DisplayNames, Segmenter, DurationFormat' },
  'Intl.DateTimeFormat.prototype': { opaque: 'resolvedOptions, formatToParts, get format, formatRange, formatRangeToParts' },
  'Intl.DateTimeFormat': { opaque: 'supportedLocalesOf' },
  'Intl.NumberFormat.prototype': { opaque: 'resolvedOptions, formatToParts, get format, formatRange, formatRangeToParts' },
  'Intl.NumberFormat': { opaque: 'supportedLocalesOf' },
  'Intl.Collator.prototype': { opaque: 'resolvedOptions, get compare' },
  'Intl.Collator': { opaque: 'supportedLocalesOf' },
  'Intl.PluralRules.prototype': { opaque: 'resolvedOptions, select, selectRange' },
  'Intl.PluralRules': { opaque: 'supportedLocalesOf' },
  'Intl.RelativeTimeFormat.prototype': { opaque: 'resolvedOptions, format, formatToParts' },
  'Intl.RelativeTimeFormat': { opaque: 'supportedLocalesOf' },
  'Intl.ListFormat.prototype': { opaque: 'resolvedOptions, format, formatToParts' },
  'Intl.ListFormat': { opaque: 'supportedLocalesOf' },
  'Intl.Locale.prototype': { opaque: 'toString, maximize, minimize, get language, get script, get region, get baseName, get calendar, get caseFirst, get collation, get firstDayOfWeek, get hourCycle, get numeric, get numberingSystem, get calendars, get collations, get hourCycles, get numberingSystems, get textInfo, get timeZones, get weekInfo, getCalendars, getCollations, getHourCycles, getNumberingSystems, getTimeZones, getTextInfo, getWeekInfo' },
  'Intl.DisplayNames.prototype': { opaque: 'resolvedOptions, of' },
  'Intl.DisplayNames': { opaque: 'supportedLocalesOf' },
  'Intl.Segmenter.prototype': { opaque: 'resolvedOptions, segment' },
  'Intl.Segmenter': { opaque: 'supportedLocalesOf' },
  'Intl.DurationFormat.prototype': { opaque: 'resolvedOptions, format, formatToParts' },
  'Intl.DurationFormat': { opaque: 'supportedLocalesOf' },
  WebAssembly: { opaque: 'compile, validate, instantiate, Module, Instance, Table, Memory, Global, Tag, Exception, CompileError, LinkError, RuntimeError, compileStreaming, instantiateStreaming, Suspending, promising, SuspendError' },
  'WebAssembly.Module': { opaque: 'imports, exports, customSections' },
  'WebAssembly.Instance.prototype': { opaque: 'get exports' },
  'WebAssembly.Table.prototype': { opaque: 'get length, grow, set, get' },
  'WebAssembly.Memory.prototype': { opaque: 'grow, get buffer' },
  'WebAssembly.Global.prototype': { opaque: 'valueOf, get value, set value' },
  'WebAssembly.Exception.prototype': { opaque: 'getArg, is, get stack' },
  console: { inspector: 'log, info, debug, warn, error, dir, time, timeEnd, timeLog, trace, assert, clear, count, countReset, group, groupEnd, table, dirxml, groupCollapsed, Console, profile, profileEnd, timeStamp, context, createTask' },
  'console.Console.prototype': { opaque: 'log, info, debug, warn, error, dir, time, timeEnd, timeLog, trace, assert, clear, count, countReset, group, groupEnd, table' },
  'console.Console': { opaque: '@@hasInstance' },
  'URL.prototype': { opaque: 'toString, get href, set href, get origin, get protocol, set protocol, get username, set username, get password, set password, get host, set host, get hostname, set hostname, get port, set port, get pathname, set pathname, get search, set search, get searchParams, get hash, set hash, toJSON' },
  URL: { opaque: 'parse, canParse, createObjectURL, revokeObjectURL' },
  'URLSearchParams.prototype': { opaque: 'get size, append, delete, get, getAll, has, set, sort, entries, forEach, keys, values, toString' },
  'TextEncoder.prototype': { opaque: 'get encoding, encode, encodeInto' },
  'TextDecoder.prototype': { opaque: 'decode, get encoding, get fatal, get ignoreBOM' },
  'AbortController.prototype': { opaque: 'get signal, abort' },
  'AbortSignal.prototype': { opaque: 'get aborted, get reason, throwIfAborted, get onabort, set onabort' },
  AbortSignal: { opaque: 'abort, timeout, any' },
  'Event.prototype': { opaque: 'initEvent, stopImmediatePropagation, preventDefault, get target, get currentTarget, get srcElement, get type, get cancelable, get defaultPrevented, get timeStamp, composedPath, get returnValue, set returnValue, get bubbles, get composed, get eventPhase, get cancelBubble, set cancelBubble, stopPropagation, get isTrusted' },
  'EventTarget.prototype': { opaque: 'addEventListener, removeEventListener, dispatchEvent' },
  '': { rule: 'GeneratorFunction, AsyncFunction, AsyncGeneratorFunction', opaque: 'TypedArray' },
  'TypedArray.prototype': { rule: 'entries, values, at, copyWithin, every, fill, filter, find, findIndex, findLast, findLastIndex, forEach, includes, indexOf, join, lastIndexOf, map, reverse, reduce, reduceRight, set, slice, some, sort, subarray, toReversed, toSorted, with, toLocaleString', carrier: 'keys, get length, get byteLength, get byteOffset, get @@toStringTag', opaque: 'get buffer' },
  TypedArray: { rule: 'of, from', opaque: 'get @@species' },
  'GeneratorFunction.prototype.prototype': { carrier: 'next, return, throw' },
  'AsyncGeneratorFunction.prototype.prototype': { carrier: 'next, return, throw' },
  AsyncIterator: { opaque: '@@asyncIterator, @@asyncDispose' },
  ArrayIterator: { carrier: 'next' },
  MapIterator: { carrier: 'next' },
  SetIterator: { carrier: 'next' },
  StringIterator: { carrier: 'next' },
  RegExpStringIterator: { opaque: 'next' },
  IteratorHelper: { carrier: 'next, return' },
  WrapForValidIterator: { opaque: 'next, return' },
}; // prettier-ignore

/** Globals of the platform that are opaque with all that is below them. */
export const platform: readonly string[] =
  'process Buffer DOMException CustomEvent TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream BroadcastChannel MessageChannel MessagePort Blob File Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming performance URLPattern fetch FormData Headers Request Response MessageEvent CloseEvent WebSocket crypto Crypto CryptoKey SubtleCrypto Navigator navigator'.split(' '); // prettier-ignore

/** Globals whose members the table lists. */
export const listed: readonly string[] =
  'Object Function Array Number Boolean String Symbol Math JSON Reflect Proxy Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator BigInt Date RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DisposableStack AsyncDisposableStack ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Intl WebAssembly eval isNaN isFinite parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape console structuredClone setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Event EventTarget atob btoa'.split(' '); // prettier-ignore
