import { pointedEquations } from '../model/rowsOfFindings.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { silentRuns } from '../model/silentSteps.ts';
import type { Selection } from '../fold/selection.ts';
import type { FoldTree } from '../fold/tree.ts';
import { hasRounds, type Unit } from '../fold/units.ts';
import { excerpt, linesOf, partsOf, type Fold, type Part } from './foldParts.ts';

/** What a person opened, closed and chose in a panel, by keys and sites that hold whatever iterations are looked at. */
export interface Folding {
  /** Folds and hidden lines that were opened (true) or closed; all others are as the space allows. */
  readonly opened: ReadonlyMap<string, boolean>;
  /** Whether the loop of a site is shown as a table of its iterations. */
  readonly isTable: (site: number) => boolean;
  /** How many strips stand below the slider of a unit. */
  readonly strips: (unit: Unit) => number;
}

/** Rows of the index that one line stands for. */
export interface IndexRows {
  readonly from: number;
  readonly to: number;
}

/** A line of the panel's lists. */
export type RowItem = { readonly depth: number } & (
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'fold'; readonly fold: Fold; readonly isOpen: boolean }
  | { readonly kind: 'slider' | 'strip' | 'nothing' | 'table'; readonly fold: Fold; readonly which: number }
  | { readonly kind: 'round'; readonly fold: Fold; readonly position: number }
  | ({ readonly kind: 'hidden' | 'silent'; readonly key: string; readonly count: number } & IndexRows)
);

/** The lines of a list by number. Runs of equations are not taken apart: a trace has millions. */
export interface RowList {
  readonly count: number;
  at(row: number): RowItem | undefined;
  /** The line of an equation, or of the closed fold that it is in; −1 where another iteration is looked at. */
  ofEquation(equation: number): number;
  /** The line of an index row that is no equation; −1 if it is hidden. */
  ofInput(index: number): number;
  /** The line of a table's row, counted from its first; −1 if the loop of this site is not shown as a table. */
  ofRound(site: number, position: number): number;
  /** The fold with a key, if it has a line. */
  foldOf(key: string): Fold | undefined;
}

/** Lines before anything is opened, at most. */
export const mostRows = 40;
/** Shorter traces are shown whole and flat. */
const shortTrace = 20;
const mostInputs = 12;
/** So many steps without a cotangent are one line. */
const leastSilent = 3;
/** What does not fit is opened in part where there is room for so many lines. */
const leastExcerpt = 10;
/** Lines kept free for each loop with an iteration that is looked at: it is opened whatever the space, for what a finding points at. */
const forAsked = 5;
const mostForAsked = 25;

/** Lines of a list that follow one another and are of one kind. */
interface Stretch {
  readonly first: number;
  readonly count: number;
  readonly item: (i: number) => RowItem;
  /** Equations that it stands for. */
  readonly from: number;
  readonly to: number;
  /** The line of one of them; undefined where all are in one. */
  readonly lineOf?: (equation: number) => number;
}

/**
 * The lines of the Trace tab, or in reverse those of the Backward tab, which has no inputs: loops, calls and the iterations that are looked
 * at, opened breadth first as far as the space allows, and as a person wants it.
 */
export function rowList(
  index: RowIndex,
  tree: FoldTree,
  selection: Selection,
  folding: Folding,
  isReversed = false,
): RowList {
  const flat = index.count - index.inputCount <= shortTrace;
  const inputs = isReversed ? 0 : index.inputCount;
  const writer = new Writer(index, tree, folding, isReversed);
  const isAllInputs = inputs <= mostInputs || folding.opened.get('inputs') === true;
  const shownInputs = isAllInputs ? inputs : mostInputs;
  writer.inputs(shownInputs, inputs - shownInputs);
  if (flat) writer.flat();
  else {
    const room = mostRows - shownInputs - (isAllInputs ? 0 : 1);
    const plan = new Plan(index, tree, selection, folding, room);
    writer.parts(plan.root, 0, (fold) => plan.contentOf(fold));
  }
  return writer.list();
}

