import type { Range } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { operandsOf } from '../../shared/trace.ts';
import type { Selection } from '../fold/selection.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import {
  rangeOf,
  rowsBySite,
  sameRange,
  sameStart,
  sitesAround,
  sitesAt,
  within,
  type SourceExpression,
} from '../model/sitesAtPlace.ts';
import { changesOf, type Change } from './changes.ts';
import { chosenTimes, timeBefore } from '../lines/chosenTimes.ts';
import type { LineModel } from '../lines/lineModel.ts';
import { callsAround } from '../model/rows.ts';
import { chosenRow, chosenRun, type Ran } from './runs.ts';
import { chosenStep } from './steps.ts';

/** What an expression is in the iterations that are looked at. */
export interface Reading extends Ran {
  readonly row: number;
  /** The elements of the row's variable that it is, where it is not all of it; or elements of several, after a change in part. */
  readonly refs?: Int32Array;
  /** The line where a name was bound, where it is not sure that it still has this value. */
  readonly boundOn?: number;
  /** How the value that the name was bound to was changed in place before it was read. */
  readonly changes?: Changes;
}

/** The changes in place between a binding and a read. */
export interface Changes {
  /** The file that is read. */
  readonly file: number;
  /** The variable that the name was bound to, and the line of that. */
  readonly bound: number;
  readonly boundOn: number;
  readonly made: readonly Change[];
}

/** What a name, a call or an operation is in the iterations that are looked at; undefined if the trace does not know it. */
export function findReading(
  index: RowIndex,
  model: LineModel,
  selection: Selection,
  expression: SourceExpression,
): Reading | undefined {
  const finder = new Finder(index, model, selection, expression);
  switch (expression.kind) {
    case 'name':
      return finder.name();
    case 'call':
      return finder.call();
    case 'operation':
      return finder.operation();
    case 'loop':
      return undefined;
  }
}

/** A name bound to a value, by its row in the trace. */
interface Binding {
  readonly at: number;
  readonly range: Range;
}

/** When something is read: what is before that, by the time that it has in the trace, its site and its range. */
interface Moment extends Ran {
  readonly isBefore: (time: number, site: number, range: Range | undefined) => boolean;
  /** The equation that reads it. */
  readonly equation?: number;
}

class Finder {
  readonly #index: RowIndex;
  readonly #model: LineModel;
  readonly #selection: Selection;
  readonly #expression: SourceExpression;

  constructor(index: RowIndex, model: LineModel, selection: Selection, expression: SourceExpression) {
    this.#index = index;
    this.#model = model;
    this.#selection = selection;
    this.#expression = expression;
  }

  call(): Reading | undefined {
    const { file, range } = this.#expression;
    const { spans } = this.#index.result;
    const sites = [...rowsBySite(this.#index).keys()].filter((site) => {
      const span = spans.get(site);
      return span?.[0] === file && sameRange(rangeOf(span), range);
    });
    return this.#rows(sites);
  }

  /** The result of the smallest equation around it in its function. */
  operation(): Reading | undefined {
    const { file, range, functions } = this.#expression;
    const { spans } = this.#index.result;
    const sites = sitesAround(this.#index, rowsBySite(this.#index).keys(), file, range);
    const isHere = !functions[0] || sites.every((site) => within(rangeOf(spans.get(site)!), functions[0]!));
    return isHere ? this.#rows(sites) : undefined;
  }

  name(): Reading | undefined {
    const bindings = this.#bindings();
    for (const around of this.#expression.functions) {
      const inside = bindings.filter(({ range }) => within(range, around));
      if (inside.length > 0) return this.#ofBindings(inside) ?? this.#leaf();
    }
    return this.#leaf();
  }

  /** The bindings of the name in the file. */
  #bindings(): Binding[] {
    const { trace, spans, texts } = this.#index.result;
    const { file, text } = this.#expression;
    const ranges = new Map<number, Range>();
    for (const [site, name] of texts) {
      const span = name === text ? spans.get(site) : undefined;
      if (span?.[0] === file) ranges.set(site, rangeOf(span));
    }
    const found: Binding[] = [];
    const { id, site } = trace.names;
    for (let at = 0; at < site.length; at++) {
      const range = id[at]! > 0 ? ranges.get(site[at]!) : undefined;
      if (range) found.push({ at, range });
    }
    return found;
  }

  #ofBindings(bindings: readonly Binding[]): Reading | undefined {
    const { range } = this.#expression;
    const here = bindings.filter((binding) => sameStart(range, binding.range));
    if (here.length > 0) {
      const { times, result } = this.#model;
      const { site } = result.trace.names;
      const events = here.map(({ at }) => ({ time: times[at]!, site: site[at]! }));
      const isChosen = chosenTimes(result, this.#model.tree, this.#model.within, this.#selection);
      const { last, ran } = chosenRun(this.#model, this.#selection, events, (event) =>
        isChosen(event.time, event.site),
      );
      return this.#value(here[last]!, { ...ran, isBefore: () => false }, true);
    }
    const moment = this.#readMoment() ?? this.#placeMoment();
    const { times } = this.#model;
    const { site } = this.#index.result.trace.names;
    const last = bindings.findLast(({ at, range: bound }) => moment.isBefore(times[at]!, site[at]!, bound));
    if (last) return this.#value(last, moment, false);
    // A parameter is an input until it is bound anew.
    return this.#leaf() ?? this.#value(bindings[0]!, moment, false);
  }

  /** The moment of the innermost equation around the place. */
  #readMoment(): Moment | undefined {
    const { file, range } = this.#expression;
    const found = this.#rows(sitesAt(this.#index, file, range[0], range[1]));
    if (!found) return undefined;
    const { row, ...ran } = found;
    const [equation] = this.#index.equations(row);
    const end = timeBefore(this.#index.result.trace, equation + 1);
    return { ...ran, equation, isBefore: (time) => time < end };
  }

