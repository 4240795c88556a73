import type { TraceResult } from '../../shared/trace.ts';
import { pointedEquations } from '../model/rowsOfFindings.ts';
import { nodesAround, NodeKind, type FoldTree } from './tree.ts';
import { hasRounds, roundNodes, roundsOf, unitsOf, type Round, type Unit } from './units.ts';

/**
 * The iterations that are looked at: by the site of a loop, or of a call that repeats, the iteration's number from 0. One that is not in it
 * is looked at in its last iteration that computed something. A loop inside another has one choice for every iteration of the outer one, which has less rounds at
 * times: then its last.
 */
export type Selection = ReadonlyMap<number, number>;

/** What is looked at before anything is chosen: where the first of the findings points, else the last of everything. */
export function firstSelection(result: TraceResult, tree: FoldTree): Selection {
  const [pointed] = result.diagnostics.length > 0 ? pointedEquations(result) : [];
  return pointed === undefined ? new Map() : selectionOf(tree, pointed);
}

/** What is looked at in a new run of a program: what was in the one before, where its loops and calls are still there, else as at first. */
export function nextSelection(result: TraceResult, tree: FoldTree, kept: Selection): Selection {
  const sites = new Set(tree.site);
  return new Map([...firstSelection(result, tree), ...[...kept].filter(([site]) => sites.has(site))]);
}

/** The iterations that an equation happened in, outermost first. */
export function selectionOf(tree: FoldTree, equation: number): Selection {
  const selection = new Map<number, number>();
  const path = nodesAround(tree, equation);
  for (const [i, node] of path.entries()) {
    if (tree.kind[node] === NodeKind.round) selection.set(tree.site[node]!, tree.round[node]!);
    if (tree.kind[node] !== NodeKind.call || i === 0) continue;
    for (const unit of unitsOf(tree, path[i - 1]!)) {
      if (unit.kind !== 'calls' || equation < unit.from || equation >= unit.to) continue;
      for (const round of roundsOf(tree, unit)) {
        if (round.node === node) selection.set(tree.site[node]!, round.number);
      }
    }
  }
  return selection;
}

/** The number of the iteration of a loop, or of calls, that is looked at. */
export function chosenNumber(tree: FoldTree, unit: Unit, selection: Selection): number {
  const chosen = selection.get(tree.site[unit.node]!);
  if (chosen !== undefined || unit.kind !== 'loop') return Math.min(chosen ?? Infinity, unit.times - 1);
  const last = roundNodes(tree, unit).findLast((node) => tree.from[node]! < tree.to[node]!);
  return last === undefined ? unit.times - 1 : tree.round[last]!;
}

/** The iteration of a loop, or of calls, that is looked at. Without a round: one that recorded nothing. */
export function chosenRound(
  tree: FoldTree,
  unit: Unit,
  selection: Selection,
): { readonly number: number; readonly round: Round | undefined } {
  const number = chosenNumber(tree, unit, selection);
  const node = nodeOfRound(tree, unit, number);
  return { number, round: node === undefined ? undefined : { node, number } };
}

/** The node of a round by its number, by bisection: rounds that recorded nothing have none. */
function nodeOfRound(tree: FoldTree, unit: Unit, number: number): number | undefined {
  const nodes = roundNodes(tree, unit);
  if (unit.kind !== 'loop') return nodes[number];
  let low = 0;
  for (let high = nodes.length; low < high;) {
    const middle = (low + high) >> 1;
    if (tree.round[nodes[middle]!]! < number) low = middle + 1;
    else high = middle;
  }
  const node = nodes[low];
  return node !== undefined && tree.round[node] === number ? node : undefined;
}

/** A choice made by lines, as a person writes it: `14=137`. */
export interface LineChoice {
  readonly line: number;
  readonly iteration: number;
}

