import type { TraceResult } from '../../shared/trace.ts';
import { pointedEquations } from '../model/rowsOfFindings.ts';
import { mostVariants, summarizeRounds, type RoundsSummary } from './rounds.ts';
import { chosenRound, type Selection } from './selection.ts';
import type { FoldTree } from './tree.ts';
import { hasRounds, roundAround, unitsOf, type Round, type Unit } from './units.ts';

/** One line of a folded trace; `depth` counts the loops, rounds and calls around it that have lines. */
export type OutlineItem = { readonly depth: number } & (
  | { readonly kind: 'equation'; readonly from: number }
  | { readonly kind: 'member'; readonly from: number; readonly to: number; readonly node: number }
  | { readonly kind: 'call'; readonly unit: Unit }
  | { readonly kind: 'loop'; readonly unit: Unit; readonly summary: RoundsSummary }
  | { readonly kind: 'round'; readonly round: Round; readonly of: Unit; readonly why: readonly string[] }
  /** So many lines are left out. */
  | { readonly kind: 'hidden'; readonly count: number }
);

/** Lines of a folded trace, besides those that findings point at and what those stand in. */
export const mostLines = 40;
/** A call without calls and loops inside, of so many equations, has no line of its own. */
const smallCall = 6;
/** A call that is longer than the room is opened if so many of its lines can be shown. */
const leastExcerpt = 10;
/** Findings whose rows are looked for. */
const mostPointed = 6;
/** Loops and repeated calls side by side that have a line whatever the space. */
const mostGroups = 10;
const headShare = 0.7;

/**
 * A trace as at most about sixty lines, however long it is: a loop is one, under it the iteration that is looked at, the first, the last and
 * the notable ones, opened as far as there is room. What findings point at is among the lines.
 */
export function outlineOf(result: TraceResult, tree: FoldTree, selection: Selection): OutlineItem[] {
  return new Outline(result, tree, selection).block(0, 0, mostLines);
}

class Outline {
  readonly #result: TraceResult;
  readonly #tree: FoldTree;
  readonly #selection: Selection;
  readonly #pointed: readonly number[];
  readonly #summaries = new Map<Unit, RoundsSummary>();

  constructor(result: TraceResult, tree: FoldTree, selection: Selection) {
    this.#result = result;
    this.#tree = tree;
    this.#selection = selection;
    this.#pointed = [...new Set(pointedEquations(result))].slice(0, mostPointed);
  }

