import { shapeText, type Shape } from '../../shared/tensor.ts';
import { extent, isSmall } from '../format/grid.ts';
import { alignedNumbers, countText, plural, shortNumber } from '../format/numberText.ts';
import type { Change } from '../hover/changes.ts';
import type { Reading } from '../hover/hovered.ts';
import { stepsText } from '../hover/steps.ts';
import { referenceText } from '../model/operands.ts';
import { gradientTitle } from './rowViews.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { describe, norm } from '../format/summaryText.ts';
import { numbersAt, opInfo } from '../model/variables.ts';

/** Columns of value and gradient together that a hover has room for. */
const mostTogether = 10;

/**
 * What is known of an expression, as Markdown: name, version, shape and iteration, how it was changed in place, value and gradient (numbers
 * in a line, matrices as tables, large ones summarised), the operation's rule. `text` is the source text where it is a name; `links` go
 * below.
 */
export function hoverText(index: RowIndex, found: Reading, text: string, links: string): string {
  if (found.refs) return partText(index, found, found.refs, text, links);
  const { result } = index;
  const { row } = found;
  const { id, names, op, operands, kind, shape, value, gradient } = index.row(row);
  const name = text || names[0] || id;
  const info = kind === 'equation' ? opInfo(result, index.equations(row)[0]) : undefined;
  const what = kind === 'input' ? 'input' : `${code(op)} ${operands && code(operands)}`;
  const size = shape && (shape.length > 0 ? shapeText(shape) : 'number');
  return joined([
    ...head(index, found, [`**${code(name)}**`, id, what.trim(), size]),
    ...(shape && value ? numbers(value, gradient, shape, gradientTitle(result, name)) : []),
    kind === 'member' ? 'Traced through; its operations stand in the panel.' : '',
    shape && !gradient && result.status === 'ok' ? `No gradient: ${reason(index, row)}.` : '',
    info?.rule ? `${code(info.name)} ${escapeText(info.formula)} ⇒ ${escapeText(info.rule)}` : '',
    links,
  ]);
}

/** Elements that are no variable: `first` of `const first = m.get(0, 0)`, or a matrix of which some were set. */
function partText(index: RowIndex, found: Reading, refs: Int32Array, text: string, links: string): string {
  const { result, variables } = index;
  const shape = found.changes ? index.row(found.row).shape! : [];
  const what = found.changes ? '' : code(referenceText(result, variables, refs[0]!));
  const size = shape.length > 0 ? shapeText(shape) : 'number';
  const { cotangents } = result;
  const gradient = cotangents.length > 0 ? Float64Array.from(refs, (ref) => cotangents[ref] ?? 0) : undefined;
  return joined([
    ...head(index, found, [`**${code(text)}**`, what, size]),
    ...numbers(numbersAt(result.trace, refs), gradient, shape, gradientTitle(result, text)),
    links,
  ]);
}

function joined(paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** What it is, at which iterations, and how sure that is. */
function head(index: RowIndex, found: Reading, about: readonly (string | undefined)[]): string[] {
  const { times, steps, missed, boundOn } = found;
  const there = missed && stepsText(index.result, missed);
  return [
    [...about, stepsText(index.result, steps)].filter(Boolean).join(' · '),
    there === undefined ? '' : `not run ${there ? `in ${there}` : 'there'}: this is the nearest run`,
    times > 1 ? `last of ${plural(times, 'run')}` : '',
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

/** Value and gradient: of numbers as a line, of matrices as tables. */
function numbers(
  value: Float64Array,
  gradient: Float64Array | undefined,
  shape: Shape,
  title: string,
): string[] {
  if (shape.length === 0) {
    const derivative = gradient ? ` · ${escapeText(title)} **${shortNumber(gradient[0]!)}**` : '';
    return [`value **${shortNumber(value[0]!)}**${derivative}`];
  }
  if (value.length === 0) return ['empty'];
  if (!isSmall(shape)) {
    return [
      `value: ${describe(value)}`,
      gradient ? `${escapeText(title)}: ${describe(gradient)}, ‖∂‖ ${shortNumber(norm(gradient))}` : '',
    ];
  }
  const columns = extent(shape)[1];
  const left = rows(value, columns);
  if (!gradient) return [table(heading('value', columns), left)];
  const right = rows(gradient, columns);
  if (2 * columns > mostTogether)
    return [table(heading('value', columns), left), table(heading(title, columns), right)];
  const both = left.map((cells, r) => [...cells, '', ...right[r]!]);
  return [table([...heading('value', columns), '', ...heading(title, columns)], both)];
}

function heading(title: string, columns: number): string[] {
  return [title, ...new Array<string>(columns - 1).fill('')];
}

function rows(data: Float64Array, columns: number): string[][] {
  const texts = alignedNumbers(data);
  return Array.from({ length: data.length / columns }, (_, r) => texts.slice(r * columns, (r + 1) * columns));
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeText).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---:').join('|')}|`, ...body.map(line)].join('\n');
}

/** Text in a code span, whatever it contains. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
}

/** Text that Markdown leaves alone. */
export function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');
}
