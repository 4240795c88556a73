import { inspector, named, opaque, rule, type NativeTable } from './carrier.ts';

/** A method that makes text, and whose arguments are positions or counts. */
const counting = rule(
  ({ tracer, dispatch }, native) =>
    ({ site, self, args }) => {
      const plain = args.map((x) => tracer.unbox(x, 'index', native.name, site));
      return dispatch.foreign(site, native, self, plain, 'text');
    },
  'opaque',
);

/** `replace` and its like, whose callback gets dispatched and its result unboxed. */
const replacing = rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
  const [pattern, by] = args;
  const replacer =
    typeof by === 'function'
      ? (...found: unknown[]) =>
          tracer.unbox(dispatch.call(site, by, undefined, found), 'text', native.name, site)
      : by;
  return dispatch.foreign(site, native, self, args.length > 1 ? [pattern, replacer] : args, 'text');
});

/** Text of numbers, and output. Text cuts; output does not. */
export const texts: NativeTable = {
  globalThis: { String: opaque('text') },
  String: named(opaque('text'), 'fromCharCode, fromCodePoint, raw'),
  'String.prototype': {
    ...named(counting, 'at, charAt, charCodeAt, codePointAt, slice, substring, substr, repeat, padStart, padEnd'),
    ...named(replacing, 'replace, replaceAll'),
    ...named(opaque('text'), 'includes, indexOf, lastIndexOf, anchor, big, blink, bold, concat, endsWith, fontcolor, fontsize, fixed, isWellFormed, italics, link, localeCompare, match, matchAll, normalize, search, small, split, strike, sub, sup, startsWith, toString, toWellFormed, trim, trimStart, trimEnd, toLocaleLowerCase, toLocaleUpperCase, toLowerCase, toUpperCase, valueOf, @@iterator'),
  },
  'Number.prototype': named(counting, 'toExponential, toFixed, toPrecision, toString'),
  'RegExp.prototype': named(opaque('text'), 'exec, test'),
  console: named(inspector, 'log, info, debug, warn, error, dir, time, timeEnd, timeLog, trace, assert, clear, count, countReset, group, groupEnd, table, dirxml, groupCollapsed, Console, profile, profileEnd, timeStamp, context, createTask'),
}; // prettier-ignore

const untraced = (names: string) => named(opaque(), names);