  /** The lines inside a node, about `room` of them. */
  block(node: number, depth: number, room: number): OutlineItem[] {
    const { shown, total } = this.#visible(node, Math.max(room, 0));
    const lines: OutlineItem[][] = shown.map((part) => this.#line(part, depth));
    let left = room - shown.length;
    const open = (kinds: readonly Part['unit']['kind'][]) => {
      const indices = shown.flatMap(({ unit }, i) => (kinds.includes(unit.kind) ? [i] : []));
      indices.forEach((i, k) => {
        const inner = this.#expanded(shown[i]!.unit, depth + 1, Math.floor(left / (indices.length - k)));
        lines[i]!.push(...inner);
        left -= inner.length;
      });
    };
    open(['loop', 'calls']);
    open(['call']);
    let at = 0;
    const items = lines.flatMap((one, i): OutlineItem[] => {
      const hidden = shown[i]!.index - at;
      at = shown[i]!.index + 1;
      return hidden > 0 ? [{ kind: 'hidden', count: hidden, depth }, ...one] : one;
    });
    return at < total ? [...items, { kind: 'hidden', count: total - at, depth }] : items;
  }

  /** The parts of a node that have a line: all, or those at both ends, groups, and what is pointed at. */
  #visible(node: number, room: number): { shown: Part[]; total: number } {
    const units = [...this.#units(node)];
    const total = units.reduce((sum, unit) => sum + sizeOf(unit), 0);
    const groups: readonly Unit[] = units.filter(hasRounds).slice(0, mostGroups);
    // Where there are loops, half of the room is for what is in them.
    const share = groups.length > 0 ? Math.floor(room / 2) : room;
    const all = total <= share;
    const ends = Math.max(0, share - groups.length);
    const head = Math.round(headShare * ends);
    const tail = total - (ends - head);
    const shown: Part[] = [];
    let index = 0;
    for (const unit of units) {
      const isFixed = this.#isPointed(unit.from, unit.to) || groups.includes(unit);
      for (let i = 0; i < sizeOf(unit); i++, index++) {
        const equation = unit.from + i;
        const isEnd = all || index < head || index >= tail;
        const isMeant = unit.kind === 'equations' ? this.#isPointed(equation, equation + 1) : isFixed;
        if (isEnd || isMeant) shown.push({ unit, equation, index });
        // Nothing to see up to the next one of interest.
        else if (unit.kind === 'equations' && !isFixed && index < tail) {
          const skipped = Math.min(sizeOf(unit) - i, tail - index) - 1;
          i += skipped;
          index += skipped;
        }
      }
    }
    return { shown, total };
  }

  /** The units of a node, small calls taken apart. */
  *#units(node: number): Generator<Unit> {
    for (const unit of unitsOf(this.#tree, node)) {
      const isSmall = unit.kind === 'call' && unit.to - unit.from <= smallCall;
      const isLeaf = this.#tree.end[unit.node] === unit.node + 1;
      yield isSmall && isLeaf ? { ...unit, kind: 'equations' } : unit;
    }
  }

  #line({ unit, equation }: Part, depth: number): OutlineItem[] {
    const { kind, node, to } = unit;
    if (kind === 'equations') return [{ kind: 'equation', from: equation, depth }];
    if (kind === 'member') return [{ kind: 'member', from: equation, to, node, depth }];
    if (kind === 'call') return [{ kind: 'call', unit, depth }];
    return [{ kind: 'loop', unit, summary: this.#summary(unit), depth }];
  }

  #summary(unit: Unit): RoundsSummary {
    const summary = this.#summaries.get(unit) ?? summarizeRounds(this.#result, this.#tree, unit);
    this.#summaries.set(unit, summary);
    return summary;
  }

  /** The lines below that of a unit; none where there is no room, unless something inside is meant. */
  #expanded(unit: Unit, depth: number, room: number): OutlineItem[] {
    const isMeant = this.#isPointed(unit.from, unit.to);
    if (unit.kind === 'call') {
      const size = [...this.#units(unit.node)].reduce((sum, inner) => sum + sizeOf(inner), 0);
      return isMeant || size <= room || room >= leastExcerpt ? this.block(unit.node, depth, room) : [];
    }
    if (!hasRounds(unit)) return [];
    const marked = this.#rounds(unit);
    const isChosen = this.#selection.has(this.#tree.site[unit.node]!);
    if (!isMeant && !isChosen && room < marked.length + 2) return [];
    let left = room - marked.length;
    // The one that is looked at has the first claim on the room; what findings point at is shown without.
    const byClaim = [...marked].sort((a, b) => Number(b.isChosen) - Number(a.isChosen));
    const blocks = new Map<Round, OutlineItem[]>();
    for (const { round, isChosen: isFirst } of byClaim) {
      const [from = 0, to = 0] = [this.#tree.from[round.node], this.#tree.to[round.node]];
      const isFull = isFirst && left > 2;
      const lines =
        from < to && (isFull || to - from <= left || this.#isPointed(from, to))
          ? this.block(round.node, depth + 1, left)
          : [];
      left -= lines.length;
      blocks.set(round, lines);
    }
    return marked.flatMap(({ round, why }): OutlineItem[] => [
      { kind: 'round', round, of: unit, why, depth },
      ...blocks.get(round)!,
    ]);
  }

  /** The rounds of a loop that have a line, in order, each with the reason. */
  #rounds(unit: Unit): Marked[] {
    const { first, last, notFinite, steepest, variants } = this.#summary(unit);
    const chosen = chosenRound(this.#tree, unit, this.#selection);
    const marked = new Map<number, { round: Round; why: string[] }>();
    const mark = (round: Round, why: string) => {
      const known = marked.get(round.number);
      if (known) known.why.push(...(why ? [why] : []));
      else marked.set(round.number, { round, why: why ? [why] : [] });
    };
    mark(first, 'first');
    mark(last, 'last');
    if (notFinite) mark(notFinite.round, notFinite.isNaN ? 'first NaN' : 'first ∞');
    if (steepest) mark(steepest, 'largest |∂|');
    const others = variants.length <= mostVariants ? variants.slice(1) : [];
    for (const { first: one, why } of others) mark(one, why || 'other operations');
    for (const round of this.#pointedRounds(unit)) mark(round, 'finding');
    if (this.#selection.has(this.#tree.site[unit.node]!)) {
      const isFound = marked.get(chosen.number)?.why.includes('finding');
      mark(chosen.round ?? { node: -1, number: chosen.number }, isFound ? '' : 'chosen');
    }
    return [...marked.values()]
      .sort((a, b) => a.round.number - b.round.number)
      .map((one) => ({ ...one, isChosen: one.round.number === chosen.number }));
  }

  /** The rounds in which what findings point at happened, each once. */
  #pointedRounds(unit: Unit): Round[] {
    const rounds = this.#pointed.flatMap((equation) => roundAround(this.#tree, unit, equation) ?? []);
    return rounds.filter(({ node }, i) => rounds.findIndex((other) => other.node === node) === i);
  }

  #isPointed(from: number, to: number): boolean {
    return this.#pointed.some((equation) => from <= equation && equation < to);
  }
}

/** A line to be: of a unit of equations one of them. */
interface Part {
  readonly unit: Unit;
  readonly equation: number;
  readonly index: number;
}

interface Marked {
  readonly round: Round;
  readonly why: readonly string[];
  readonly isChosen: boolean;
}

function sizeOf({ kind, from, to }: Unit): number {
  return kind === 'equations' ? to - from : 1;
}
