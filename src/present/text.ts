import type { Code } from '../shared/errors.ts';
import { shapeText } from '../shared/tensor.ts';
import type { Check, TraceResult } from '../shared/trace.ts';
import { cutLines, guardLines } from './branches.ts';
import { diagnosticLines } from './findings.ts';
import { gradientLines } from './gradients.ts';
import { inputsOf, isOrdinary, type Input } from './inputs.ts';
import type { Failed } from './json.ts';
import { painter, table, type Cell, type Column, type Paint } from './layout.ts';
import { countText, milliseconds, plural, roughNumber } from './numbers.ts';
import { placeText } from './places.ts';
import { equationRows, inputRows, type Row } from './rows.ts';
import { gradientText, summaryText } from './summary.ts';
import { numbersAt, numberVariables, outputName, type Variables } from './variables.ts';

/** How a trace is to be printed. */
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

/** What kept a file from being traced at all. */
export function formatFailed(
  { files, diagnostics }: Failed,
  { color, sources = new Map() }: TextOptions,
): string {
  return [...diagnosticLines(diagnostics, files, sources, painter(color)), ''].slice(1).join('\n');
}

/** `f(a, b) = 55.9213   7 equations · 1.8 ms · ✓ gradient checked 3e−10`. */
function headerLine(result: TraceResult, variables: Variables, paint: Paint): string {
  const { trace, timing } = result;
  const roots = trace.leaves
    .filter(({ kind }) => kind === 'argument')
    .map(({ path }) => path.split(/[.[]/, 1)[0]!);
  const call = `${paint('bold', result.function.name)}(${[...new Set(roots)].join(', ')})`;
  const about = [
    result.case,
    plural(trace.equations.op.length, 'equation'),
    milliseconds(timing.run),
    verdict(result, variables, paint),
  ];
  return `${call}${outputText(result, paint)}   ${about.filter((text) => text !== '').join(' · ')}`;
}

function outputText({ trace, status }: TraceResult, paint: Paint): string {
  if (status !== 'ok' || trace.outputs.length === 0) return '';
  const texts = trace.outputs.slice(0, 4).map((output) => {
    const numbers = numbersAt(trace, output.refs);
    const value = numbers.length <= 3 ? summaryText(numbers, output.shape) : shapeText(output.shape);
    return output.path === '' ? value : `${outputName(output).replace(/^return\.?/, '')}: ${value}`;
  });
  const more = trace.outputs.length > texts.length ? ', …' : '';
  const whole = trace.outputs[0]!.path === '';
  return ` = ${paint('bold', whole ? texts[0]! : `{ ${texts.join(', ')}${more} }`)}`;
}

/** Whether the gradient is to be trusted, and if not why. */
function verdict(result: TraceResult, variables: Variables, paint: Paint): string {
  const { status, check, diagnostics, trace } = result;
  if (status !== 'ok') {
    const stop = diagnostics.find(({ severity }) => severity === 'error');
    const place = placeText(result.files, stop?.span);
    return paint(
      'bad',
      `✗ ${status === 'threw' ? 'threw' : `stopped: ${stop?.code ?? 'limit'}`}${place && ` at ${place}`}`,
    );
  }
  const cut = trace.cuts.find((candidate) => !isOrdinary(candidate));
  const parts = [checkText(check, result, paint)];
  if (cut) {
    const what = variables.label(variables.place(cut.id).variable);
    parts.push(
      paint(
        'warning',
        `cut at ${placeText(result.files, result.spans.get(cut.site))} (${what}, ${cut.reason})`,
      ),
    );
  }
  return parts.join(' · ');
}

/** What a failed check can find. */
const proofCodes: ReadonlySet<Code> = new Set([
  'unexplained-value',
  'lost-dependence',
  'wrong-rule',
  'not-deterministic',
  'gradient-cut',
]);

function checkText(check: Check | null, { diagnostics }: TraceResult, paint: Paint): string {
  if (check === null) return paint('dim', 'gradient not checked');
  const note = check.note ? ` (${check.note})` : '';
  if (!check.ok) {
    const reason = diagnostics.find(({ code }) => proofCodes.has(code))?.code;
    const error = Number.isNaN(check.maxRelativeError) ? '' : ` by ${roughNumber(check.maxRelativeError)}`;
    return paint('bad', `✗ gradient check failed${error}${reason ? `: ${reason}` : ''}${note}`);
  }
  if (check.directions === 0 || Number.isNaN(check.maxRelativeError)) {
    return paint('warning', `gradient could not be checked${note}`);
  }
  return paint('good', `✓ gradient checked ${roughNumber(check.maxRelativeError)}${note}`);
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
  const equations = equationRows(result, variables, head, tail);
  const rows = [...shownInputs, ...equations.head, ...equations.tail];
  const unfinished = result.status !== 'ok' ? rows.filter(({ kind }) => kind !== 'input').at(-1) : undefined;
  const cells = rows.map((row) => rowCells(row, row === unfinished, width >= widthForBars, result.files));
  const heading = titles.map((text): Cell => ({ text, style: 'dim' }));
  const lines = table([heading, ...cells], columns, width, paint);
  const gap = (from: number, hidden: number, what: string) => {
    if (hidden > 0) lines.splice(from, 0, paint('dim', `  … ${countText(hidden)} more${what}`));
  };
  gap(1 + shownInputs.length + equations.head.length, equations.hidden, '');
  gap(1 + shownInputs.length, allInputs.length - shownInputs.length, ' inputs');
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
