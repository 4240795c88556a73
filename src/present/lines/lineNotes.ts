import type { Shape } from '../../shared/tensor.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { chosenIntervals, chosenUnits, type Selection } from '../fold/selection.ts';
import type { FoldTree } from '../fold/tree.ts';
import { headerOf } from '../model/header.ts';
import { numbersOf, type Variable } from '../model/variables.ts';
import { outermostMembers } from '../model/rows.ts';
import { chosenTimes, timeBefore } from './chosenTimes.ts';
import type { LineModel } from './lineModel.ts';
import { marksOf, type Mark } from './lineMarks.ts';
import { loopNote, type LoopNote } from './loopNote.ts';

/** What a line of the source did in the iterations that are looked at. */
export interface LineNote {
  /** From 1. */
  readonly line: number;
  /** What was bound there last; empty where the line only computes. */
  readonly name: string;
  /** The name's number among all bindings of this name in the file until then, from 1; 0 without a name. */
  readonly version: number;
  /** Of the value that was bound, else computed last. */
  readonly shape?: Shape;
  readonly value?: Float64Array;
  /** Absent where the run did not finish. */
  readonly gradient?: Float64Array;
  /** The function's result, on its own line. */
  readonly output?: string;
  /** On the head of a loop. */
  readonly loop?: LoopNote;
  readonly marks: readonly Mark[];
}

/** A note in the making. */
type Draft = { -readonly [K in keyof LineNote]: LineNote[K] };

/**
 * The notes of the lines of a file, ascending: what each bound or computed at the iterations that are looked at, its gradient, and what is
 * not plain about it. Every view of the code draws these.
 *
 * @param file its number in the result's `files`
 */
export function lineNotes(model: LineModel, selection: Selection, file: number): LineNote[] {
  const drafts = new Map<number, Draft>();
  const at = (line: number): Draft => {
    const known = drafts.get(line);
    if (known) return known;
    const draft: Draft = { line, name: '', version: 0, marks: [] };
    drafts.set(line, draft);
    return draft;
  };
  const { last, alive } = noteComputed(model, selection, file, at);
  noteNames(model, selection, file, at, last);
  const { result, tree } = model;
  for (const unit of chosenUnits(tree, selection)) {
    const span = result.spans.get(tree.site[unit.node]!);
    if (unit.kind === 'loop' && span?.[0] === file) at(span[1]).loop = loopNote(model, selection, unit);
  }
  const { span } = result.function;
  const { output } = headerOf(result, model.variables);
  if (span[0] === file && output !== '') at(span[1]).output = `= ${output}`;
  for (const [line, marks] of marksOf(model, file, drafts, alive)) at(line).marks = marks;
  return [...drafts.values()].sort((a, b) => a.line - b.line);
}

/** The last value that each line computed; returns the equations by line, and the lines of which any has a gradient. */
function noteComputed(
  { result, variables, tree }: LineModel,
  selection: Selection,
  file: number,
  at: (line: number) => Draft,
): { readonly last: ReadonlyMap<number, number>; readonly alive: ReadonlySet<number> } {
  const { cotangents } = result;
  const { equations, scopes } = result.trace;
  const last = new Map<number, number>();
  const alive = new Set<number>();
  const members = outermostMembers(scopes);
  for (const [from, to] of chosenIntervals(tree, selection)) {
    for (let e = from; e < to; e++) {
      // The result of a member that was traced through is any gathering of what is inside.
      if (members[equations.scope[e]!]! >= 0) continue;
      const span = result.spans.get(equations.site[e]!);
      if (span?.[0] !== file) continue;
      last.set(span[1], e);
      if (!alive.has(span[1]) && cotangents.length > 0) {
        const gradient = numbersOf(cotangents, variables.ofEquation(e));
        if (gradient.some((x) => x !== 0)) alive.add(span[1]);
      }
    }
  }
  const inCalls = lastInCalls(result, tree, selection, file);
  for (const line of new Set([...last.keys(), ...inCalls.keys()])) {
    const [own = -1, called = -1] = [last.get(line), inCalls.get(line)];
    // What a call returned is known only if it is the output.
    const variable = variables.ofEquation(Math.max(own, called));
    const isKnown = own > called || variables.names(variable.number).includes('return');
    if (isKnown) Object.assign(at(line), numbers(result, variable));
    last.set(line, Math.max(own, called));
  }
  return { last, alive };
}

/** The last equation inside the calls on each line. */
function lastInCalls(
  { spans }: TraceResult,
  tree: FoldTree,
  selection: Selection,
  file: number,
): Map<number, number> {
  const last = new Map<number, number>();
  for (const { kind, node, to } of chosenUnits(tree, selection)) {
    const span = kind === 'call' || kind === 'member' ? spans.get(tree.site[node]!) : undefined;
    if (span?.[0] === file) last.set(span[1], to - 1);
  }
  return last;
}

/** The last name that each line bound, where it computed nothing after. */
function noteNames(
  { result, variables, tree, within, times, versions }: LineModel,
  selection: Selection,
  file: number,
  at: (line: number) => Draft,
  computed: ReadonlyMap<number, number>,
): void {
  const { id: ids, site: sites, size: sizes } = result.trace.names;
  const isChosen = chosenTimes(result, tree, within, selection);
  for (let i = 0; i < ids.length; i++) {
    // Of a million names few are bound in the iterations that are looked at.
    if (!isChosen(times[i]!, sites[i]!)) continue;
    const span = result.spans.get(sites[i]!);
    const name = result.texts.get(sites[i]!);
    if (span?.[0] !== file || name === undefined || ids[i]! <= 0) continue;
    const last = computed.get(span[1]);
    if (last !== undefined && times[i]! < timeBefore(result.trace, last + 1)) continue;
    const { variable, index } = variables.element(ids[i]!);
    const whole = variables.at(variable);
    const isWhole = index === 0 && sizes[i] === sizeOf(whole.shape);
    // Of a value put together from several only the first number is known.
    if (!isWhole && sizes[i] !== 1) continue;
    const bound = isWhole ? whole : { number: variable, first: ids[i]!, shape: [] };
    Object.assign(at(span[1]), { name, version: versions[i]! }, numbers(result, bound));
  }
}

function numbers({ trace, cotangents }: LineModel['result'], variable: Variable) {
  const value = numbersOf(trace.values, variable);
  const gradient = cotangents.length > 0 ? numbersOf(cotangents, variable) : undefined;
  return { shape: variable.shape, value, gradient };
}
