/** What a node of the fold tree stands for. A `member` is a traced-through member of ml-matrix: nothing stands below it. */
export const NodeKind = { call: 0, member: 1, loop: 2, round: 3 } as const;

/**
 * Calls, loops and their rounds as intervals of equations, in columns: a node comes before those inside it, node 0 is the traced call.
 * Equations are no nodes: those of a node that no node inside has are its own. An interval may be empty: a round that computed nothing.
 */
export interface FoldTree {
  readonly count: number;
  /** See `NodeKind`. */
  readonly kind: Uint8Array;
  /** Site of the call, or of the loop. */
  readonly site: Int32Array;
  /** Scope of the call, or the one in which the loop runs. */
  readonly scope: Int32Array;
  /** Equations `from` up to but not including `to`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** −1 of node 0. */
  readonly parent: Int32Array;
  /** The first node after those inside it. */
  readonly end: Int32Array;
  /** Of a round its number, from 0; of a loop how many rounds it made. */
  readonly round: Int32Array;
  /** Of a round the number of its mark among all starts of iterations, else −1. */
  readonly mark: Int32Array;
  /** The same for nodes that did the same operations at the same places; how often a loop inside went round does not count. */
  readonly form: Int32Array;
}

/** The nodes right inside a node. */
export function* inside({ end }: Pick<FoldTree, 'end'>, node: number): Generator<number> {
  for (let n = node + 1; n < end[node]!; n = end[n]!) yield n;
}

/** The iterations that equations happened in, outermost first: intervals of equations in order, all of which are in the same ones. */
export function* roundsAround(
  tree: FoldTree,
  node = 0,
  around: readonly number[] = [],
): Generator<readonly [from: number, to: number, rounds: readonly number[]]> {
  const rounds = tree.kind[node] === NodeKind.round ? [...around, tree.round[node]!] : around;
  let at = tree.from[node]!;
  for (const n of inside(tree, node)) {
    if (at < tree.from[n]!) yield [at, tree.from[n]!, rounds];
    yield* roundsAround(tree, n, rounds);
    at = tree.to[n]!;
  }
  if (at < tree.to[node]!) yield [at, tree.to[node]!, rounds];
}

/** The nodes around an equation, outermost first. */
export function nodesAround(tree: FoldTree, equation: number): number[] {
  const path = [0];
  for (let n = 1; n < tree.end[path.at(-1)!]!;) {
    const isInside = tree.from[n]! <= equation && equation < tree.to[n]!;
    if (isInside) path.push(n++);
    else n = tree.end[n]!;
  }
  return path;
}