/** Decides what is open. */
class Plan {
  readonly root: readonly Part[];
  /** By key what is below a fold that is open as the space allows. */
  readonly #open = new Map<string, readonly Part[]>();
  readonly #folding: Folding;
  readonly #pointed: readonly number[];

  constructor(index: RowIndex, tree: FoldTree, selection: Selection, folding: Folding, room: number) {
    this.#folding = folding;
    this.#pointed = index.result.diagnostics.length > 0 ? pointedEquations(index.result) : [];
    const all = partsOf(tree, selection, 0, '');
    let free = Math.min(mostForAsked, forAsked * selection.size);
    this.root = this.#cut(all, Math.max(leastExcerpt, room - free), '');
    let left = room - linesOf(this.root);
    const queue = this.root.filter((part) => part.kind === 'fold');
    for (const fold of queue) {
      const own = hasRounds(fold.unit) ? 1 + folding.strips(fold.unit) : 0;
      const most = left - own;
      const isAsked = hasRounds(fold.unit) && selection.has(tree.site[fold.unit.node]!);
      if (isAsked) free = Math.max(0, free - forAsked);
      if (linesOf(fold.inside) > most && !(hasRounds(fold.unit) && (most >= leastExcerpt || isAsked)))
        continue;
      const content = this.#cut(fold.inside, Math.max(0, most - free), fold.key);
      this.#open.set(fold.key, content);
      left -= own + linesOf(content);
      queue.push(...content.filter((part) => part.kind === 'fold'));
    }
  }

  /** The parts below a fold; undefined if it is closed. */
  contentOf(fold: Fold): readonly Part[] | undefined {
    const wanted = this.#folding.opened.get(fold.key);
    if (wanted === false) return undefined;
    return this.#open.get(fold.key) ?? (wanted ? this.#cut(fold.inside, mostRows, fold.key) : undefined);
  }

  #cut(parts: readonly Part[], room: number, path: string): readonly Part[] {
    const cut = excerpt(parts, room, path, (from, to) => this.#pointed.some((e) => from <= e && e < to));
    const isOpened = cut.some((part) => part.kind === 'hidden' && this.#folding.opened.get(part.key));
    return isOpened ? parts : cut;
  }
}

/** Puts lines one below the other. */
class Writer {
  readonly #index: RowIndex;
  readonly #tree: FoldTree;
  readonly #folding: Folding;
  readonly #isReversed: boolean;
  readonly #stretches: Stretch[] = [];
  #count = 0;
  #inputs = 0;

  constructor(index: RowIndex, tree: FoldTree, folding: Folding, isReversed: boolean) {
    this.#index = index;
    this.#tree = tree;
    this.#folding = folding;
    this.#isReversed = isReversed;
  }

  inputs(shown: number, hidden: number): void {
    this.#inputs = shown;
    this.#add(shown, 0, 0, (i) => ({ kind: 'row', index: i, depth: 0 }));
    const rest = { count: hidden, from: shown, to: shown + hidden, depth: 0 };
    if (hidden > 0) this.#add(1, 0, 0, () => ({ kind: 'hidden', key: 'inputs', ...rest }));
  }

  flat(): void {
    const { count, inputCount } = this.#index;
    const rows = count - inputCount;
    if (rows > 0) this.#rows(rows, 0, 0, this.#index.equations(count - 1)[1]);
  }

  parts(parts: readonly Part[], depth: number, contentOf: (fold: Fold) => readonly Part[] | undefined): void {
    for (const part of this.#isReversed ? parts.toReversed() : parts) {
      if (part.kind === 'fold') this.#fold(part, depth, contentOf);
      else if (part.kind === 'hidden') {
        const { key, count, from, to } = part;
        const rows = this.#index.rowsOfEquations(from, to);
        this.#add(1, from, to, () => ({ kind: 'hidden', key, count, ...rows, depth }));
      } else {
        const { from, to } = part;
        this.#rows(part.kind === 'member' ? 1 : to - from, depth, from, to);
      }
    }
  }

