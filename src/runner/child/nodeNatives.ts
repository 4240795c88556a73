import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { Readable } from 'node:stream';
import timers from 'node:timers/promises';
import { callbackify, promisify } from 'node:util';
import {
  carrier,
  isInstrumented,
  isList,
  rule,
  slotOf,
  wrapped,
  type Boundary,
  type Callable,
  type GivenNative,
  type NativeRecord,
} from '../../engine/index.ts';

const { rawListeners } = EventEmitter.prototype;

/** The first argument of an emitter's methods is the event's name. */
const onEvent = carrier({ index: [0] });

/**
 * `emit` reaches listeners of the program with the gradient of its arguments. As soon as one listener is not the program's, as those of
 * streams, all get plain numbers.
 */
const emit = wrapped(onEvent, (carry, { dispatch }, native) => (call) => {
  const { site, self, args } = call;
  const isOwn = (given: unknown) =>
    isInstrumented(given) || isInstrumented((given as { listener?: unknown }).listener);
  const listeners =
    self instanceof EventEmitter
      ? (Reflect.apply(rawListeners as () => unknown[], self, [args[0]]) as unknown[])
      : [];
  if (listeners.length > 0 && listeners.every(isOwn)) return carry(call);
  const isHeard = listeners.length > 0 || args[0] === 'error';
  return dispatch.foreign(site, native, self, args, isHeard ? 'opaque' : null);
});

/**
 * A native of Node that reads the result of a callback as a boolean, where a tracked number would be an object, which is true. The
 * callback is argument `at`, or an option in it.
 */
const asking = (at: number, option?: string): NativeRecord =>
  rule(({ dispatch, truth }, native) => {
    const asked = (site: number, f: unknown): unknown => {
      if (!isInstrumented(f)) return f;
      return function (this: unknown, ...args: unknown[]) {
        const answer = dispatch.call(site, f, this, args);
        return answer instanceof Promise ? answer.then((v) => truth(site, v)) : truth(site, answer);
      };
    };
    return ({ site, self, args }) => {
      const given = args[at];
      if (option === undefined) args[at] = asked(site, given);
      else if (isList(given)) args[at] = { ...given, [option]: asked(site, (given as never)[option]) };
      return dispatch.foreign(site, native, self, args);
    };
  });

/**
 * `promisify`: a function of the program gets its arguments, and the promise what it passes to its callback, with their gradient. The
 * callback reads its first argument, the error, as a boolean.
 */
const promisified = rule(({ dispatch, truth }, native) => ({ site, self, args }) => {
  const [f] = args;
  const made = dispatch.foreign(site, native, self, args);
  if (!isInstrumented(f) || made === (f as Promisified)[promisify.custom]) return made;
  const called = function (this: unknown, ...given: unknown[]): unknown {
    const settle = given.at(-1) as Callable;
    dispatch.adopt(settle, ({ args }) => {
      const [error, ...values] = args;
      return settle(truth(site, error) ? error : undefined, ...values);
    });
    return dispatch.call(site, f, this, given);
  };
  const carry = native(called) as Callable;
  return dispatch.adopt(made as Callable, (call) => Reflect.apply(carry, call.self, call.args));
});
type Promisified = Partial<Record<symbol, unknown>>;

/** `callbackify`, whose result calls a function of the program. */
const callbackified = rule(({ dispatch }, native) => ({ site, self, args }) => {
  const made = dispatch.foreign(site, native, self, args);
  if (!isInstrumented(args[0])) return made;
  return dispatch.adopt(made as Callable, (call) => {
    const last = call.args.pop();
    const given = last === undefined ? [] : [dispatch.callback(call.site, last)];
    return Reflect.apply(made as Callable, call.self, [...call.args, ...given]);
  });
});

/** A method of `Buffer` that reads a floating number; a tracked one if its bytes are those of one. */
const reading = (bytes: 4 | 8, isLittle: boolean): NativeRecord =>
  rule(({ tracer, dispatch, storage }, native) => ({ site, self, args }) => {
    args[0] = tracer.unbox(args[0], 'index', native.name, site);
    const value = dispatch.foreign(site, native, self, args, null);
    const view = self as Buffer;
    const at = (args[0] as number | undefined) ?? 0;
    const slot = slotOf(view, at, bytes, isLittle);
    if (slot) return storage.read(slot, 0, site);
    tracer.cutBytes(view, at, bytes, native.name, site);
    return value;
  });

