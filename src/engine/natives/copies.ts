import { Box } from '../record/box.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { isMap, isSet, itemsOf, mapOf } from '../tracking/brands.ts';
import { isSlots } from '../tracking/slots.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { named, opaque, perSession, rule, type Boundary, type NativeTable } from './carrier.ts';

/** A number as it was written, tracked or not. */
type Written = Box | number;

/** The numbers that a call of `JSON.stringify` writes, in order. */
interface Writing {
  readonly site: number;
  readonly replacer: unknown;
  readonly numbers: Written[];
}

const textsOf = perSession(() => new Texts());

/** Values are unboxed one by one as they are written, those that getters, proxies and `toJSON` give too. */
const stringify = rule((boundary, native) => ({ site, args }) => {
  const { tracer, dispatch } = boundary;
  const [value, replacer, space] = args;
  if (tracer.recorder.values.length === 1 || Array.isArray(replacer))
    return dispatch.foreign(site, native, JSON, args, 'text');
  const numbers: Written[] = [];
  const writing = { site, replacer, numbers };
  const write = function (this: object, key: string, item: unknown) {
    return writtenAs(boundary, writing, this, key, item);
  };
  const plainSpace = tracer.unbox(space, 'text', 'JSON.stringify', site) as number;
  const text = JSON.stringify(value, write, plainSpace) as string | undefined;
  if (text !== undefined) textsOf(boundary).keep(text, numbers);
  return text;
});

/** The replacer's step for one property: the value to write, without boxes. */
function writtenAs(
  boundary: Boundary,
  writing: Writing,
  holder: object,
  key: string,
  item: unknown,
): unknown {
  const { tracer, dispatch } = boundary;
  const { site, replacer, numbers } = writing;
  const given: unknown = tracer.isOpaque(holder) ? item : Object.getOwnPropertyDescriptor(holder, key)?.value;
  const isMade = given !== item && typeof given === 'object' && given !== null;
  const made = isMade ? fromToJSON(boundary, site, given, key, item) : item;
  const written = typeof replacer === 'function' ? dispatch.call(site, replacer, holder, [key, made]) : made;
  const number: unknown = Box.is(written) ? Box.value(written) : written;
  if (typeof number === 'number' && Number.isFinite(number)) numbers.push(written as Written);
  if (Box.is(written)) return tracer.unbox(written, 'text', 'JSON.stringify', site);
  if (isSlots(written) && tracer.shadows.has(written))
    tracer.cutStorage(written, 'text', 'JSON.stringify', site);
  return written;
}

/**
 * The result of an object's `toJSON`, with boxes. The native called it: an instrumented one gave boxes, a member of ml-matrix can be
 * called again, anything else has read plain numbers.
 */
function fromToJSON(
  { tracer, dispatch }: Boundary,
  site: number,
  given: object,
  key: string,
  item: unknown,
): unknown {
  let owner: object | null = given;
  while (owner && !tracer.isOpaque(owner) && !Object.hasOwn(owner, 'toJSON'))
    owner = Object.getPrototypeOf(owner) as object | null;
  if (!owner || tracer.isOpaque(owner)) return item;
  const toJSON: unknown = Object.getOwnPropertyDescriptor(owner, 'toJSON')!.value;
  if (dispatch.handles(toJSON)) return dispatch.call(site, toJSON, given, [key]);
  if (!isInstrumented(toJSON)) dispatch.foreign(site, () => undefined, undefined, [given], 'text');
  return item;
}

const parse = rule((boundary) => {
  const { tracer, dispatch, toPrimitive } = boundary;
  const texts = textsOf(boundary);
  const positive = (site: number) => (box: Box) => tracer.positive(box, site);
  return ({ site, args }) => {
    const [given, reviver, ...rest] = args;
    const text = tracer.unbox(toPrimitive(given, 'string', site), 'text', 'JSON.parse', site) as string;
    if (typeof reviver !== 'function') {
      const parsed: unknown = JSON.parse(text, reviver as never, ...(rest as []));
      const numbers = texts.numbersOf(text);
      return numbers ? restored(parsed, numbers, positive(site)) : parsed;
    }
    const isForeign = !dispatch.handles(reviver) && !isInstrumented(reviver);
    const call = (dispatch.handles(reviver) ? dispatch.callback(site, reviver) : reviver) as Reviver;
    const numbers = isForeign ? undefined : texts.numbersOf(text);
    const revive = numbers ? restoring(JSON.parse(text), numbers, call, positive(site)) : call;
    return JSON.parse(text, revive, ...(rest as []));
  };
});

/** The texts written last, each with its numbers in order. */
class Texts {
  readonly #numbers = new Map<string, readonly Written[] | undefined>();