/** The rest of the language and of the platform's objects: untraced code like any other. */
export const opaques: NativeTable = {
  globalThis: untraced('Symbol, FinalizationRegistry, Iterator, Date, RegExp, Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, SuppressedError, DisposableStack, AsyncDisposableStack, Float16Array, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, escape, unescape, clearTimeout, clearInterval, clearImmediate, URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AbortSignal, Event, EventTarget, atob, btoa'),
  'Boolean.prototype': untraced('toString, valueOf'),
  'Symbol.prototype': untraced('toString, valueOf, get description, @@toPrimitive'),
  Symbol: untraced('for, keyFor'),
  'BigInt.prototype': untraced('toLocaleString, toString, valueOf'),
  'Date.prototype': untraced('toString, toDateString, toTimeString, toISOString, toUTCString, getDate, setDate, getDay, getFullYear, setFullYear, getHours, setHours, getMilliseconds, setMilliseconds, getMinutes, setMinutes, getMonth, setMonth, getSeconds, setSeconds, getTime, setTime, getTimezoneOffset, getUTCDate, setUTCDate, getUTCDay, getUTCFullYear, setUTCFullYear, getUTCHours, setUTCHours, getUTCMilliseconds, setUTCMilliseconds, getUTCMinutes, setUTCMinutes, getUTCMonth, setUTCMonth, getUTCSeconds, setUTCSeconds, valueOf, getYear, setYear, toJSON, toLocaleString, toLocaleDateString, toLocaleTimeString, @@toPrimitive'),
  Date: untraced('now, parse, UTC'),
  'RegExp.prototype': untraced('get dotAll, get flags, get global, get hasIndices, get ignoreCase, get multiline, get source, get sticky, get unicode, get unicodeSets, compile, toString, @@match, @@matchAll, @@replace, @@search, @@split'),
  RegExp: untraced('get input, set input, get $_, set $_, get lastMatch, set lastMatch, get $&, set $&, get lastParen, set lastParen, get $+, set $+, get leftContext, set leftContext, get $`, set $`, get rightContext, set rightContext, get $\', set $\', get $1, set $1, get $2, set $2, get $3, set $3, get $4, set $4, get $5, set $5, get $6, set $6, get $7, set $7, get $8, set $8, get $9, set $9, escape, get @@species'),
  'Error.prototype': untraced('toString'),
  Error: untraced('captureStackTrace, prepareStackTrace, isError'),
  'DisposableStack.prototype': untraced('use, dispose, adopt, defer, move, get disposed'),
  'AsyncDisposableStack.prototype': untraced('use, disposeAsync, adopt, defer, move, get disposed'),
  Atomics: untraced('load, isLockFree, wait, waitAsync, notify, pause'),
  Intl: untraced('getCanonicalLocales, supportedValuesOf, DateTimeFormat, NumberFormat, Collator, PluralRules, RelativeTimeFormat, ListFormat, Locale, DisplayNames, Segmenter, DurationFormat'),
  'Intl.DateTimeFormat.prototype': untraced('resolvedOptions, formatToParts, get format, formatRange, formatRangeToParts'),
  'Intl.DateTimeFormat': untraced('supportedLocalesOf'),
  'Intl.NumberFormat.prototype': untraced('resolvedOptions, formatToParts, get format, formatRange, formatRangeToParts'),
  'Intl.NumberFormat': untraced('supportedLocalesOf'),
  'Intl.Collator.prototype': untraced('resolvedOptions, get compare'),
  'Intl.Collator': untraced('supportedLocalesOf'),
  'Intl.PluralRules.prototype': untraced('resolvedOptions, select, selectRange'),
  'Intl.PluralRules': untraced('supportedLocalesOf'),
  'Intl.RelativeTimeFormat.prototype': untraced('resolvedOptions, format, formatToParts'),
  'Intl.RelativeTimeFormat': untraced('supportedLocalesOf'),
  'Intl.ListFormat.prototype': untraced('resolvedOptions, format, formatToParts'),
  'Intl.ListFormat': untraced('supportedLocalesOf'),
  'Intl.Locale.prototype': untraced('toString, maximize, minimize, get language, get script, get region, get baseName, get calendar, get caseFirst, get collation, get firstDayOfWeek, get hourCycle, get numeric, get numberingSystem, get calendars, get collations, get hourCycles, get numberingSystems, get textInfo, get timeZones, get weekInfo, getCalendars, getCollations, getHourCycles, getNumberingSystems, getTimeZones, getTextInfo, getWeekInfo'),
  'Intl.DisplayNames.prototype': untraced('resolvedOptions, of'),
  'Intl.DisplayNames': untraced('supportedLocalesOf'),
  'Intl.Segmenter.prototype': untraced('resolvedOptions, segment'),
  'Intl.Segmenter': untraced('supportedLocalesOf'),
  'Intl.DurationFormat.prototype': untraced('resolvedOptions, format, formatToParts'),
  'Intl.DurationFormat': untraced('supportedLocalesOf'),
  WebAssembly: untraced('compile, validate, instantiate, Module, Instance, Table, Memory, Global, Tag, Exception, CompileError, LinkError, RuntimeError, compileStreaming, instantiateStreaming, Suspending, promising, SuspendError'),
  'WebAssembly.Module': untraced('imports, exports, customSections'),
  'WebAssembly.Instance.prototype': untraced('get exports'),
  'WebAssembly.Table.prototype': untraced('get length, grow, set, get'),
  'WebAssembly.Memory.prototype': untraced('grow, get buffer'),
  'WebAssembly.Global.prototype': untraced('valueOf, get value, set value'),
  'WebAssembly.Exception.prototype': untraced('getArg, is, get stack'),
  'console.Console.prototype': untraced('log, info, debug, warn, error, dir, time, timeEnd, timeLog, trace, assert, clear, count, countReset, group, groupEnd, table'),
  'console.Console': untraced('@@hasInstance'),
  'URL.prototype': untraced('toString, get href, set href, get origin, get protocol, set protocol, get username, set username, get password, set password, get host, set host, get hostname, set hostname, get port, set port, get pathname, set pathname, get search, set search, get searchParams, get hash, set hash, toJSON'),
  URL: untraced('parse, canParse, createObjectURL, revokeObjectURL'),
  'URLSearchParams.prototype': untraced('get size, append, delete, get, getAll, has, set, sort, entries, forEach, keys, values, toString'),
  'TextEncoder.prototype': untraced('get encoding, encode'),
  'TextDecoder.prototype': untraced('decode, get encoding, get fatal, get ignoreBOM'),
  'AbortController.prototype': untraced('get signal, abort'),
  'AbortSignal.prototype': untraced('get aborted, get reason, throwIfAborted, get onabort, set onabort'),
  AbortSignal: untraced('abort, timeout, any'),
  'Event.prototype': untraced('initEvent, stopImmediatePropagation, preventDefault, get target, get currentTarget, get srcElement, get type, get cancelable, get defaultPrevented, get timeStamp, composedPath, get returnValue, set returnValue, get bubbles, get composed, get eventPhase, get cancelBubble, set cancelBubble, stopPropagation, get isTrusted'),
  'EventTarget.prototype': untraced('addEventListener, removeEventListener, dispatchEvent'),
}; // prettier-ignore

/** Globals of the platform that are opaque with all that is below them. */
export const platform: readonly string[] =
  'process Buffer DOMException CustomEvent TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream BroadcastChannel MessageChannel MessagePort Blob File Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming performance URLPattern fetch FormData Headers Request Response MessageEvent CloseEvent WebSocket crypto Crypto CryptoKey SubtleCrypto Navigator navigator'.split(' '); // prettier-ignore

/** Globals whose members have records. */
export const listed: readonly string[] =
  'Object Function Array Number Boolean String Symbol Math JSON Reflect Proxy Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator BigInt Date RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DisposableStack AsyncDisposableStack ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Intl WebAssembly eval isNaN isFinite parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape console structuredClone setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Event EventTarget atob btoa'.split(' '); // prettier-ignore