/** A method of `Buffer` that writes a number from byte `args[1]` on, and answers with the byte after it. */
const writing = (bytes?: 4 | 8, isLittle = true): NativeRecord =>
  rule(({ tracer, dispatch, storage }, native) => ({ site, self, args }) => {
    const [value] = args;
    for (let i = 1; i < args.length; i++) args[i] = tracer.unbox(args[i], 'index', native.name, site);
    const view = self as Buffer;
    const at = (args[1] as number | undefined) ?? 0;
    const isNumber = typeof value !== 'object';
    const isTracked = bytes !== undefined && (isNumber || !isList(value));
    const end = dispatch.foreign(site, native, self, args, isTracked ? null : 'integer') as number;
    const lost = tracer.shadows.wipe(view.buffer, view.byteOffset + at, view.byteOffset + end);
    if (lost > 0) tracer.shadows.onHidden(lost, site);
    if (!isTracked || isNumber) return end;
    const slot = slotOf(view, at, bytes, isLittle);
    if (slot) storage.write(slot, 0, value, site);
    else tracer.unbox(value, 'opaque', native.name, site);
    return end;
  });

/** The ids in bytes of a buffer, to be given to where they are copied. */
const takenFrom = ({ tracer }: Boundary, view: Uint8Array, from = 0, to = view.length) =>
  tracer.shadows.taken(view.buffer, view.byteOffset + from, view.byteOffset + to);

/** A native of `Buffer` that copies the bytes of views; `copied` gives the ids of `args` to where the result says they are. */
const copying = (
  copied: (
    boundary: Boundary,
    self: Uint8Array,
    args: unknown[],
  ) => ((result: unknown) => number) | undefined,
): NativeRecord =>
  rule((boundary, native) => ({ site, self, args }) => {
    const { tracer, dispatch } = boundary;
    for (const [i, x] of args.entries())
      if (!isList(x)) args[i] = tracer.unbox(x, 'index', native.name, site);
    const give = tracer.shadows.any ? copied(boundary, self as Uint8Array, args) : undefined;
    const result = dispatch.foreign(site, native, self, args, give ? null : 'opaque');
    const lost = give?.(result) ?? 0;
    if (lost > 0) tracer.recorder.cut(lost, 'opaque', native.name, site);
    return result;
  });

/** `buffer.copy(target, at, from, to)` answers with the number of bytes. */
const copy = copying((boundary, self, [target, at = 0, from = 0]) => {
  const isGiven = typeof at === 'number' && typeof from === 'number' && target instanceof Uint8Array;
  if (!isGiven || !(self instanceof Uint8Array)) return undefined;
  const give = takenFrom(boundary, self, Math.trunc(from) || 0);
  return (count) => give(target.buffer, target.byteOffset + (Math.trunc(at) || 0), count as number);
});

const from = copying((boundary, _, [source]) => {
  if (source instanceof ArrayBuffer || source instanceof SharedArrayBuffer) return () => 0; // laid over it
  if (!(source instanceof Uint8Array)) return undefined;
  const give = takenFrom(boundary, source);
  return (made) => give((made as Buffer).buffer, (made as Buffer).byteOffset);
});

const concat = copying((boundary, _, [list, length]) => {
  const isGiven = Array.isArray(list) && (length === undefined || typeof length === 'number');
  if (!isGiven || !list.every((x) => x instanceof Uint8Array)) return undefined;
  const gives = list.map((view) => [view.length, takenFrom(boundary, view)] as const);
  return (made) => {
    const { buffer, byteOffset, length: end } = made as Buffer;
    let [at, lost] = [0, 0];
    for (const [bytes, give] of gives) {
      lost ||= give(buffer, byteOffset + at, Math.min(bytes, Math.max(end - at, 0)));
      at += bytes;
    }
    return lost;
  };
});

/** `buffer.write(text, at, …)` answers with the number of bytes. */
const writeText = rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
  for (const i of [1, 2]) args[i] &&= tracer.unbox(args[i], 'index', native.name, site);
  const count = dispatch.foreign(site, native, self, args, 'text') as number;
  const { buffer, byteOffset } = self as Buffer;
  const start = byteOffset + (typeof args[1] === 'number' ? args[1] : 0);
  tracer.shadows.wipe(buffer, start, start + count);
  return count;
});

