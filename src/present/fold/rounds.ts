import { sizeAt, type TraceResult } from '../../shared/trace.ts';
import type { FoldTree } from './tree.ts';
import { roundAt, roundNodes, type Round, type Unit } from './units.ts';

/** What there is to say of the rounds of a loop, or of calls from one site. */
export interface RoundsSummary {
  readonly first: Round;
  readonly last: Round;
  /** The fewest and the most equations of a round that recorded any. */
  readonly fewest: number;
  readonly most: number;
  /** The first with a value that is not finite, and whether that is a NaN. */
  readonly notFinite: { readonly round: Round; readonly isNaN: boolean } | undefined;
  /** The one with the gradient of largest magnitude; undefined where all are 0, and of a run that did not finish. */
  readonly steepest: Round | undefined;
  /** Rounds that did the same operations at the same places, the most frequent first. */
  readonly variants: readonly Variant[];
}

/** More variants are only counted. */
export const mostVariants = 3;

/** Rounds of one form. */
export interface Variant {
  readonly first: Round;
  readonly count: number;
  /** What sets it apart from the most frequent variant: `line 15 taken`; empty where no line does, and of that one. */
  readonly why: string;
}

const none = -1;

/** Looks once at every number of a loop's rounds. */
export function summarizeRounds(result: TraceResult, tree: FoldTree, unit: Unit): RoundsSummary {
  const { values } = result.trace;
  const nodes = roundNodes(tree, unit);
  const forms = new Map<number, { first: Round; count: number }>();
  let [steepest, notFinite] = [none, none];
  let isNotANumber = false;
  let [fewest, most, largest] = [Infinity, 0, 0];
  for (let k = 0; k < nodes.length; k++) {
    const node = nodes[k]!;
    const from = tree.from[node]!;
    const to = tree.to[node]!;
    if (from === to) continue;
    fewest = Math.min(fewest, to - from);
    most = Math.max(most, to - from);
    const form = forms.get(tree.form[node]!);
    if (form) form.count++;
    else forms.set(tree.form[node]!, { first: roundAt(tree, unit, k), count: 1 });
    const gradient = largestIn(result, result.cotangents, from, to);
    if (gradient > largest) {
      largest = gradient;
      steepest = k;
    }
    if (notFinite !== none) continue;
    const value = largestIn(result, values, from, to);
    if (Number.isFinite(value)) continue;
    notFinite = k;
    isNotANumber = Number.isNaN(value);
  }
  const round = (k: number) => roundAt(tree, unit, k);
  return {
    first: round(0),
    last: round(nodes.length - 1),
    fewest,
    most,
    notFinite: notFinite === none ? undefined : { round: round(notFinite), isNaN: isNotANumber },
    steepest: steepest === none ? undefined : round(steepest),
    variants: variantsOf(result, tree, [...forms.values()]),
  };
}

/** The largest magnitude of the results of equations in a column; the first that is not finite, if any. */
function largestIn({ trace }: TraceResult, column: Float64Array, from: number, to: number): number {
  const { out, rows, columns } = trace.equations;
  let largest = 0;
  if (column.length === 0) return 0;
  for (let e = from; e < to; e++) {
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) {
      const x = Math.abs(column[id]!);
      if (!(x <= Number.MAX_VALUE)) return x;
      if (x > largest) largest = x;
    }
  }
  return largest;
}

function variantsOf(
  result: TraceResult,
  tree: FoldTree,
  forms: { readonly first: Round; readonly count: number }[],
): Variant[] {
  forms.sort((a, b) => b.count - a.count);
  const usual = forms[0] && sitesOf(result, tree, forms[0].first);
  return forms.map((form, i) => ({
    ...form,
    why: i === 0 || i > mostExplained ? '' : difference(result, sitesOf(result, tree, form.first), usual!),
  }));
}

const mostExplained = 3;

/** The sites of a round's equations, in order. */
function sitesOf({ trace }: TraceResult, tree: FoldTree, { node }: Round): Set<number> {
  return new Set(trace.equations.site.subarray(tree.from[node], tree.to[node]));
}

/** `line 15 taken`, `without line 15`: the first line that only one of two rounds has come to. */
function difference(result: TraceResult, here: Set<number>, usual: Set<number>): string {
  const linesOf = (sites: Set<number>) => new Set([...sites].map((site) => lineOf(result, site)));
  const [mine, others] = [linesOf(here), linesOf(usual)];
  const more = [...mine].find((line) => !others.has(line));
  if (more !== undefined) return `${more} taken`;
  const less = [...others].find((line) => !mine.has(line));
  return less === undefined ? '' : `without ${less}`;
}

function lineOf({ spans, files, function: { span } }: TraceResult, site: number): string {
  const at = spans.get(site);
  if (!at) return 'another operation';
  return at[0] === span[0] ? `line ${at[1]}` : `${files[at[0]]}:${at[1]}`;
}
