import type { ListName, RowView, Slice } from '../../shared/panel/protocol.ts';
import type { Span } from '../../shared/span.ts';
import { chosenNumber, selectionOf, type Selection } from '../fold/selection.ts';
import type { Unit } from '../fold/units.ts';
import { allIterations, iterationText } from '../lines/iterationsAt.ts';
import type { LineModel } from '../lines/lineModel.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { rowsBySite } from '../model/sitesAtPlace.ts';
import { findRows } from '../query/find.ts';
import type { Term } from '../query/parse.ts';
import type { Backward } from './backward.ts';
import { loopFacts } from './loopFacts.ts';
import { loopTableText } from './loopTableText.ts';
import { listViews, orderOf, plainChoice, type ListContext, type LoopChoice } from './listViews.ts';
import { rowList, type RowItem, type RowList } from './rowList.ts';

/** Rows around the current one among which one of the cursor's is looked for. */
const mostSearched = 5000;

/** A run whose rows are shown. */
interface ListedRun {
  readonly index: RowIndex;
  readonly lines: LineModel;
  readonly backward: Backward;
}

/** The two lists of a panel for one run: what is open, what is chosen, and which rows there are by that. */
export class PanelLists {
  readonly #run: ListedRun;
  readonly #opened: Map<string, boolean>;
  readonly #choices: Map<number, LoopChoice>;
  #selection: Selection;
  #hits: Int32Array = new Int32Array();
  #lists: Readonly<Record<ListName, RowList>>;

  /** @param before the lists of the run before of the same program: what was opened there stays open */
  constructor(run: ListedRun, selection: Selection, before?: PanelLists) {
    this.#run = run;
    this.#selection = selection;
    this.#opened = new Map(before ? before.#opened : []);
    this.#choices = new Map(before ? before.#choices : []);
    this.#lists = this.#make();
  }

  /** What views of the run are drawn from now. */
  get context(): ListContext {
    const { index, lines, backward } = this.#run;
    return {
      index,
      model: lines,
      backward,
      selection: this.#selection,
      choices: (site) => this.#choices.get(site),
      hits: this.#hits,
    };
  }

