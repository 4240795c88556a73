import { shapeText } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { cutLines, guardLines } from './branchesText.ts';
import { diagnosticLines } from './findingsText.ts';
import { gradientLines } from './inputsText.ts';
import { headerOf } from '../model/header.ts';
import { inputsOf, type Input } from '../model/inputs.ts';
import type { Failed } from '../../shared/failed.ts';
import { painter, table, type Cell, type Column, type Paint } from '../format/layout.ts';
import { countText } from '../format/numberText.ts';
import { placeText } from '../format/placeText.ts';
import { equationRows, inputRows, type Row } from '../model/rows.ts';
import { gradientText, summaryText } from '../format/summaryText.ts';
import { numberVariables, type Variables } from '../model/variables.ts';

/** Options of printing a trace. */
export interface TextOptions {
  /** ANSI colours. */
  readonly color: boolean;
  /** Characters a line; tables shrink to it as far as they can. */
  readonly width: number;
  /** Source texts by index into `files`, for the lines quoted under diagnostics. */
  readonly sources?: ReadonlyMap<number, string>;
}

/** A trace for the terminal: verdict, equations, inputs with gradients, branches, cuts, diagnostics. Ends with a line break. */
export function formatText(result: TraceResult, { color, width, sources = new Map() }: TextOptions): string {
  const paint = painter(color);
  const variables = numberVariables(result);
  const inputs = inputsOf(result, variables);
  return [
    headerLine(result, variables, paint),
    ...(result.thrown === undefined
      ? []
      : result.thrown.split('\n').map((line) => paint('bad', `  ${line}`))),
    ...equationLines(result, variables, inputs, width, paint),
    ...gradientLines(result, inputs, width, paint),
    ...guardLines(result, variables, paint),
    ...cutLines(result, variables, paint),
    ...diagnosticLines(result.diagnostics, result.files, sources, paint),
    '',
  ].join('\n');
}

/** The diagnostics of a file that could not be traced at all. */
export function formatFailed(
  { files, diagnostics }: Failed,
  { color, sources = new Map() }: TextOptions,
): string {
  return [...diagnosticLines(diagnostics, files, sources, painter(color)), ''].slice(1).join('\n');
}

/** `f(a, b) = 55.9213   7 equations · 1.8 ms · ✓ gradient checked 3e−10`. */
function headerLine(result: TraceResult, variables: Variables, paint: Paint): string {
  const { name, parameters, output, about, verdict } = headerOf(result, variables);
  const call = `${paint('bold', name)}${parameters}${output && ` = ${paint('bold', output)}`}`;
  const parts = [...about, ...verdict.map(({ style, text }) => paint(style, text))];
  return `${call}   ${parts.join(' · ')}`;
}

const columns: readonly Column[] = [
  {},
  {},
  { least: 8 },
  {},
  { least: 12 },
  {},
  { least: 24 },
  { align: 'right' },
  {},
];
const titles = ['', '', 'name', 'op', 'operands', 'shape', 'value', 'gradient', 'line'];
const [mostInputs, head, tail] = [12, 28, 12];
/** Narrower terminals show ranges without their distribution. */
const widthForBars = 90;

function equationLines(
  result: TraceResult,
  variables: Variables,
  inputs: readonly Input[],
  width: number,
  paint: Paint,
): string[] {
  const allInputs = inputRows(inputs, variables);
  const shownInputs = allInputs.slice(0, mostInputs);
  const excerpts = [
    { rows: shownInputs, hidden: allInputs.length - shownInputs.length, what: ' inputs' },
    ...equationRows(result, variables, head, tail).map((excerpt) => ({ ...excerpt, what: '' })),
  ];
  const rows = excerpts.flatMap((excerpt) => excerpt.rows);
  const unfinished = result.status !== 'ok' ? rows.filter(({ kind }) => kind !== 'input').at(-1) : undefined;
  const cells = rows.map((row) => rowCells(row, row === unfinished, width >= widthForBars, result.files));
  const heading = titles.map((text): Cell => ({ text, style: 'dim' }));
  const lines = table([heading, ...cells], columns, width, paint);
  let at = 1;
  for (const { rows: shown, hidden, what } of excerpts) {
    at += shown.length;
    if (hidden > 0) lines.splice(at++, 0, paint('dim', `  … ${countText(hidden)} more${what}`));
  }
  return rows.length === 0 ? [] : ['', ...lines];
}

function rowCells(row: Row, unfinished: boolean, bars: boolean, files: readonly string[]): Cell[] {
  const { shape, value, gradient } = row;
  return [
    { text: unfinished ? '▶' : '', style: 'bad' },
    { text: row.id, style: 'dim' },
    { text: row.names.join(', '), style: 'bold' },
    { text: row.op, style: 'op' },
    { text: row.operands },
    { text: shape === undefined || shape.length === 0 ? '' : shapeText(shape), style: 'dim' },
    { text: shape && value ? summaryText(value, shape, bars) : '' },
    { text: shape && gradient ? gradientText(gradient, shape) : '' },
    { text: placeText(files, row.span), style: 'dim' },
  ];
}
