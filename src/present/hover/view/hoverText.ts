import { countText, shapeText, type Shape } from '../../../shared/tensor.ts';
import { callText } from '../../format/callText.ts';
import { extent } from '../../format/grid.ts';
import { code, escapeText } from '../../format/markdown.ts';
import { plural, shortNumber } from '../../format/numberText.ts';
import { norm, summarize, summaryText } from '../../format/summaryText.ts';
import { referenceText } from '../../model/operands.ts';
import type { RowIndex } from '../../model/rowIndex.ts';
import type { Row } from '../../model/rows.ts';
import { numbersAt, opInfo } from '../../model/variables.ts';
import { gradientTitle } from '../../panel/rowViews.ts';
import type { Change } from '../changes.ts';
import type { Reading } from '../hovered.ts';
import type { Ran } from '../runs.ts';
import { stepsText, type Step } from '../steps.ts';
import { cellsText } from './cells.ts';
import { picturesText } from './picture.ts';
import type { Theme } from './shades.ts';

/** The links of a hover, as Markdown. */
export interface Links {
  /** To the iterations before and after one. */
  readonly around: (step: Step) => string;
  /** Below everything. */
  readonly below: string;
}

/** The numbers of what is read. */
export interface ReadNumbers {
  readonly value: Float64Array;
  /** Undefined where nothing is known of it. */
  readonly gradient: Float64Array | undefined;
  readonly shape: Shape;
}

/** The numbers of what is read, with all their digits; undefined of what has none. */
export function numbersOf(
  index: RowIndex,
  { row, refs, changes }: Reading,
  { shape, value, gradient } = index.row(row),
): ReadNumbers | undefined {
  if (!refs) return shape && value ? { value, gradient, shape } : undefined;
  const { cotangents, trace } = index.result;
  return {
    value: numbersAt(trace, refs),
    gradient: cotangents.length > 0 ? Float64Array.from(refs, (ref) => cotangents[ref] ?? 0) : undefined,
    // Elements that are no variable: one number, or a matrix of which some were set.
    shape: changes ? shape! : [],
  };
}

/**
 * What is known of an expression, as Markdown with HTML in it: name, version, operation, shape and iteration, how it was changed in place,
 * value and gradient (numbers in a line, matrices as cells, large ones as pictures), the operation's rule. `text` is the source text where
 * it is a name.
 */
export function hoverText(index: RowIndex, found: Reading, text: string, theme: Theme, links: Links): string {
  const { result } = index;
  const row = index.row(found.row);
  const { kind, id, names } = row;
  const numbers = numbersOf(index, found, row);
  const name = text || names[0] || id;
  const shape = numbers?.shape;
  const size = shape && (shape.length > 0 ? shapeText(shape) : 'number');
  const [from] = index.equations(found.row);
  const info = kind === 'equation' && !found.refs ? opInfo(result, from) : undefined;
  const about = [`**${code(name)}**`, aboutText(index, found, row, name), size];
  const tall = shape ? extent(shape)[0] > mostRowsWithRule : false;
  return joined([
    joinedLines([
      [...about.filter(Boolean), ...stepTexts(index, found, links)].join(' · '),
      ...notes(index, found),
      shape && !numbers.gradient && result.status === 'ok'
        ? `No gradient: ${escapeText(reason(index, found.row))}.`
        : '',
      numbers?.shape.length === 0 ? scalarText(numbers, gradientTitle(result, name)) : '',
    ]),
    numbers && numbers.shape.length > 0 ? matrixText(numbers, gradientTitle(result, name), theme) : '',
    joinedLines([
      kind === 'member' && !found.refs ? 'Traced through; its operations stand in the panel.' : '',
      info?.rule && !tall ? `${code(info.name)} ${escapeText(info.formula)} ⇒ ${escapeText(info.rule)}` : '',
      links.below,
    ]),
  ]);
}

/** Below more rows of digits there is no room for the rule. */
const mostRowsWithRule = 6;

/** `v6 = exp(v5)`, `v0 · input`, of an element `w[1,0]`. */
function aboutText(index: RowIndex, { refs, changes }: Reading, row: Row, name: string): string {
  const { id, op, operands, kind } = row;
  if (refs) return changes ? '' : code(referenceText(index.result, index.variables, refs[0]!));
  const version = name === id ? '' : `${id} `;
  if (kind === 'input') return `${version}input`;
  return code(`${version}= ${callText(op, operands)}`);
}

