import { sizeOf } from '../../shared/tensor.ts';
import { guardKinds, type Trace } from '../../shared/trace.ts';
import { normal } from './random.ts';

/** A change of the leaves: one array a leaf, zeros where an element stays. */
export type Direction = readonly Float64Array[];

/** Elements of small inputs are moved one by one, too. */
const EVERY_ELEMENT_UP_TO = 48;

/** Seeded directions over all leaves; for a full check also each element by itself, where there are few. */
export function directionsOf(trace: Trace, base: Direction, full: boolean): Direction[] {
  const held = heldIds(trace);
  const scaled = (weight: (i: number, k: number) => number): Direction =>
    scaledBy(trace, base, (i, k, id) => (held.has(id) ? 0 : weight(i, k)));
  const next = normal(1);
  const made = Array.from({ length: full ? 4 : 1 }, () => scaled(() => next()));
  const free = base
    .flatMap((data, i) => [...data.keys()].map((k) => [i, k] as const))
    .filter(([i]) => trace.leaves[i]!.first > 0);
  if (full && free.length <= EVERY_ELEMENT_UP_TO) {
    for (const [leaf, element] of free) made.push(scaled((i, k) => (i === leaf && k === element ? 1 : 0)));
  }
  return made.filter(moves);
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

/** The leaves with a whole number that became a key: no direction moves it. */
export function keysOf(trace: Trace): Trace['leaves'] {
  const keys = trace.cuts.filter(({ reason }) => reason === 'key').map(({ id }) => id);
  const held = heldIds(trace);
  return trace.leaves.filter(({ first, shape }) =>
    keys.some((id) => first > 0 && id >= first && id < first + sizeOf(shape) && held.has(id)),
  );
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
    const typical = data.reduce((m, x) => Math.max(m, Math.abs(x)), 0) || 1;
    return data.map((x, k) => (first === 0 ? 0 : weight(i, k, first + k) * stepOf(Math.abs(x), typical)));
  });
}

function stepOf(size: number, typical: number): number {
  const part = 0.1 * typical;
  return Math.max(size, size === 0 ? part : Math.min(part, Math.sqrt(size * typical)));
}

/** Leaf elements that were used as plain values (sizes, indices): they are not perturbed. */
function heldIds(trace: Trace): ReadonlySet<number> {
  const { kind, lhs } = trace.guards;
  const value = guardKinds.indexOf('value');
  return new Set([...lhs].filter((_, i) => kind[i] === value));
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
