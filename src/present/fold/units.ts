import { NodeKind, type FoldTree } from './tree.ts';

/**
 * What stands in a node, side by side: a run of its own equations, a traced-through member, a call, calls from one site one after another,
 * or a loop. Those that computed nothing are left out.
 */
export interface Unit {
  readonly kind: 'equations' | 'member' | 'call' | 'calls' | 'loop';
  /** Equations `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** Its node, of `calls` the first; −1 of equations. */
  readonly node: number;
  /** How many calls, or rounds of a loop; else 1. */
  readonly times: number;
}

/** The units of a node in order. */
export function* unitsOf(tree: FoldTree, node: number): Generator<Unit> {
  const { from, to, kind, round } = tree;
  let at = from[node]!;
  const own = (end: number): Unit => ({ kind: 'equations', from: at, to: end, node: -1, times: 1 });
  for (let n = node + 1; n < tree.end[node]!; n = tree.end[n]!) {
    if (from[n] === to[n]) continue;
    if (at < from[n]!) yield own(from[n]!);
    if (kind[n] === NodeKind.call) {
      const { last, times } = callsFrom(tree, n);
      at = to[last]!;
      yield { kind: times > 1 ? 'calls' : 'call', from: from[n]!, to: at, node: n, times };
      n = last;
      continue;
    }
    at = to[n]!;
    const isLoop = kind[n] === NodeKind.loop;
    yield {
      kind: isLoop ? 'loop' : 'member',
      from: from[n]!,
      to: at,
      node: n,
      times: isLoop ? round[n]! : 1,
    };
  }
  if (at < to[node]!) yield own(to[node]!);
}

/** The calls from the site of `node`, one after another with nothing between. */
function callsFrom(tree: FoldTree, node: number): { last: number; times: number } {
  let last = node;
  let times = 1;
  const { parent, end, site, kind, from, to, count } = tree;
  for (let n = end[node]!; n < count && parent[n] === parent[node]; n = end[n]!) {
    const isNext = kind[n] === NodeKind.call && site[n] === site[node] && from[n] === to[last];
    if (!isNext) break;
    last = n;
    times++;
  }
  return { last, times };
}

/** One of the rounds of a loop, or of calls from one site. */
export interface Round {
  readonly node: number;
  /** From 0. */
  readonly number: number;
}

/** Whether a unit goes round: one of its iterations is looked at. */
export function hasRounds<U extends Pick<Unit, 'kind'>>(
  unit: U,
): unit is U & { readonly kind: 'loop' | 'calls' } {
  return unit.kind === 'loop' || unit.kind === 'calls';
}

/** A memory of what was found of units: it is found once, and forgotten with the tree. */
export function perUnit<T>(): (tree: FoldTree, unit: Unit, find: () => T) => T {
  const known = new WeakMap<FoldTree, Map<number, T>>();
  return (tree, { node }, find) => {
    const ofTree = known.get(tree) ?? new Map<number, T>();
    known.set(tree, ofTree);
    const found = ofTree.get(node) ?? find();
    ofTree.set(node, found);
    return found;
  };
}

const nodesOf = perUnit<Int32Array>();

/** The nodes of a unit's rounds in order: of the rounds of a loop that recorded anything between their marks, or of the calls of `calls`. */
export function roundNodes(tree: FoldTree, unit: Unit): Int32Array {
  return nodesOf(tree, unit, () => {
    const { end } = tree;
    const first = unit.kind === 'loop' ? unit.node + 1 : unit.node;
    let { times } = unit;
    if (unit.kind === 'loop') {
      times = 0;
      for (let n = first; n < end[unit.node]!; n = end[n]!) times++;
    }
    const nodes = new Int32Array(times);
    for (let n = first, k = 0; k < times; n = end[n]!, k++) nodes[k] = n;
    return nodes;
  });
}

/** The round of a unit that has a node: the one at `index` of its `roundNodes`. */
export function roundAt(tree: FoldTree, unit: Unit, index: number): Round {
  const node = roundNodes(tree, unit)[index]!;
  return { node, number: unit.kind === 'loop' ? tree.round[node]! : index };
}

/** The rounds of a unit, in order. */
export function* roundsOf(tree: FoldTree, unit: Unit): Generator<Round> {
  for (const index of roundNodes(tree, unit).keys()) yield roundAt(tree, unit, index);
}

/** The round of a unit in which an equation happened; undefined where it happened in none. */
export function roundAround(tree: FoldTree, unit: Unit, equation: number): Round | undefined {
  const nodes = roundNodes(tree, unit);
  let low = 0;
  for (let high = nodes.length; low < high;) {
    const middle = (low + high) >> 1;
    if (tree.from[nodes[middle]!]! <= equation) low = middle + 1;
    else high = middle;
  }
  const index = low - 1;
  return index >= 0 && equation < tree.to[nodes[index]!]! ? roundAt(tree, unit, index) : undefined;
}
