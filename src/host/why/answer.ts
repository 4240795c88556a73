import type { Position, TextDocument } from 'vscode';
import {
  explain,
  explainLine,
  explainNumber,
  findingExplained,
  questionText,
  type Explanation,
} from '../../explain/index.ts';
import { findReading } from '../../present/hover/hovered.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { Done } from '../done.ts';
import { tryLook } from '../sources/look.ts';
import { shownRun, type Session } from '../sessions.ts';

/** What a person points at: a place of a document, a row of the trace by its index, a line of a file of the run, or a finding by its number. */
export type Asked =
  | { readonly document: TextDocument; readonly position: Position }
  | { readonly row: number; readonly of?: 'value' | 'gradient' }
  | { readonly file: number; readonly line: number }
  | { readonly finding: number };

/** Why a number is what it is. */
export interface Answer {
  readonly run: Done;
  readonly explanation: Explanation;
  /** `Why is ∂loss/∂w = 0?` */
  readonly question: string;
  /** The row of the trace that it is about; −1 where there is none. */
  readonly row: number;
}

/** Answers a question about the run that a session shows; a text says why there is no answer. */
export async function answerTo(session: Session, asked: Asked): Promise<Answer | string> {
  const run = shownRun(session);
  if (!run) return 'nothing was traced in this file yet.';
  if (session.stale) return 'the code changed since this run: trace it again, then ask.';
  if ('finding' in asked) {
    const finding = run.result.diagnostics[asked.finding];
    return finding ? answer(run, findingExplained(finding)) : 'this finding is gone.';
  }
  if ('row' in asked) return ofRow(run, asked.row, undefined, asked.of);
  if ('line' in asked) return ofLine(session, run, asked) ?? `nothing was computed on line ${asked.line}.`;
  const found = await ofPlace(session, run, asked.document, asked.position);
  return found ?? 'nothing that was traced stands here.';
}

/** Of an expression what it is there, of a line's end what the line computed last. */
async function ofPlace(
  session: Session,
  run: Done,
  document: TextDocument,
  position: Position,
): Promise<Answer | undefined> {
  const line = position.line + 1;
  const file = run.paths.indexOf(document.uri.fsPath);
  if (file < 0) return undefined;
  const isEnd = position.isEqual(document.lineAt(position).range.end);
  const look = isEnd ? undefined : await tryLook(document, position);
  if (look?.expression) {
    const { kind, text, range } = look.expression;
    const functions = look.functions.map((one) => one.range);
    const place = { file, kind, text, range, functions };
    const reading = findReading(run.index, run.lines, session.selection, place);
    if (reading) return ofRow(run, reading.row, reading.refs);
    const question = { file, line, name: text, of: 'gradient' as const };
    const explanation = kind === 'name' ? explain(run.evidence(), question) : undefined;
    if (explanation) return answer(run, explanation);
  }
  return ofLine(session, run, { file, line });
}

function ofLine(
  { selection }: Session,
  run: Done,
  { file, line }: { readonly file: number; readonly line: number },
): Answer | undefined {
  const iterations = [...selection].flatMap(([site, iteration]) => {
    const span = run.result.spans.get(site);
    return span ? [{ line: span[1], iteration }] : [];
  });
  const said = explainLine(run.evidence(), { file, line, iterations });
  if (!said) return undefined;
  const { explanation, ids } = said;
  const { variables, rowOfVariable } = run.index;
  const row = ids.length === 0 ? -1 : rowOfVariable(variables.element(ids[0]!).variable);
  return answer(run, explanation, row, ids);
}

/** Of all of a row's variable, or of some of its elements. */
function ofRow(run: Done, row: number, refs?: Int32Array, of?: 'value' | 'gradient'): Answer {
  const { index, result } = run;
  const { names, id, span = result.function.span } = index.row(row);
  const [, end] = index.equations(row);
  const { variables } = index;
  // The result of a member that was traced through is what was computed last.
  const { first, shape } = variables.at(end === 0 ? row : variables.leaves.length + end - 1);
  const all = refs ?? Int32Array.from({ length: sizeOf(shape) }, (_, k) => first + k);
  const ids = all.filter((ref) => ref > 0);
  const iteration = end === 0 ? undefined : run.evidence().iteration(end - 1);
  const target = { name: names[0] ?? id, span, ids, ...(iteration !== undefined && { iteration }) };
  const explanation = explainNumber(run.evidence(), target, of);
  return answer(run, explanation, row, ids);
}

function answer(run: Done, explanation: Explanation, row = -1, ids: Int32Array = new Int32Array(0)): Answer {
  const { trace, cotangents } = run.result;
  const numbers = explanation.about.of === 'value' ? trace.values : cotangents;
  const asked = Float64Array.from(ids, (id) => numbers[id] ?? 0);
  return { run, explanation, question: questionText(run.evidence(), explanation, asked), row };
}
