import type { Diagnostic, FindingClass } from '../../shared/errors.ts';
import { namesText } from '../../shared/tensor.ts';
import { isCount, isSmooth, Way } from '../../engine/proofs/index.ts';
import { rootOf } from '../../present/model/inputs.ts';
import type { Leaf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { idsOfLeaves, type Target } from '../evidence/target.ts';
import { linksAlong } from './ways/along.ts';
import { cancelledGradient } from './cancelled.ts';
import { cutEnds } from './cuts.ts';
import type { End } from './end.ts';
import { entrywiseEnds } from './entrywise.ts';
import { flatEnds } from './flat.ts';
import { guardEnds } from './guards.ts';
import { lostEnd, type Start } from './lost.ts';
import { waysFrom, type Ways } from './ways/ways.ts';

/** Why a gradient is zero: every way to the result with what ends it. */
export function explainZero(evidence: Evidence, target: Target): Diagnostic | undefined {
  const { cotangents } = evidence;
  const { of, ids } = target;
  if (of !== 'gradient' || ids.length === 0 || cotangents.length === 0) return undefined;
  if (!ids.every((id) => cotangents[id] === 0))
    return cancelledGradient(evidence, target) ?? ofPart(evidence, target);
  const ways = waysFrom(evidence, ids);
  const ends = endsOf(evidence, target, ways);
  const [first] = ends;
  const severity = first?.class === 'conditioning' ? 'information' : 'warning';
  return first && finding(evidence, target.name, ways, ends, severity);
}

/** Of several inputs, one that a fault keeps from the result; what is zero by chance, or one of many alike, is none. */
function ofPart(evidence: Evidence, { ids }: Target): Diagnostic | undefined {
  const isAsked = new Set(ids);
  for (const start of zeroInputs(evidence)) {
    const found = start.ids.every((id) => isAsked.has(id)) ? inputFinding(evidence, start) : undefined;
    if (found?.severity === 'warning') return found;
  }
  return undefined;
}

/** The places where ways end, the likeliest first. */
function endsOf(evidence: Evidence, start: Start, ways: Ways): End[] {
  const ends = [
    ...flatEnds(evidence, ways),
    ...cutEnds(evidence, ways),
    ...guardEnds(evidence, ways),
    ...entrywiseEnds(evidence, ways),
  ];
  const lost = lostEnd(
    evidence,
    start,
    ways,
    ends.every(({ rank }) => rank >= 4),
  );
  // Of ends alike the one that most ways come to.
  return [...ends, ...(lost ? [lost] : [])].sort((a, b) => a.rank - b.rank || b.times - a.times);
}

/** What is said of an input first, by what became of it. */
const heads: Partial<Record<FindingClass, (name: string, areMany?: boolean) => string>> = {
  disconnected: (name, areMany) => `${name} never ${areMany ? 'get' : 'gets'} to the result`,
  'locally-zero': (name, areMany) => `${name} ${areMany ? 'have' : 'has'} no influence here`,
  cut: (name) => `The gradient of ${name} is cut`,
  shape: (name, areMany) => `${name} ${areMany ? 'have' : 'has'} no influence here`,
  conditioning: (name) => `The gradient dies away on its way back to ${name}`,
};

const mostLinks = 8;

function finding(
  evidence: Evidence,
  name: string,
  ways: Ways,
  [first, ...others]: readonly End[],
  severity: Diagnostic['severity'],
): Diagnostic {
  const { equation, times, span, clause, advice } = first!;
  // All rounds are alike where it happens more than once.
  const iteration = equation === undefined || times > 1 ? undefined : evidence.iteration(equation);
  const links = [
    ...(equation === undefined ? [] : linksAlong(evidence, ways, equation)),
    ...(first!.links ?? []),
    ...others.map(({ clause: message, span: at, equation: e, factor }) => ({
      message: `another way: ${message}`,
      span: at,
      ...(e !== undefined && { equation: e }),
      ...(factor !== undefined && { factor }),
    })),
  ];
  return {
    code: 'zero-gradient',
    class: first!.class,
    severity,
    message: `${heads[first!.class]!(name)}: ${clause}.${advice ? ` ${advice}` : ''}`,
    span,
    related: links.slice(0, mostLinks),
    ...(equation !== undefined && { equation }),
    ...(iteration !== undefined && { iteration }),
  };
}

/** At most so many inputs are looked at: each takes a pass over the trace. */
const mostInputs = 4;

/**
 * Inputs whose whole gradient is zero though nothing in steps, no branch and no cut takes them: the findings of those stand elsewhere.
 * A count and an argument that is marked as unused are nothing; what is zero by chance of the numbers, and a flat one of many alike, as a
 * unit that is off, are no more than information.
 */
export function findZero(evidence: Evidence): Diagnostic[] {
  if (evidence.cotangents.length === 0) return [];
  const starts = zeroInputs(evidence);
  const found = starts.slice(0, mostInputs).map((start) => {
    const one = inputFinding(evidence, start);
    return { name: start.name, ...(one && { found: one }) };
  });
  return [...together(found, starts.length > mostInputs), ...cancelledInputs(evidence)];
}

/** Arguments whose gradients are nothing but what rounding has left of parts that cancel. */
function cancelledInputs(evidence: Evidence): Diagnostic[] {
  const { cotangents } = evidence;
  const roots = argumentsOf(evidence).map(([name, leaves]) => ({ name, ids: idsOfLeaves(leaves) }));
  const sizes = roots.map(({ ids }) =>
    ids.reduce((most, id) => Math.max(most, Math.abs(cotangents[id]!)), 0),
  );
  const least = 1e-12 * Math.max(...sizes);
  const { span } = evidence.result.function;
  return roots.flatMap(({ name, ids }, k) =>
    sizes[k]! > 0 && sizes[k]! <= least ? (cancelledGradient(evidence, { name, ids, span }) ?? []) : [],
  );
}

/**
 * One finding of inputs that the same place keeps from the result.
 *
 * @param areMore whether there are inputs that were not looked at
 */
function together(
  all: readonly { readonly name: string; readonly found?: Diagnostic }[],
  areMore: boolean,
): Diagnostic[] {
  const alike = new Map<
    string,
    { readonly names: string[]; readonly found: Diagnostic; readonly rest: string }
  >();
  for (const { name, found } of all) {
    if (!found) continue;
    const rest = found.message.slice(heads[found.class!]!(name).length);
    const key = [...found.span, found.class === 'disconnected' || rest].join();
    const group = alike.get(key);
    if (group) group.names.push(name);
    else alike.set(key, { names: [name], found, rest });
  }
  return [...alike.values()].map(({ names, found, rest }) => {
    if (names.length === 1) return found;
    const some = names.slice(0, mostNamed);
    const isOfAll = areMore && names.length === all.length;
    const named = isOfAll ? `${some.join(', ')} and others` : namesText(some, names.length);
    return { ...found, message: heads[found.class!]!(named, true) + rest };
  });
}

const mostNamed = 3;

/** An input without a gradient, with why it is one. */
interface ZeroInput extends Start {
  /** One of many alike, as an element of a list. */
  readonly isOneOfMany: boolean;
}

function inputFinding(evidence: Evidence, start: ZeroInput): Diagnostic | undefined {
  const ways = waysFrom(evidence, start.ids);
  const ends = endsOf(evidence, start, ways);
  const [first] = ends;
  // An iteration may well forget where it started.
  if (!first || first.rank >= 4 || first.class === 'conditioning') return undefined;
  const isLoud = first.isSure && (first.class === 'disconnected' || !start.isOneOfMany);
  return finding(evidence, start.name, ways, ends, isLoud ? 'warning' : 'information');
}

/** The inputs without any gradient that reach the result smoothly or not at all, those of one argument together where all are such. */
function zeroInputs(evidence: Evidence): ZeroInput[] {
  const span = evidence.result.function.span;
  return argumentsOf(evidence).flatMap(([root, all]) => {
    const zero = all.filter((leaf) => isZero(evidence, leaf));
    if (zero.length === 0) return [];
    if (zero.length === all.length) return [{ name: root, ids: idsOfLeaves(all), span, isOneOfMany: false }];
    return zero.map((leaf) => ({
      name: leaf.path,
      ids: idsOfLeaves([leaf]),
      span,
      isOneOfMany: leaf.path.includes('['),
    }));
  });
}

/** The arguments of the traced function with their leaves, but for those that are static or marked as unused. */
function argumentsOf({ trace }: Evidence): [root: string, leaves: Leaf[]][] {
  const roots = new Map<string, Leaf[]>();
  for (const leaf of trace.leaves) {
    if (leaf.static || leaf.kind === 'captured' || leaf.path.startsWith('_')) continue;
    const root = rootOf(leaf.path);
    roots.set(root, [...(roots.get(root) ?? []), leaf]);
  }
  return [...roots];
}

function isZero(evidence: Evidence, leaf: Leaf): boolean {
  const { cotangents, trace } = evidence;
  const ids = idsOfLeaves([leaf]);
  if (!ids.every((id) => cotangents[id] === 0)) return false;
  // Where nothing else can take numbers, their ways are smooth, or none.
  if (isSmooth(trace)) return true;
  return ids.every((id) => {
    const ways = evidence.influence.ways[id]!;
    const isSmoothOrNone = ways === 0 || (ways & Way.smooth) !== 0;
    return isSmoothOrNone && !isCount(ways, trace.values[id]!, false);
  });
}
