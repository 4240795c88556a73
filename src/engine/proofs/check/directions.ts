import { sizeOf } from '../../../shared/tensor.ts';
import { guardKinds, type Trace } from '../../../shared/trace.ts';
import type { Part } from '../endings.ts';
import { never, type Influence } from '../influence.ts';
import { Way } from '../ways.ts';
import { normal } from '../random.ts';
import { STEPS } from './tolerance.ts';

/** A change of the leaves: one array a leaf, zeros where an element stays. */
export type Direction = readonly Float64Array[];

/** Elements of small inputs are moved one by one, too. */
const EVERY_ELEMENT_UP_TO = 48;
/** Elements that take a smaller part of the slope than this are hidden by the others. */
const TINY = 1e-4;

/** What the directions of a check are made of. */
export interface Movable {
  readonly trace: Trace;
  readonly base: Direction;
  readonly cotangents: Float64Array;
  readonly influence: Influence;
  /** A bound of the rounding in the outputs' sum. */
  readonly rounding: number;
}

/** A direction to compare along. */
export interface Course {
  readonly direction: Direction;
  /**
   * `usual`: what agrees along it was compared. `cut`: it moves what is cut somewhere, to see if a dependence was lost. `hidden`: its slope
   * is so small a part of all that rounding may well hide it.
   */
  readonly kind: 'usual' | 'cut' | 'hidden';
}

/**
 * The directions to compare along: seeded ones over all elements with a smooth way to the result, or none that is known; one for each
 * leaf that is cut somewhere; one over the elements whose part in the slope the others hide; for a full check each element by itself,
 * where there are few.
 */
export function directionsOf(movable: Movable, full: boolean): Course[] {
  const { trace, base, influence } = movable;
  const held = heldIds(trace, influence);
  const { ways, first } = influence;
  const scaled = (weight: (i: number, k: number, id: number) => number): Direction =>
    scaledBy(trace, base, (i, k, id) => (held.has(id) ? 0 : weight(i, k, id)));
  const isFree = (id: number) => ways[id] === 0 || (ways[id]! & Way.smooth) !== 0;
  const isCut = (id: number) =>
    first.cut[id] !== never && (ways[id]! & (Way.steps | Way.cut | Way.whole)) !== 0;
  const next = normal(1);
  const made = Array.from({ length: full ? 4 : 1 }, () => scaled((_i, _k, id) => (isFree(id) ? next() : 0)));
  const cutLeaves = trace.leaves.flatMap(({ first: from, shape, kind }, i) => {
    if (from === 0) return [];
    return kind !== 'captured' && Array.from({ length: sizeOf(shape) }, (_, k) => from + k).some(isCut)
      ? [i]
      : [];
  });
  const cut = cutLeaves.map((leaf) => scaled((i, _k, id) => (i === leaf && isCut(id) ? next() : 0)));
  const all = base.flatMap((data, i) => [...data.keys()].map((k) => [i, k] as const));
  if (full && all.length <= EVERY_ELEMENT_UP_TO) {
    for (const [leaf, element] of all) {
      made.push(scaled((i, k, id) => (i === leaf && k === element && isFree(id) ? 1 : 0)));
    }
  }
  const courses: Course[] = [
    ...made.map((direction) => ({ direction, kind: 'usual' as const })),
    ...cut.map((direction) => ({ direction, kind: 'cut' as const })),
    { direction: hiddenDirection(movable, made[0]!), kind: 'hidden' },
  ];
  return courses.filter(({ direction }) => moves(direction));
}

/** A seeded direction over all elements that are not used as plain values, however they reach the result. */
export function everything(trace: Trace, base: Direction): Direction {
  const held = heldIds(trace);
  const next = normal(1);
  return scaledBy(trace, base, (_i, _k, id) => (held.has(id) ? 0 : next()));
}

/**
 * Of a direction the elements whose part in the slope is tiny, weighted so that each has the same part. A few of many are left: they are
 * small by chance.
 */
function hiddenDirection(movable: Movable, direction: Direction): Direction {
  const { shares, largest } = sharesOf(movable, direction);
  const isTiny = (share: number) => share > 0 && share < TINY * largest;
  const hidden = shares.map((data) => data.filter(isTiny).length > MANY * data.length);
  // Less than this cannot be told from rounding at the widest step.
  let least = Infinity;
  shares.forEach((data, i) => hidden[i] && data.forEach((x) => isTiny(x) && (least = Math.min(least, x))));
  least = Math.max(least, (1e4 * movable.rounding) / STEPS[0]!);
  return direction.map((data, i) =>
    data.map((d, k) => (hidden[i] && isTiny(shares[i]![k]!) ? d * Math.min(1, least / shares[i]![k]!) : 0)),
  );
}
/** The part of a leaf's elements that is more than a few. */
const MANY = 0.1;

/** Of a direction the elements that take next to no part in the slope, or none. */
export function quietDirection(movable: Movable, direction: Direction): Direction {
  const { shares, largest } = sharesOf(movable, direction);
  return direction.map((data, i) => data.map((d, k) => (shares[i]![k]! > TINY * largest ? 0 : d)));
}