/** A method of `Buffer` that overwrites bytes: those from `args[1]` to `args[2]`, or all. */
const overwriting = (hasRange: boolean): NativeRecord =>
  rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
    for (const i of [1, 2]) args[i] &&= tracer.unbox(args[i], 'index', native.name, site);
    const result = dispatch.foreign(site, native, self, args, 'integer');
    const { buffer, byteOffset, length } = self as Buffer;
    const placeAt = (k: number, other: number) =>
      hasRange && typeof args[k] === 'number' ? Math.min(args[k], length) : other;
    tracer.shadows.wipe(buffer, byteOffset + placeAt(1, 0), byteOffset + placeAt(2, length));
    return result;
  });

/** A native that fills the view that is its argument `at`; `readSync` says from where and with how many bytes. */
const filling = (at: number): NativeRecord =>
  rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
    const result = dispatch.foreign(site, native, self, args);
    const view = args[at];
    if (!ArrayBuffer.isView(view)) return result;
    const { buffer, byteOffset, byteLength } = view;
    const from = args[at + 1] ?? 0;
    const isCounted = typeof result === 'number' && typeof from === 'number';
    const [start, length] = isCounted ? [from, result] : [0, byteLength];
    tracer.shadows.wipe(buffer, byteOffset + start, byteOffset + start + length);
    return result;
  });

const writers = Object.getOwnPropertyNames(Buffer.prototype).filter((name) =>
  /^write(Big)?U?[iI]nt/.test(name),
);

const members = (holder: object, names: string, record: NativeRecord): GivenNative[] =>
  names.split(' ').map((name) => [Reflect.get(holder, name), record]);

const emitterMethods =
  'setMaxListeners getMaxListeners addListener on prependListener once prependOnceListener removeListener off removeAllListeners listeners rawListeners listenerCount eventNames';

/** Records for the functions of Node's own modules that are more than untraced code. Missing functions are left out. */
export const nodeNatives: readonly GivenNative[] = [
  [Buffer.isBuffer, carrier()], // tests a class and looks at no number
  ...members(Buffer, 'from', from),
  ...members(Buffer, 'concat', concat),
  ...members(Buffer.prototype, 'copy', copy),
  ...members(Buffer.prototype, 'subarray slice', carrier({ index: [0, 1] })),
  ...members(Buffer.prototype, 'fill', overwriting(true)),
  ...members(Buffer.prototype, 'write', writeText),
  ...members(Buffer.prototype, 'swap16 swap32 swap64', overwriting(false)),
  ...members(Buffer.prototype, 'readDoubleLE', reading(8, true)),
  ...members(Buffer.prototype, 'readDoubleBE', reading(8, false)),
  ...members(Buffer.prototype, 'readFloatLE', reading(4, true)),
  ...members(Buffer.prototype, 'readFloatBE', reading(4, false)),
  ...members(Buffer.prototype, 'writeDoubleLE', writing(8, true)),
  ...members(Buffer.prototype, 'writeDoubleBE', writing(8, false)),
  ...members(Buffer.prototype, 'writeFloatLE', writing(4, true)),
  ...members(Buffer.prototype, 'writeFloatBE', writing(4, false)),
  ...members(Buffer.prototype, writers.join(' '), writing()),
  [promisify, promisified],
  [callbackify, callbackified],
  [timers.setTimeout, carrier({ index: [0] })],
  [timers.setImmediate, carrier()],
  ...members(EventEmitter.prototype, emitterMethods, onEvent),
  [EventEmitter.prototype.emit, emit],
  ...members(Readable.prototype, 'filter find some every', asking(0)),
  ...members(fs, 'readSync', filling(1)),
  ...members(crypto, 'randomFillSync getRandomValues', filling(0)),
  ...members(Reflect.getPrototypeOf(crypto.webcrypto)!, 'getRandomValues', filling(0)),
  ...members(fs, 'cp cpSync', asking(2, 'filter')),
  ...members(fs, 'glob globSync', asking(1, 'exclude')),
  ...members(fs.promises, 'cp', asking(2, 'filter')),
  ...members(fs.promises, 'glob', asking(1, 'exclude')),
];