  list(): RowList {
    const stretches = this.#stretches;
    const inputs = this.#inputs;
    return {
      count: this.#count,
      at: (row) => {
        const stretch = stretches.find(({ first, count }) => first <= row && row < first + count);
        return stretch?.item(row - stretch.first);
      },
      // The last that has it is the innermost: a fold that is open comes before what is in it.
      ofEquation: (equation) => {
        const around = stretches.filter(({ from, to }) => from <= equation && equation < to);
        const inner = around.find(({ lineOf }) => lineOf) ?? around.at(-1);
        return inner ? (inner.lineOf?.(equation) ?? inner.first) : -1;
      },
      ofInput: (index) => (index < inputs ? index : -1),
      ofRound: (site, position) => {
        const table = stretches.find((stretch) => {
          const first = stretch.item(0);
          return first.kind === 'round' && this.#tree.site[first.fold.unit.node] === site;
        });
        return table ? table.first + position : -1;
      },
      foldOf: (key) => {
        for (const { item } of stretches) {
          const first = item(0);
          if (first.kind === 'fold' && first.fold.key === key) return first.fold;
        }
        return undefined;
      },
    };
  }

  /** The lines of equations `from` up to `to`, of which many steps that carry nothing are one. */
  #rows(count: number, depth: number, from: number, to: number): void {
    if (!this.#isReversed) return this.#stretch(count, depth, from, to);
    for (const run of silentRuns(this.#index, from, to).toReversed()) {
      const within = this.#index.rowsOfEquations(run.from, run.to);
      const rows = within.to - within.from;
      const key = `0∂${depth}/${this.#index.result.trace.equations.site[run.from]}`;
      if (!run.isSilent || rows < leastSilent || this.#folding.opened.get(key)) {
        this.#stretch(rows, depth, run.from, run.to);
      } else this.#add(1, run.from, run.to, () => ({ kind: 'silent', key, count: rows, ...within, depth }));
    }
  }

  /** A line each for equations that are rows of the index side by side. */
  #stretch(count: number, depth: number, from: number, to: number): void {
    const start = this.#count;
    const index = this.#index.rowOfEquation(from);
    const place = (i: number) => (this.#isReversed ? count - 1 - i : i);
    const lineOf = (equation: number) => start + place(this.#index.rowOfEquation(equation) - index);
    this.#add(count, from, to, (i) => ({ kind: 'row', index: index + place(i), depth }), lineOf);
  }

  #fold(fold: Fold, depth: number, contentOf: (fold: Fold) => readonly Part[] | undefined): void {
    const { unit } = fold;
    const content = contentOf(fold);
    const isOpen = content !== undefined;
    const [from, to] = isOpen ? [0, 0] : [unit.from, unit.to];
    this.#add(1, from, to, () => ({ kind: 'fold', fold, isOpen, depth }));
    if (!content) return;
    const below = (kind: 'slider' | 'strip' | 'nothing' | 'table', count = 1) =>
      this.#add(count, 0, 0, (which) => ({ kind, fold, which, depth: depth + 1 }));
    if (hasRounds(unit)) {
      below('slider');
      below('strip', this.#folding.strips(unit));
    }
    if (hasRounds(unit) && this.#folding.isTable(this.#tree.site[unit.node]!)) {
      below('table');
      this.#add(unit.times, 0, 0, (position) => ({ kind: 'round', fold, position, depth: depth + 1 }));
    } else if (content.length === 0) below('nothing');
    else this.parts(content, depth + 1, contentOf);
  }

  #add(
    count: number,
    from: number,
    to: number,
    item: (i: number) => RowItem,
    lineOf?: (equation: number) => number,
  ): void {
    if (count <= 0) return;
    this.#stretches.push({ first: this.#count, count, item, from, to, ...(lineOf && { lineOf }) });
    this.#count += count;
  }
}
