import { Box } from '../record/box.ts';
import { opCode } from '../primitives/index.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { isSlots } from '../tracking/slots.ts';
import type { Boundary, Callable } from './carrier.ts';

const add = opCode('add');

/** A number as it was written, tracked or not. */
type Written = Box | number;

/**
 * JSON. Numbers leave as text, which is a cut; a text that was written in this run gives them back when it is parsed, so that
 * a copy through JSON, or a model that was stored and loaded, keeps its gradient.
 */
export function registerJson(boundary: Boundary): void {
  const { tracer, dispatch, toPrimitive } = boundary;
  const texts = new Texts();

  /**
   * What `toJSON` made of an object, with boxes. The engine called it: one that is instrumented gave boxes, a member of ml-matrix
   * can be asked again, anything else has read the numbers for itself.
   */
  const madeOf = (site: number, given: object, key: string, item: unknown): unknown => {
    let owner: object | null = given;
    while (owner && !tracer.isOpaque(owner) && !Object.hasOwn(owner, 'toJSON'))
      owner = Object.getPrototypeOf(owner) as object | null;
    if (!owner || tracer.isOpaque(owner)) return item;
    const toJSON: unknown = Object.getOwnPropertyDescriptor(owner, 'toJSON')!.value;
    if (dispatch.handles(toJSON)) return dispatch.call(site, toJSON, given, [key]);
    if (!isInstrumented(toJSON)) dispatch.foreign(site, () => undefined, undefined, [given], 'text');
    return item;
  };

  /** The text of −0 is that of 0. */
  const positive = (site: number) => (box: Box) =>
    Object.is(Box.value(box), -0) ? tracer.binary(add, site, box, 0) : box;

  /** Values are unboxed one by one as they are written, those that getters, proxies and `toJSON` give too. */
  dispatch.handlers.set(JSON.stringify, ({ site, args }) => {
    const [value, replacer, space] = args;
    if (tracer.recorder.values.length === 1 || Array.isArray(replacer)) {
      return dispatch.foreign(site, JSON.stringify as Callable, JSON, args, 'text');
    }
    const numbers: Written[] = [];
    const write = function (this: object, key: string, item: unknown) {
      const given: unknown = tracer.isOpaque(this) ? item : Object.getOwnPropertyDescriptor(this, key)?.value;
      const isMade = given !== item && typeof given === 'object' && given !== null;
      const made = isMade ? madeOf(site, given, key, item) : item;
      const written =
        typeof replacer === 'function' ? dispatch.call(site, replacer, this, [key, made]) : made;
      const number: unknown = Box.is(written) ? Box.value(written) : written;
      if (typeof number === 'number' && Number.isFinite(number)) numbers.push(written as Written);
      if (Box.is(written)) return tracer.unbox(written, 'text', 'JSON.stringify', site);
      if (isSlots(written) && tracer.shadows.has(written))
        tracer.cutStorage(written, 'text', 'JSON.stringify', site);
      return written;
    };
    const plainSpace = tracer.unbox(space, 'text', 'JSON.stringify', site) as number;
    const text = JSON.stringify(value, write, plainSpace) as string | undefined;
    if (text !== undefined) texts.keep(text, numbers);
    return text;
  });
  dispatch.handlers.set(JSON.parse, ({ site, args: [given, reviver, ...rest] }) => {
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
  });
}

/** The texts written last, with the numbers in them, in order. */
class Texts {
  readonly #numbers = new Map<string, readonly Written[] | undefined>();

  keep(text: string, numbers: readonly Written[]): void {
    const known = this.#numbers.get(text);
    // written of other numbers of the same values: whose they are cannot be told
    const isOther = this.#numbers.has(text) && !(known && sameNumbers(known, numbers));
    this.#numbers.delete(text);
    this.#numbers.set(text, isOther ? undefined : numbers);
    if (this.#numbers.size > MOST_TEXTS) this.#numbers.delete(this.#numbers.keys().next().value!);
  }

  /** Undefined where none is tracked. */
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

/** What was parsed, with the numbers that were written in place of those that were read. */
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

/** Something that was parsed, in its place. */
interface Visit {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly item: unknown;
}

/** All that stands below, in the order in which a reviver is asked about it. */
function visits(holder: Record<string, unknown>, found: Visit[] = []): Visit[] {
  for (const [key, item] of Object.entries(holder)) {
    if (typeof item === 'object' && item !== null) visits(item as Record<string, unknown>, found);
    found.push({ holder, key, item });
  }
  return found;
}

type Reviver = (this: unknown, key: string, value: unknown, ...context: { source?: string }[]) => unknown;

/** A reviver that is asked about the numbers that were written, as long as it leaves what it is asked about next as it was read. */
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