/** Paragraphs of Markdown. */
export function joined(paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Lines of one paragraph. */
export function joinedLines(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('  \n');
}

/** The iterations it was in, outermost first, each with links to those around. */
export function stepTexts({ result }: RowIndex, { steps }: Ran, { around }: Links): string[] {
  return steps.map((step) => [stepsText(result, [step]), around(step)].filter(Boolean).join(' '));
}

/** In which iterations it did not run, and how often in these. */
export function ranNotes({ result }: RowIndex, { times, missed }: Ran): string[] {
  const there = missed && stepsText(result, missed);
  return [
    there === undefined ? '' : `not run ${there ? `in ${there}` : 'there'}: this is the nearest run`,
    times > 1 ? `last of ${plural(times, 'run')}` : '',
  ];
}

/** How sure it is what is read, and how it came to it. */
function notes(index: RowIndex, found: Reading): string[] {
  const { boundOn } = found;
  return [
    ...ranNotes(index, found),
    changesText(index, found),
    boundOn === undefined ? '' : `as it was bound on line ${boundOn}`,
  ];
}

/** Changes of a matrix that are told one by one. */
const mostChanges = 4;

/** `changed in place: v1 (18) → v2 mul on 19 → read here`. */
function changesText(index: RowIndex, { changes, refs, row }: Reading): string {
  if (!changes) return '';
  const { result, variables } = index;
  const { bound, boundOn, made, file } = changes;
  const change = ({ id, member, span }: Change) => {
    const version = id > 0 ? `v${variables.element(id).variable} ` : '';
    const place = span && (span[0] === file ? span[1] : `${result.files[span[0]]}:${span[1]}`);
    return escapeText(version + member + (place === undefined ? '' : ` on ${place}`));
  };
  const rest = made.length - mostChanges;
  const told = made.map(change);
  const texts = rest > 0 ? [...told.slice(0, 2), `… ${countText(rest)} more`, ...told.slice(-2)] : told;
  const shown =
    made.at(-1)!.id > 0 || refs ? '' : `; the numbers are those of ${index.row(row).id}, before that`;
  return `changed in place: ${[`v${bound} (${boundOn})`, ...texts].join(' → ')} → read here${shown}`;
}

function reason(index: RowIndex, row: number): string {
  return index.inputs.find(({ variable }) => variable === row)?.reason ?? 'the run did not finish';
}

/** Value and derivative of a number in one line. */
function scalarText({ value, gradient }: ReadNumbers, title: string): string {
  const derivative = gradient ? ` · ${escapeText(title)} **${shortNumber(gradient[0]!)}**` : '';
  return `value **${shortNumber(value[0]!)}**${derivative}`;
}

/** Value and gradient of a matrix: in words where all entries are one number, as digits where there is room, else as pictures. */
function matrixText({ value, gradient, shape }: ReadNumbers, title: string, theme: Theme): string {
  if (value.length === 0) return 'empty';
  const given = [{ title: 'value', data: value }, ...(gradient ? [{ title, data: gradient }] : [])];
  const constants = given.map(({ data }) => constantText(data));
  if (constants.every((words) => words !== undefined))
    return given.map((one, i) => `${escapeText(one.title)} ${constants[i]}`).join(' · ');
  const blocks = given.map((one, i) =>
    constants[i] === undefined ? one : { title: `${one.title} ${constants[i]}` },
  );
  const cells = cellsText(blocks, shape, theme);
  if (cells !== undefined) return cells;
  const pictured = given.map(({ title: of, data }, i) => {
    const size = data === gradient ? `‖∂‖ ${shortNumber(norm(data))}` : `mean ${meanText(data)}`;
    const about = constants[i] ?? summaryText(data, shape);
    return { title: `${of} · ${size}`, about, ...(constants[i] === undefined && { data }) };
  });
  return picturesText(pictured, shape, theme);
}

/** Over the finite numbers. */
function meanText(data: Float64Array): string {
  return shortNumber(summarize(data).mean);
}

/** `all 1` of more than one number that are all the same. */
function constantText(data: Float64Array): string | undefined {
  if (data.length < 2 || !data.every((x) => Object.is(x, data[0]))) return undefined;
  return `all ${shortNumber(data[0]!)}`;
}
