import { ARRAY, guardKinds, type Leaf, type Trace } from '../../shared/trace.ts';
import { primitiveNames } from '../primitives/index.ts';
import type { Span } from '../../shared/span.ts';
import { elementNames, namesText, sizeOf } from '../../shared/tensor.ts';
import { leafName, type SpanOf } from './finder.ts';
import { influenceOf, never, type Influence } from './influence.ts';
import { isCount, mayBeLabel, Way } from './ways.ts';

/** A place where smooth influence ends. */
export interface Place {
  readonly site: number;
  /** `Math.round`, `a comparison (<)`, `toFixed (text)`. */
  readonly text: string;
  /** Number of equations recorded before it. */
  readonly equation: number;
  readonly kind: 'step' | 'guard' | 'cut';
}

/** Elements of one leaf. */
export interface Part {
  /** Index among the trace's leaves. */
  readonly leaf: number;
  readonly elements: readonly number[];
}

/**
 * Elements whose way to the result ends, or ends in part, put together by the first place where it does. `only`: they have no smooth
 * way; `partly`: they have one, and another through a function in steps or a cut; `decides`: they have one, and decide branches.
 */
export interface Ending {
  readonly kind: 'only' | 'partly' | 'decides';
  /** Bits of `Way`, of all elements together. */
  readonly ways: number;
  readonly parts: readonly Part[];
  /** The first place, then others, in the order in which the program came to them; branches after the rest. */
  readonly places: readonly [Place, ...Place[]];
}

const influences = new WeakMap<Trace, Influence>();

/** How the numbers of a trace reach its result; findings and the check ask, so it is found once. */
export function influence(trace: Trace, spanOf: SpanOf): Influence {
  let known = influences.get(trace);
  if (!known) influences.set(trace, (known = influenceIn(trace, spanOf)));
  return known;
}

function influenceIn(trace: Trace, spanOf: SpanOf): Influence {
  const loops = [...new Set(trace.iterations.site)].flatMap((site) => {
    const span = spanOf(site);
    return span ? [{ site, span }] : [];
  });
  const known = new Map<number, boolean>();
  return influenceOf(trace, (site) => {
    const before = known.get(site);
    if (before !== undefined) return before;
    const span = spanOf(site);
    const isHead = span !== undefined && loops.some((loop) => isInHead(site, span, loop));
    known.set(site, isHead);
    return isHead;
  });
}

/** Whether an expression decides if a loop goes on. The loop's own site is numbered after its head and before its body. */
function isInHead(site: number, at: Span, loop: { readonly site: number; readonly span: Span }): boolean {
  const [file, line, column, endLine, endColumn] = at;
  const [loopFile, from, fromColumn, to, toColumn] = loop.span;
  const isInside =
    file === loopFile &&
    (line > from || (line === from && column >= fromColumn)) &&
    (endLine < to || (endLine === to && endColumn <= toColumn));
  // The head of `do … while (…)` is its end.
  return isInside && (site < loop.site || (endLine === to && endColumn >= toColumn - 2));
}

/** The endings of a trace's leaves, in the order in which the program comes to them. */
export function endingsOf(trace: Trace, { ways, first }: Influence): Ending[] {
  const found = new Map<string, Omit<Ending, 'parts'> & { parts: { leaf: number; elements: number[] }[] }>();
  trace.leaves.forEach((leaf, index) => {
    if (leaf.first === 0 || areLabels(trace, leaf, ways)) return;
    for (let k = 0; k < sizeOf(leaf.shape); k++) {
      const id = leaf.first + k;
      const kind = kindOf(ways[id]!, trace.values[id]!, leaf.kind === 'captured');
      if (!kind) continue;
      const places = placesOf(trace, first, id, kind);
      const [place] = places;
      if (!place) continue;
      const key = `${kind} ${place.site} ${place.text}`;
      const ending = found.get(key);
      if (!ending) {
        const parts = [{ leaf: index, elements: [k] }];
        found.set(key, { kind, ways: ways[id]!, parts, places: [place, ...places.slice(1)] });
        continue;
      }
      const last = ending.parts.at(-1)!;
      if (last.leaf === index) last.elements.push(k);
      else ending.parts.push({ leaf: index, elements: [k] });
      if (ways[id] !== ending.ways) found.set(key, { ...ending, ways: ending.ways | ways[id]! });
    }
  });
  return [...found.values()].sort((a, b) => a.places[0].equation - b.places[0].equation);
}

