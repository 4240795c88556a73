import { chosenRound, type Selection } from '../fold/selection.ts';
import type { FoldTree } from '../fold/tree.ts';
import { hasRounds, unitsOf, type Unit } from '../fold/units.ts';

/** What has lines of its own side by side: a run of equations, a member, something that folds, or lines that are left out. */
export type Part =
  | { readonly kind: 'equations' | 'member'; readonly from: number; readonly to: number }
  | Fold
  | {
      readonly kind: 'hidden';
      readonly key: string;
      readonly count: number;
      readonly from: number;
      readonly to: number;
    };

/** A call, calls from one site, or a loop: one line, with others below it while it is open. */
export interface Fold {
  readonly kind: 'fold';
  readonly unit: Unit;
  /** Names it whatever iterations are looked at: sites from the outermost to its own, and which one of these it is. */
  readonly key: string;
  /** The parts below it; of iterations those of the one that is looked at. */
  readonly inside: readonly Part[];
}

/** Loops in the middle of a long block that keep their line. */
const mostLoops = 6;
const headShare = 0.7;

/** The parts of a node and of all that is looked at inside it. */
export function partsOf(tree: FoldTree, selection: Selection, node: number, path: string): Part[] {
  const seen = new Map<number, number>();
  return Array.from(unitsOf(tree, node), (unit): Part => {
    if (unit.kind === 'equations' || unit.kind === 'member') return { ...unit, kind: unit.kind };
    const site = tree.site[unit.node]!;
    const nth = (seen.get(site) ?? 0) + 1;
    seen.set(site, nth);
    const key = `${path}/${site}${nth > 1 ? `#${nth}` : ''}`;
    let content: readonly Part[] | undefined;
    return {
      kind: 'fold',
      unit,
      key,
      // Most folds stay closed: what is below them is made when it is asked for.
      get inside() {
        return (content ??= insideOf(tree, selection, unit, key));
      },
    };
  });
}

function insideOf(tree: FoldTree, selection: Selection, unit: Unit, key: string): Part[] {
  if (unit.kind === 'call') return partsOf(tree, selection, unit.node, key);
  const { round } = chosenRound(tree, unit, selection);
  return round ? partsOf(tree, selection, round.node, key) : [];
}

/** Lines that parts have while everything that folds is closed. */
export function linesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + lengthOf(part), 0);
}

function lengthOf(part: Part): number {
  return part.kind === 'equations' ? part.to - part.from : 1;
}

/** Parts cut to about `room` lines: those at both ends, loops, and what is meant; the others are hidden. */
export function excerpt(
  parts: readonly Part[],
  room: number,
  path: string,
  isMeant: (from: number, to: number) => boolean,
): readonly Part[] {
  const total = linesOf(parts);
  if (total <= room) return parts;
  const head = Math.round(headShare * room);
  const tail = total - (room - head);
  let at = 0;
  let loops = 0;
  const kept = parts.flatMap((part): Part[] => {
    const [start, end] = [at, at + lengthOf(part)];
    at = end;
    const [from, to] = part.kind === 'fold' ? [part.unit.from, part.unit.to] : [part.from, part.to];
    if (part.kind === 'equations') return cut(part, head - start, tail - start, isMeant);
    const isLoopHere = part.kind === 'fold' && hasRounds(part.unit) && loops < mostLoops;
    if (isLoopHere) loops++;
    const isKept = end <= head || start >= tail || isLoopHere || isMeant(from, to);
    return isKept ? [part] : [{ kind: 'hidden', key: '', count: 1, from, to }];
  });
  return joinHidden(kept, path);
}

/** A run of equations without those from `head` up to `tail`, counted from its first, but for what is meant. */
function cut(
  { from, to }: { readonly from: number; readonly to: number },
  head: number,
  tail: number,
  isMeant: (from: number, to: number) => boolean,
): Part[] {
  const [first, last] = [from + Math.max(0, head), Math.min(to, from + tail)];
  if (first >= last) return [{ kind: 'equations', from, to }];
  const parts: Part[] = [{ kind: 'equations', from, to: first }];
  const hide = (start: number, end: number) => {
    parts.push({ kind: 'hidden', key: '', count: end - start, from: start, to: end });
  };
  let start = first;
  if (isMeant(first, last)) {
    for (let e = first; e < last; e++) {
      if (!isMeant(e, e + 1)) continue;
      hide(start, e);
      parts.push({ kind: 'equations', from: e, to: e + 1 });
      start = e + 1;
    }
  }
  hide(start, last);
  parts.push({ kind: 'equations', from: last, to });
  return parts.filter((part) => part.kind === 'fold' || part.from < part.to);
}

/** Hidden parts next to each other as one, each with a key. */
function joinHidden(parts: readonly Part[], path: string): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind !== 'hidden') joined.push(part);
    else if (last?.kind === 'hidden') {
      joined[joined.length - 1] = { ...last, count: last.count + part.count, to: part.to };
    } else joined.push({ ...part, key: `${path}…${joined.filter(({ kind }) => kind === 'hidden').length}` });
  }
  return joined;
}
