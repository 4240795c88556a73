import { shapeText, type Shape } from '../../shared/tensor.ts';
import { extent, isSmall } from '../format/grid.ts';
import { alignedNumbers, plural, shortNumber } from '../format/numberText.ts';
import type { ExpressionRow } from '../model/rowUnderCursor.ts';
import { referenceText } from '../model/operands.ts';
import { gradientTitle } from './rowViews.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { describe, norm } from '../format/summaryText.ts';
import { opInfo } from '../model/variables.ts';

/** Columns of value and gradient together that a hover has room for. */
const mostTogether = 10;

/**
 * What is known of an expression, as Markdown: name, version, shape, value and gradient as tables (large ones summarised), the
 * operation's rule. `text` is the source text where it is a name; `links` go below.
 */
export function hoverText(index: RowIndex, found: ExpressionRow, text: string, links: string): string {
  const { result } = index;
  const { row, times, boundOn } = found;
  if (found.id !== undefined) return elementText(index, found.id, text, links);
  const { id, names, op, operands, kind, shape, value, gradient } = index.row(row);
  const name = text || names[0] || id;
  const info = kind === 'equation' ? opInfo(result, index.equations(row)[0]) : undefined;
  const what = kind === 'input' ? 'input' : `${code(op)} ${operands && code(operands)}`;
  const about = [
    `**${code(name)}**`,
    id,
    what.trim(),
    shape && (shape.length > 0 ? shapeText(shape) : 'number'),
  ];
  const title = gradientTitle(result, name);
  const paragraphs = [
    about.filter(Boolean).join(' · '),
    times > 1 ? `last of ${plural(times, 'run')}` : '',
    boundOn === undefined ? '' : `as it was bound on line ${boundOn}`,
    ...(shape && value ? tables(value, gradient, shape, title) : []),
    kind === 'member' ? 'Traced through; its operations stand in the panel.' : '',
    shape && !gradient && result.status === 'ok' ? `No gradient: ${reason(index, row)}.` : '',
    info?.rule ? `${code(info.name)} ${escape(info.formula)} ⇒ ${escape(info.rule)}` : '',
    links,
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** One element of a variable, as a number of its own: `first` of `const first = m.get(0, 0)`. */
function elementText(index: RowIndex, id: number, text: string, links: string): string {
  const { result, variables } = index;
  const title = gradientTitle(result, text);
  const gradient = result.cotangents.length > 0 ? result.cotangents.subarray(id, id + 1) : undefined;
  return [
    `**${code(text)}** · ${code(referenceText(result, variables, id))} · number`,
    ...tables(result.trace.values.subarray(id, id + 1), gradient, [], title),
    links,
  ].join('\n\n');
}

function reason(index: RowIndex, row: number): string {
  return index.inputs.find(({ variable }) => variable === row)?.reason ?? 'the run did not finish';
}

function tables(
  value: Float64Array,
  gradient: Float64Array | undefined,
  shape: Shape,
  title: string,
): string[] {
  if (shape.length === 0) {
    const derivative = gradient ? [title, shortNumber(gradient[0]!)] : [];
    return [table(['value', ...derivative.slice(0, 1)], [[shortNumber(value[0]!), ...derivative.slice(1)]])];
  }
  if (value.length === 0) return ['empty'];
  if (!isSmall(shape)) {
    return [
      `value: ${describe(value)}`,
      gradient ? `${escape(title)}: ${describe(gradient)}, ‖∂‖ ${shortNumber(norm(gradient))}` : '',
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
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---:').join('|')}|`, ...body.map(line)].join('\n');
}

/** Text in a code span, whatever it contains. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
}

/** Text that Markdown leaves alone. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');
}
