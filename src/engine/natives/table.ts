import { toText } from '../language/functionMarks.ts';
import { arrays } from './arrays.ts';
import { buffers } from './buffers.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';
import { collections } from './collections.ts';
import { copies } from './copies.ts';
import { functions } from './functions.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { opaques, texts } from './opaque.ts';
import { promises } from './promises.ts';
import { proxies } from './proxies.ts';
import { typedArrays } from './typedArrays.ts';
import { typedMethods } from './typedMethods.ts';

/** A record and where its native is found. */
export interface Native {
  /** `Array.prototype`; `globalThis` for globals themselves, the empty text for constructors that no name leads to. */
  readonly holder: string;
  /** `map`, `@@iterator`, `get size`, `set lastIndex`. */
  readonly name: string;
  readonly record: NativeRecord;
}

const tables: readonly NativeTable[] = [
  numbers, texts, objects, functions, arrays, typedArrays, typedMethods, buffers, collections, promises, copies,
  proxies, opaques,
]; // prettier-ignore

/**
 * Every function reachable from the language's and the platform's objects, each under the first name that leads to it. The product
 * installs these records; the page of coverage and the random programs of tests are made of them.
 */
export const natives: readonly Native[] = tables.flatMap((table) =>
  Object.entries(table).flatMap(([holder, members]) =>
    Object.entries(members).map(([name, record]) => ({ holder, name, record })),
  ),
);

/** Objects that no global leads to. */
const unnamed: Readonly<Record<string, object>> = {
  TypedArray: prototypeOf(Float64Array),
  GeneratorFunction: function* () {}.constructor,
  AsyncFunction: (async () => {}).constructor,
  AsyncGeneratorFunction: async function* () {}.constructor,
  ArrayIterator: prototypeOf([].values()),
  MapIterator: prototypeOf(new Map().entries()),
  SetIterator: prototypeOf(new Set().values()),
  StringIterator: prototypeOf(''[Symbol.iterator]()),
  IteratorHelper: prototypeOf([].values().map(Number)),
};

function prototypeOf(x: object): object {
  return Object.getPrototypeOf(x) as object;
}

/** The object of a holder's name; undefined where this platform lacks it. */
function holderOf(path: string): object | undefined {
  if (path === 'globalThis') return globalThis;
  if (path === '') return unnamed;
  const [first = '', ...rest] = path.split('.');
  let object: unknown = unnamed[first] ?? Reflect.get(globalThis, first);
  for (const key of rest) object = (object as Record<string, unknown> | undefined)?.[key];
  return object as object | undefined;
}

/** The function that a member's name means; undefined where this platform lacks it. */
function functionOf({ holder, name }: Native): unknown {
  const [, accessor, member = ''] = /^(?:(get|set) )?(.*)$/.exec(name)!;
  const key = member.startsWith('@@') ? (Reflect.get(Symbol, member.slice(2)) as symbol | undefined) : member;
  const object = holderOf(holder);
  if (object === Function.prototype && key === 'toString') return toText; // another session may have replaced it
  if (object === undefined || key === undefined) return undefined;
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  return accessor ? descriptor?.[accessor as 'get' | 'set'] : descriptor && Reflect.get(object, key);
}

/** A record of the embedder for a native that it has at hand. */
export type GivenNative = readonly [native: unknown, record: NativeRecord];

/**
 * Gives every native its handlers.
 * @param given records that the engine cannot have: those of the platform's own modules
 * @throws {Error} if a native has two records
 */
export function installNatives(boundary: Boundary, given: readonly GivenNative[] = []): void {
  const { bare, handlers, constructors } = boundary.dispatch;
  const installed = new Map<unknown, NativeRecord>();
  const install = (native: unknown, record: NativeRecord): void => {
    if (typeof native !== 'function' || installed.get(native) === record) return;
    if (installed.has(native)) throw new Error(`The native ${native.name} has two records.`);
    installed.set(native, record);
    const { bare: isBare, call, construct } = record;
    if (call) handlers.set(native, call(boundary, native as Callable));
    if (call && isBare) bare.add(native);
    if (construct) constructors.set(native, construct(boundary, native as never));
  };
  for (const native of natives)
    if (native.record.call || native.record.construct) install(functionOf(native), native.record);
  for (const [native, record] of given) install(native, record);
}