/** The magnitude of each element's part in the slope along a direction, and the largest. */
function sharesOf({ trace, cotangents }: Movable, direction: Direction) {
  const shares = direction.map((data, i) =>
    data.map((d, k) => (d === 0 ? 0 : Math.abs(cotangents[trace.leaves[i]!.first + k]! * d))),
  );
  return { shares, largest: shares.reduce((most, data) => data.reduce((m, x) => Math.max(m, x), most), 0) };
}

/**
 * The direction that moves the elements which the others hold: those used as plain values, as keys of a cache are. Whole numbers
 * stay, because a size or an index has to be one.
 */
export function heldDirection(trace: Trace, base: Direction): Direction {
  const held = heldIds(trace);
  const next = normal(1);
  return scaledBy(trace, base, (i, k, id) => (held.has(id) && !Number.isInteger(base[i]![k]) ? next() : 0));
}

/** The elements of leaves that no direction moves though they have a smooth way to the result, or are a key, and why. */
export function heldParts({
  trace,
  base,
  influence,
}: Movable): { readonly part: Part; readonly why: string }[] {
  const held = heldIds(trace, influence);
  const keys = new Set(trace.cuts.filter(({ reason }) => reason === 'key').map(({ id }) => id));
  return trace.leaves.flatMap(({ first }, leaf) => {
    if (first === 0) return [];
    const ids = Array.from(base[leaf]!, (_, k) => first + k).filter((id) => held.has(id));
    const places = (some: number[]) => ({ leaf, elements: some.map((id) => id - first) });
    const asKey = ids.filter((id) => keys.has(id) && Number.isInteger(trace.values[id]));
    const asIndex = ids.filter((id) => !asKey.includes(id) && (influence.ways[id]! & Way.smooth) !== 0);
    return [
      ...(asKey.length > 0 ? [{ part: places(asKey), why: 'used as a key' }] : []),
      ...(asIndex.length > 0
        ? [{ part: places(asIndex), why: 'held: it counts, as an index, a size or rounds of a loop' }]
        : []),
    ];
  });
}

/**
 * Steps in proportion to the size of the elements, times a weight for each. A zero takes a tenth of the largest size in its array,
 * a small number the geometric mean of that size and its own: it may be rounding, or a rate beside one of 10⁷.
 */
function scaledBy(
  { leaves }: Trace,
  base: Direction,
  weight: (leaf: number, element: number, id: number) => number,
): Direction {
  return base.map((data, i) => {
    const { first } = leaves[i]!;
    const steps = stepsOf(data);
    return data.map((_, k) => (first === 0 ? 0 : weight(i, k, first + k) * steps[k]!));
  });
}

/** The size of a step for each element of an array. */
export function stepsOf(data: Float64Array): Float64Array {
  const typical = data.reduce((m, x) => Math.max(m, Math.abs(x)), 0) || 1;
  return data.map((x) => stepOf(Math.abs(x), typical));
}

function stepOf(size: number, typical: number): number {
  const part = 0.1 * typical;
  return Math.max(size, size === 0 ? part : Math.min(part, Math.sqrt(size * typical)));
}

/** Elements that were used as plain values (sizes, indices), and whole ones that count rounds: they are not moved. */
function heldIds(
  { guards: { kind, lhs }, leaves, values }: Trace,
  influence?: Influence,
): ReadonlySet<number> {
  const value = guardKinds.indexOf('value');
  const held = new Set(lhs.filter((_, i) => kind[i] === value));
  for (const { first, shape } of leaves) {
    for (let id = first; first > 0 && id < first + sizeOf(shape); id++) {
      if (influence && influence.ways[id]! & Way.count && Number.isInteger(values[id])) held.add(id);
    }
  }
  return held;
}

/** Whether the direction moves any element. */
export function moves(direction: Direction): boolean {
  return direction.some((data) => data.some((x) => x !== 0));
}

/** The point `step` along a direction. */
export function moved(base: Direction, direction: Direction, step: number): Direction {
  return base.map((data, i) =>
    data.map((x, k) => (direction[i]![k] === 0 ? x : x + step * direction[i]![k]!)),
  );
}

/**
 * Splits a direction into the part whose elements are bad by themselves, found by bisection, and the rest. What is left counts
 * as bad after too many tests.
 */
export function split(
  direction: Direction,
  isBad: (part: Direction) => boolean,
): { readonly bad: Direction; readonly rest: Direction } {
  const all = direction.flatMap((data, i) => [...data.keys()].map((k) => [i, k] as const));
  const places = all.filter(([i, k]) => direction[i]![k] !== 0);
  const only = (chosen: readonly (readonly [number, number])[]): Direction => {
    const part = direction.map((data) => new Float64Array(data.length));
    for (const [i, k] of chosen) part[i]![k] = direction[i]![k]!;
    return part;
  };
  let tests = 0;
  const find = (some: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] => {
    if (tests++ > MOST_TESTS) return some;
    if (!isBad(only(some))) return [];
    if (some.length === 1) return some;
    const middle = some.length >> 1;
    return [...find(some.slice(0, middle)), ...find(some.slice(middle))];
  };
  const bad = new Set(find(places));
  return { bad: only([...bad]), rest: only(places.filter((place) => !bad.has(place))) };
}
const MOST_TESTS = 100;