  keep(text: string, numbers: readonly Written[]): void {
    const known = this.#numbers.get(text);
    // other numbers of the same values have been written to this text: which ones are meant cannot be told
    const isOther = this.#numbers.has(text) && !(known && sameNumbers(known, numbers));
    this.#numbers.delete(text);
    this.#numbers.set(text, isOther ? undefined : numbers);
    if (this.#numbers.size > MOST_TEXTS) this.#numbers.delete(this.#numbers.keys().next().value!);
  }

  /** The numbers of a text; undefined where none is tracked. */
  numbersOf(text: unknown): readonly Written[] | undefined {
    const numbers = this.#numbers.get(text as string);
    return numbers?.some((number) => Box.is(number)) ? numbers : undefined;
  }
}
const MOST_TEXTS = 64;

function sameNumbers(a: readonly Written[], b: readonly Written[]): boolean {
  const idOf = (x: Written | undefined) => (Box.is(x) ? Box.id(x) : 0);
  return a.length === b.length && a.every((x, i) => idOf(x) === idOf(b[i]));
}

/** A parsed value, its numbers replaced by those that were written. */
function restored(parsed: unknown, numbers: readonly Written[], positive: (box: Box) => Box): unknown {
  const root = { parsed };
  const places = visits(root).filter(({ item }) => typeof item === 'number');
  if (places.length !== numbers.length) return parsed;
  places.forEach(({ holder, key }, i) => {
    const number = numbers[i];
    if (!Box.is(number)) return;
    Object.defineProperty(holder, key, { value: positive(number) });
  });
  return root.parsed;
}

/** One parsed value and its place. */
interface Visit {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly item: unknown;
}

/** All values below a holder, in the order in which a reviver is called on them. */
function visits(holder: Record<string, unknown>, found: Visit[] = []): Visit[] {
  for (const [key, item] of Object.entries(holder)) {
    if (typeof item === 'object' && item !== null) visits(item as Record<string, unknown>, found);
    found.push({ holder, key, item });
  }
  return found;
}

type Reviver = (this: unknown, key: string, value: unknown, ...context: { source?: string }[]) => unknown;

/** A reviver that gets the numbers that were written, as long as it leaves the values that come next as they were parsed. */
function restoring(
  parsed: unknown,
  numbers: readonly Written[],
  revive: Reviver,
  positive: (box: Box) => Box,
): Reviver {
  const expected = visits({ '': parsed });
  const isNumber = ({ item }: Visit) => typeof item === 'number';
  let isAsRead = expected.filter(isNumber).length === numbers.length;
  let asked = 0;
  let next = 0;
  return function (key, value, ...context) {
    const visit = expected[asked++];
    isAsRead &&=
      visit?.key === key && (isNumber(visit) ? Object.is(visit.item, value) : typeof value !== 'number');
    // another number of the same value has no source
    if (typeof value === 'number') isAsRead &&= context.every(({ source }) => source !== undefined);
    const number = isAsRead && typeof value === 'number' ? numbers[next++] : value;
    return Reflect.apply(revive, this, [key, Box.is(number) ? positive(number) : value, ...context]);
  };
}

/** Cloned plainly; then the copy's numbers are tracked like those of the original. */
const clone = rule(({ tracer, dispatch }, native) => ({ site, args }) => {
  const [value] = args;
  if (args.length < 2 && Box.is(value)) return value;
  if (args.length > 1 || tracer.recorder.values.length === 1)
    return dispatch.foreign(site, native, undefined, args);
  const copy = dispatch.foreign(site, native, undefined, args, null);
  track(tracer, value, copy, new Set());
  return copy;
});

/** Walks original and copy side by side; getters were read by the clone and are not read again. */
function track(tracer: Tracer, original: unknown, copy: unknown, seen: Set<unknown>): void {
  if (typeof original !== 'object' || original === null || typeof copy !== 'object' || copy === null) return;
  if (tracer.isOpaque(original) || seen.has(original)) return;
  seen.add(original);
  if (original instanceof ArrayBuffer || original instanceof SharedArrayBuffer) {
    tracer.shadows.taken(original, 0, original.byteLength)(copy as ArrayBuffer, 0);
  } else if (ArrayBuffer.isView(original)) {
    track(tracer, original.buffer, (copy as ArrayBufferView).buffer, seen);
  } else if (isMap(original)) {
    const keys = [...(copy as Map<unknown, unknown>).keys()];
    mapOf(original)
      .entries()
      .forEach(([key, value], i) => {
        if (Box.is(value)) (copy as Map<unknown, unknown>).set(keys[i], value);
        track(tracer, key, keys[i], seen);
        track(tracer, value, (copy as Map<unknown, unknown>).get(keys[i]), seen);
      });
    tracer.keys.setAll(copy, tracer.keys.of(original));
  } else if (isSet(original)) {
    const items = itemsOf(copy as Set<unknown>);
    itemsOf(original).forEach((item, i) => track(tracer, item, items[i], seen));
    tracer.keys.setAll(copy, tracer.keys.of(original));
  } else {
    for (const key of Object.keys(original)) {
      const value: unknown = Object.getOwnPropertyDescriptor(original, key)!.value;
      if (!Object.hasOwn(copy, key)) continue; // dates and the like are cloned without their properties
      if (Box.is(value)) (copy as Record<string, unknown>)[key] = value;
      else track(tracer, value, (copy as Record<string, unknown>)[key], seen);
    }
  }
}

/**
 * Copies through JSON and `structuredClone`. Numbers leave as text, which is a cut; a text that was written in this run gives them back
 * when it is parsed, so that a model that was stored and loaded keeps its gradient.
 */
export const copies: NativeTable = {
  globalThis: { structuredClone: clone },
  JSON: { parse, stringify, ...named(opaque(), 'rawJSON, isRawJSON') },
};