/** Whether an array holds labels: each of its elements only chooses among cases. */
function areLabels({ values }: Trace, { first, shape, container }: Leaf, ways: Uint8Array): boolean {
  if (container === 'number') return false;
  return Array.from({ length: sizeOf(shape) }, (_, k) => first + k).every((id) =>
    mayBeLabel(ways[id]!, values[id]!),
  );
}

function kindOf(ways: number, x: number, isConstant: boolean): Ending['kind'] | undefined {
  if (ways === 0 || isCount(ways, x, isConstant)) return undefined;
  if (!(ways & Way.smooth)) return 'only';
  if (ways & (Way.steps | Way.cut | (isConstant ? 0 : Way.whole))) return 'partly';
  return ways & (Way.branch | Way.choice) ? 'decides' : undefined;
}

function placesOf(trace: Trace, first: Influence['first'], id: number, kind: Ending['kind']): Place[] {
  const places: Place[] = [];
  const [e, guard, cut] = [first.step[id]!, first.guard[id]!, first.cut[id]!];
  if (e !== never) places.push({ kind: 'step', ...stepPlace(trace, e) });
  if (cut !== never) {
    const { to, reason, site, equation } = trace.cuts[cut]!;
    places.push({
      kind: 'cut',
      site,
      text: reason === 'text' ? `text made by ${to}` : `${to} (${reason})`,
      equation,
    });
  }
  const isBranch = guard !== never && guardKinds[trace.guards.kind[guard]!] !== 'value';
  if (isBranch && kind !== 'partly') places.push({ kind: 'guard', ...guardPlace(trace, guard) });
  // The way that the number itself takes comes before what it decides.
  const rank = ({ kind: some, equation }: Place) => (some === 'guard' ? Infinity : equation);
  return places.sort((a, b) => (rank(a) === rank(b) ? a.equation - b.equation : rank(a) - rank(b)));
}

function stepPlace({ equations }: Trace, e: number) {
  const { op, site, rows } = equations;
  const name = primitiveNames[op[e]! & ~ARRAY]!;
  return { site: site[e]!, text: rows[e]! < 0 ? `Math.${name}` : name, equation: e };
}

function guardPlace({ guards }: Trace, i: number) {
  const kind = guardKinds[guards.kind[i]!]!;
  const text = kind === 'truth' ? 'a test for zero' : `a test (${kind})`;
  return { site: guards.site[i]!, text, equation: guards.equation[i]! };
}

/** Whether an ending is of whole numbers in integer operators, which are meant for them: only the plain program can tell more. */
export function isOfWholes({ ways }: Ending): boolean {
  return (ways & Way.whole) !== 0 && (ways & ~(Way.whole | Way.count | Way.bound)) === 0;
}

/** Inputs that are named; of more the last ones are counted. */
const mostNames = 4;

/** The elements of an ending by name: `tax`, `a[0], a[2]`, `a, b, c, d and 12 more`. */
export function namesOf({ leaves }: Trace, parts: readonly Part[]): string {
  const texts = parts.slice(0, mostNames).map((part) => {
    const leaf = leaves[part.leaf]!;
    return elementNames(leafName(leaf), leaf.shape, isWholeLeaf(leaf, part) ? null : part.elements);
  });
  return namesText(texts, parts.length);
}

/** Whether `namesOf` gives more than one name. */
export function areMany({ leaves }: Trace, parts: readonly Part[]): boolean {
  return (
    parts.length > 1 ||
    parts.some((part) => part.elements.length > 1 && !isWholeLeaf(leaves[part.leaf]!, part))
  );
}

const isWholeLeaf = ({ shape }: Leaf, { elements }: Part): boolean => elements.length === sizeOf(shape);