  /**
   * The moment of a place that computes nothing: after all that stands before it, in the iterations that are looked at of the loops around
   * it, the last ones of other loops.
   */
  #placeMoment(): Moment {
    const model = this.#model;
    const { range, functions } = this.#expression;
    const around = chosenStep(model, this.#selection, (_, site) => this.#holds(site, range));
    const start = around?.time ?? -1;
    const kept = [...this.#selection].filter(
      ([site]) => this.#holds(site, range) || !(functions[0] && this.#isIn(site, functions[0])),
    );
    const isChosen = chosenTimes(model.result, model.tree, model.within, new Map(kept));
    return {
      times: 1,
      steps: around?.steps ?? [],
      isBefore: (time, site, at) => {
        if (time <= start) return true;
        const isInside = at && (!functions[0] || within(at, functions[0]));
        return isInside === true && isChosen(time, site) && startsBefore(at, range);
      },
    };
  }

  #rows(sites: readonly number[]): (Ran & { readonly row: number }) | undefined {
    return chosenRow(this.#index, this.#model, this.#selection, sites);
  }

  /** Whether the range of a loop's or call's site has a range in it. */
  #holds(site: number, range: Range): boolean {
    const span = this.#index.result.spans.get(site);
    return span?.[0] === this.#expression.file && within(range, rangeOf(span));
  }

  #isIn(site: number, range: Range): boolean {
    const span = this.#index.result.spans.get(site);
    return span?.[0] === this.#expression.file && within(rangeOf(span), range);
  }

  /** The value of a name at a moment: what it was bound to, or what that was changed to in place. */
  #value({ at, range }: Binding, moment: Moment, isBound: boolean): Reading | undefined {
    const { result, variables } = this.#index;
    const { names } = result.trace;
    const [id, size] = [names.id[at]!, names.size[at]!];
    const { variable, index } = variables.element(id);
    const isWhole = index === 0 && size === sizeOf(variables.at(variable).shape);
    // Of a value put together from several only the first number is known.
    if (!isWhole && size !== 1) return undefined;
    const { times, steps, missed } = moment;
    const common = { times, steps, ...(missed && { missed }) };
    const row = this.#index.rowOfVariable(variable);
    const made = isWhole ? this.#changes(at, moment) : [];
    if (made.length === 0) {
      const isSure = isBound || this.#isReadBy(row, moment);
      const refs = isWhole ? {} : { refs: Int32Array.of(id) };
      return { row, ...refs, ...common, ...(!isSure && { boundOn: range[0] }) };
    }
    const whole = made.findLast((change) => change.id > 0)?.id ?? id;
    const read = variables.element(whole).variable;
    const refs = made.at(-1)!.id > 0 ? undefined : this.#gathered(read, moment);
    return {
      row: this.#index.rowOfVariable(read),
      ...(refs && { refs }),
      ...common,
      changes: { file: this.#expression.file, bound: variable, boundOn: range[0], made },
    };
  }

  /** The changes in place of a bound matrix between its binding and a moment. */
  #changes(at: number, { isBefore }: Moment): Change[] {
    const { result } = this.#index;
    const { holder } = result.trace.names;
    return changesOf(result, holder?.[at] ?? 0).filter((change) => {
      const time = timeBefore(result.trace, change.equation);
      return change.name > at && isBefore(time, change.site, this.#inFunction(change));
    });
  }

  /** The range of a change, or of the call that it happened in, in the function around the place. */
  #inFunction({ site, equation }: Change): Range | undefined {
    const { spans } = this.#index.result;
    const { file, functions } = this.#expression;
    const found = [site, ...callsAround(this.#index.result, equation - 1)].find((one) =>
      functions[0] ? this.#isIn(one, functions[0]) : spans.get(one)?.[0] === file,
    );
    return found === undefined ? undefined : rangeOf(spans.get(found)!);
  }

  /** The elements that the reading equation has of a matrix that was changed in part, if there is no doubt. */
  #gathered(variable: number, { equation }: Moment): Int32Array | undefined {
    if (equation === undefined) return undefined;
    const { result, variables } = this.#index;
    const { shape } = variables.at(variable);
    const fitting = operandsOf(result.trace, equation).filter(
      (operand) => operand.shape.join() === shape.join() && operand.block === 0 && !operand.static,
    );
    return fitting.length === 1 ? fitting[0]!.refs : undefined;
  }

  /** Whether the equation of a moment has a row's variable among its operands. */
  #isReadBy(row: number, { equation }: Moment): boolean {
    if (equation === undefined) return false;
    const { result, variables, rowOfVariable } = this.#index;
    return operandsOf(result.trace, equation).some(
      ({ refs }) => refs[0]! > 0 && rowOfVariable(variables.element(refs[0]!).variable) === row,
    );
  }

  #leaf(): Reading | undefined {
    const { file, text, functions } = this.#expression;
    const { result } = this.#index;
    const traced = rangeOf(result.function.span);
    const isTraced = result.function.span[0] === file && functions.some((range) => within(traced, range));
    const captured = ['', `${result.files[file]}:`].map((path) => `module:${path}${text}`);
    const leaf = this.#index.variables.leaves.findIndex(({ path, kind }) =>
      kind === 'captured' ? captured.includes(path) : isTraced && path === text,
    );
    return leaf < 0 ? undefined : { row: this.#index.rowOfVariable(leaf), times: 1, steps: [] };
  }
}

function startsBefore(a: Range, b: Range): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
