import type { TraceResult } from '../../shared/trace.ts';
import { diagnosticLines, groupLines, type Sources } from './findingsText.ts';
import { causeOf } from '../findings/findingViews.ts';
import { equationLines } from './equationsText.ts';
import { gradientLines } from './inputsText.ts';
import { headerOf } from '../model/header.ts';
import { inputsOf } from '../model/inputs.ts';
import type { Failed } from '../../shared/failed.ts';
import { painter, type Paint } from '../format/layout.ts';
import type { LineChoice } from '../fold/selection.ts';
import { numberVariables, type Variables } from '../model/variables.ts';

/** Options of printing a trace. */
export interface TextOptions {
  /** ANSI colours. */
  readonly color: boolean;
  /** Characters a line; tables shrink to it as far as they can. */
  readonly width: number;
  /** Source texts by index into `files`, for the lines quoted under diagnostics. */
  readonly sources?: Sources;
  /** Iterations to look at, by the lines on which their loops start. */
  readonly iterations?: readonly LineChoice[];
}

/** A trace for the terminal: verdict, equations, inputs with gradients, findings in their groups. Ends with a line break. */
export function formatText(
  result: TraceResult,
  { color, width, sources = new Map(), iterations }: TextOptions,
): string {
  const paint = painter(color);
  const variables = numberVariables(result);
  const inputs = inputsOf(result, variables);
  return [
    headerLine(result, variables, paint),
    ...thrownLines(result, paint),
    ...equationLines(result, variables, inputs, { width, iterations }, paint),
    ...gradientLines(result, inputs, width, paint),
    ...groupLines(result, variables, sources, paint),
    '',
  ].join('\n');
}

/** Why the function threw, if that is known, and the error as it was thrown. */
function thrownLines({ thrown, status, diagnostics }: TraceResult, paint: Paint): string[] {
  if (thrown === undefined) return [];
  const cause = diagnostics[causeOf({ status, diagnostics })];
  const raw = thrown.split('\n').map((line) => paint(cause ? 'dim' : 'bad', `  ${line}`));
  return cause ? [...cause.message.split('\n').map((line) => paint('bad', `  ${line}`)), ...raw] : raw;
}

/** The diagnostics of a file that could not be traced at all. */
export function formatFailed(
  { files, diagnostics }: Failed,
  { color, sources = new Map() }: TextOptions,
): string {
  return [...diagnosticLines(diagnostics, files, sources, painter(color)), ''].slice(1).join('\n');
}

/** `f(a, b) = 55.9213   7 equations · 1.8 ms · ✓ gradient checked 3e−10`. */
export function headerLine(result: TraceResult, variables: Variables, paint: Paint): string {
  const { name, parameters, output, about, verdict } = headerOf(result, variables);
  const call = `${paint('bold', name)}${parameters}${output && ` = ${paint('bold', output)}`}`;
  const parts = [...about, ...verdict.map(({ style, text }) => paint(style, text))];
  return `${call}   ${parts.join(' · ')}`;
}