/** Choices by lines of the traced function's file, and the lines where no loop and no repeated call starts. */
export function selectLines(
  result: TraceResult,
  tree: FoldTree,
  choices: readonly LineChoice[],
): { readonly selection: Selection; readonly unknown: readonly number[] } {
  const selection = new Map<number, number>();
  const unknown = choices.filter(({ line, iteration }) => {
    const sites = sitesOn(result, tree, line);
    for (const site of sites) selection.set(site, iteration);
    return sites.size === 0;
  });
  return { selection, unknown: unknown.map(({ line }) => line) };
}

/** What is looked at when lines are chosen, before the first of the findings; and what to say of lines that cannot be. */
export function lookAt(
  result: TraceResult,
  tree: FoldTree,
  choices: readonly LineChoice[],
): { readonly selection: Selection; readonly notes: readonly string[] } {
  const { selection, unknown } = selectLines(result, tree, choices);
  const known = unknown.length > 0 ? loopLines(result, tree) : [];
  const there = known.length > 0 ? `loops start on ${known.join(', ')}` : 'there is none in this file';
  return {
    selection: new Map([...firstSelection(result, tree), ...selection]),
    notes: unknown.map((line) => `no loop starts on line ${line}; ${there}`),
  };
}

/** The lines of the traced function's file on which loops start, ascending. */
export function loopLines({ spans, function: { span } }: TraceResult, tree: FoldTree): number[] {
  const lines = new Set<number>();
  for (let n = 0; n < tree.count; n++) {
    const at = tree.kind[n] === NodeKind.loop ? spans.get(tree.site[n]!) : undefined;
    if (at?.[0] === span[0]) lines.add(at[1]);
  }
  return [...lines].sort((a, b) => a - b);
}

/** The loops that start on a line, else the calls. */
function sitesOn({ spans, function: { span } }: TraceResult, tree: FoldTree, line: number): Set<number> {
  const [loops, calls] = [new Set<number>(), new Set<number>()];
  for (let n = 1; n < tree.count; n++) {
    const at = spans.get(tree.site[n]!);
    if (at?.[0] !== span[0] || at[1] !== line) continue;
    if (tree.kind[n] === NodeKind.loop) loops.add(tree.site[n]!);
    if (tree.kind[n] === NodeKind.call) calls.add(tree.site[n]!);
  }
  return loops.size > 0 ? loops : calls;
}

/** The equations that are looked at: those in no iteration, and those of the chosen ones, as intervals in order. */
export function* chosenIntervals(
  tree: FoldTree,
  selection: Selection,
  node = 0,
): Generator<readonly [from: number, to: number]> {
  if (tree.end[node] === node + 1) {
    yield [tree.from[node]!, tree.to[node]!];
    return;
  }
  for (const unit of unitsOf(tree, node)) {
    if (unit.kind === 'equations' || unit.kind === 'member') yield [unit.from, unit.to];
    else if (unit.kind === 'call') yield* chosenIntervals(tree, selection, unit.node);
    else {
      const { round } = chosenRound(tree, unit, selection);
      if (round) yield* chosenIntervals(tree, selection, round.node);
    }
  }
}

/**
 * The calls, members and loops that are on the way to what is looked at, each before those inside it. Of calls that repeat the one that is
 * looked at comes next.
 */
export function* chosenUnits(tree: FoldTree, selection: Selection, node = 0): Generator<Unit> {
  if (tree.end[node] === node + 1) return;
  for (const unit of unitsOf(tree, node)) {
    if (unit.kind === 'equations') continue;
    yield unit;
    if (unit.kind === 'call') yield* chosenUnits(tree, selection, unit.node);
    if (!hasRounds(unit)) continue;
    const { round } = chosenRound(tree, unit, selection);
    if (!round) continue;
    const [from, to] = [tree.from[round.node]!, tree.to[round.node]!];
    if (unit.kind === 'calls') yield { kind: 'call', from, to, node: round.node, times: 1 };
    yield* chosenUnits(tree, selection, round.node);
  }
}