  /** The iterations that are looked at, in words. */
  get iterations(): string[] {
    return allIterations(this.#run.lines, this.#selection).map(iterationText);
  }

  /** Looks for the rows for which all terms hold; without terms for none. How many there are. */
  search(terms: readonly Term[]): number {
    const { index, lines } = this.#run;
    this.#hits = terms.length === 0 ? new Int32Array() : findRows({ index, tree: lines.tree }, terms);
    return this.#hits.length;
  }

  /** The index row of the next hit from a row of a list, as the list goes, and its number among them; undefined if there is none. */
  hit(
    list: ListName,
    row: number,
    by: 0 | 1 | -1,
  ): { readonly index: number; readonly hit: number } | undefined {
    const isReversed = list === 'backward';
    const hits = isReversed ? this.#hits.filter((index) => index >= this.#run.index.inputCount) : this.#hits;
    if (isReversed) hits.reverse();
    const here = this.#rowIndexAt(list, row);
    let at = hits.findIndex((index) => (isReversed ? index <= here : index >= here));
    if (at < 0) at = hits.length;
    if (by > 0 && hits[at] === here) at++;
    if (by < 0) at--;
    const hit = (at + hits.length) % hits.length;
    const index = hits[hit];
    return index === undefined ? undefined : { index, hit };
  }

  count(list: ListName): number {
    return this.#lists[list].count;
  }

  views(list: ListName, slice: Slice): RowView[] {
    return listViews(this.context, this.#lists[list], slice, list === 'backward');
  }

  look(selection: Selection): void {
    this.#selection = selection;
    this.#lists = this.#make();
  }

  fold(key: string, isOpen: boolean): void {
    this.#opened.set(key, isOpen);
    this.#lists = this.#make();
  }

  /** Changes how the loop of a site is shown. */
  choose(site: number, change: (now: LoopChoice) => Partial<LoopChoice>): void {
    const now = this.#choices.get(site) ?? plainChoice;
    this.#choices.set(site, { ...now, ...change(now) });
    this.#lists = this.#make();
  }

  /** The row of an index row in each list, or of what is closed around it; −1 where it has none. */
  rowsOf(index: number): Record<ListName, number> {
    const { index: rows } = this.#run;
    if (index < rows.inputCount) return { trace: this.#lists.trace.ofInput(index), backward: -1 };
    const [equation] = rows.equations(index);
    const row = (list: ListName) => this.#lists[list].ofEquation(equation);
    return { trace: row('trace'), backward: row('backward') };
  }

  /** The row of an index row; what it is folded into is opened. Its iterations have to be looked at. */
  open(list: ListName, index: number): number {
    const { index: rows } = this.#run;
    if (index < rows.inputCount) {
      if (this.#lists[list].ofInput(index) < 0) this.fold('inputs', true);
      return this.#lists[list].ofInput(index);
    }
    const [equation] = rows.equations(index);
    for (;;) {
      const row = this.#lists[list].ofEquation(equation);
      const item = this.#lists[list].at(row);
      if (item?.kind === 'fold' && !item.isOpen) this.fold(item.fold.key, true);
      else if (item?.kind === 'hidden' || item?.kind === 'silent') this.fold(item.key, true);
      else return row;
    }
  }

  /** The row of the iteration that is looked at in the table of a loop; −1 if it is none. */
  roundRow(list: ListName, site: number): number {
    const first = this.#lists[list].ofRound(site, 0);
    const item = this.#lists[list].at(first);
    if (item?.kind !== 'round') return -1;
    const { tree } = this.#run.lines;
    const number = chosenNumber(tree, item.fold.unit, this.#selection);
    const order = orderOf(this.#run.lines, item.fold.unit, this.#choices.get(site) ?? plainChoice);
    return first + (order ? order.indexOf(number) : number);
  }

  /** The iterations that a row's equation, or the iteration that the row is, happened in; none of other rows. */
  iterationsOf(list: ListName, row: number): Selection {
    const { index, lines } = this.#run;
    const item = this.#lists[list].at(row);
    if (item?.kind === 'row' && item.index >= index.inputCount)
      return selectionOf(lines.tree, index.equations(item.index)[0]);
    if (item?.kind !== 'round') return new Map();
    return new Map([[this.#siteOf(item), this.#iterationAt(item)]]);
  }

  /** The index row of a row, −1 if it is of none, and where it stands in the source. */
  meant(list: ListName, row: number): { readonly index: number; readonly span?: Span | undefined } {
    const item = this.#lists[list].at(row);
    if (item?.kind === 'row') return { index: item.index, span: this.#run.index.row(item.index).span };
    if (!item || !('fold' in item)) return { index: -1 };
    return { index: -1, span: this.#run.index.result.spans.get(this.#siteOf(item)) };
  }

  /** The row nearest to the current one that is of one of these sites, or that such a row is folded into; −1 if there is none. */
  nearest(list: ListName, sites: readonly number[], current: number): number {
    if (sites.length === 0) return -1;
    const { count } = this.#lists[list];
    for (let away = 0; away < Math.min(count, mostSearched); away++) {
      for (const row of [current - away, current + away]) {
        if (sites.includes(this.#siteAt(list, row))) return row;
      }
    }
    const { index } = this.#run;
    const found = sites.map((site) => {
      const last = rowsBySite(index).get(site)?.last;
      return last === undefined ? -1 : this.#lists[list].ofEquation(index.equations(last)[0]);
    });
    return Math.max(...found);
  }

  /** The table of a fold that is visible, for the clipboard; undefined if none has this key. */
  tableText(key: string): string | undefined {
    const fold = this.#lists.trace.foldOf(key);
    return fold && loopTableText(this.#run.lines, fold.unit);
  }

  /** The index row of a row; of what folds the first inside; −1 of all else. */
  #rowIndexAt(list: ListName, row: number): number {
    const item = this.#lists[list].at(row);
    if (item?.kind === 'row') return item.index;
    return item?.kind === 'fold' ? this.#run.index.rowOfEquation(item.fold.unit.from) : -1;
  }

  #siteAt(list: ListName, row: number): number {
    const item = this.#lists[list].at(row);
    return item?.kind === 'row' ? this.#run.index.site(item.index) : -1;
  }

  #siteOf(item: Extract<RowItem, { fold: unknown }>): number {
    return this.#run.lines.tree.site[item.fold.unit.node]!;
  }

  #iterationAt(item: Extract<RowItem, { kind: 'round' }>): number {
    const choice = this.#choices.get(this.#siteOf(item)) ?? plainChoice;
    return orderOf(this.#run.lines, item.fold.unit, choice)?.[item.position] ?? item.position;
  }

  #make(): Record<ListName, RowList> {
    const { index, lines } = this.#run;
    const isTable = (site: number) => this.#choices.get(site)?.isTable ?? false;
    const strips = (unit: Unit) => loopFacts(lines, unit).strips.length;
    const folding = { opened: this.#opened, isTable, strips };
    const make = (isReversed: boolean) => rowList(index, lines.tree, this.#selection, folding, isReversed);
    return { trace: make(false), backward: make(true) };
  }
}
