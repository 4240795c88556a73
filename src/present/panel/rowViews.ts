import type { NumbersKind } from '../../shared/panel/numberViews.ts';
import type { DetailView, EquationView, InputView, Slice } from '../../shared/panel/protocol.ts';
import { shapeText } from '../../shared/tensor.ts';
import type { Span } from '../../shared/span.ts';
import type { OpInfo, TraceResult } from '../../shared/trace.ts';
import { gradientGlimpse, valueGlimpse } from './glimpse.ts';
import { numbersView } from './numbersView.ts';
import { callText } from '../format/callText.ts';
import { plural } from '../format/numberText.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import type { Row } from '../model/rows.ts';
import { opInfo } from '../model/variables.ts';

/** A row of the Trace tab that is an input, an equation or a member. */
export function equationView(index: RowIndex, number: number): EquationView {
  const { kind, id, names, op, operands, operandIds, shape, value, gradient, span } = index.row(number);
  return {
    index: number,
    kind,
    id,
    names: names.join(', '),
    op,
    operands,
    operandIds,
    shape: shape && shape.length > 0 ? shapeText(shape) : '',
    value: shape && value ? valueGlimpse(value, shape) : null,
    gradient: shape && gradient ? gradientGlimpse(gradient, shape) : null,
    line: lineText(index.result, span),
    site: index.site(number),
  };
}

/** The numbers of a row, side by side, and the rule of its operation. */
export function detailView(index: RowIndex, number: number): DetailView {
  const { result } = index;
  const row = index.row(number);
  const { shape, value, gradient } = row;
  const name = row.names[0] ?? row.id;
  const [from] = index.equations(number);
  const of = (what: NumbersKind) => ({ row: number, what });
  const info = row.kind === 'equation' ? opInfo(result, from) : undefined;
  return {
    value: shape && value ? numbersView(valueTitle(row), of('value'), value, shape, false) : null,
    gradient:
      shape && gradient
        ? numbersView(gradientTitle(result, name), of('gradient'), gradient, shape, true)
        : null,
    formula: info ? formulaText(info) : '',
    rule: info?.rule ?? '',
    doc: info?.doc ?? '',
    note: noteOf(index, row, number),
  };
}

function valueTitle({ names, id, op, operands, kind }: Row): string {
  const name = names[0] ?? id;
  return kind === 'input' ? name : `${name} = ${callText(op, operands)}`;
}

/** `Z = A · B`: a formula with the letter that its rule has for the result. */
function formulaText({ formula, rule }: OpInfo): string {
  return `${rule.includes('Z') ? 'Z' : 'z'} = ${formula}`;
}

/** `∂f/∂w`, as everywhere. */
export function gradientTitle({ function: { name } }: TraceResult, of: string): string {
  return `∂${name.split('.').at(-1)}/∂${of}`;
}

function noteOf(index: RowIndex, row: Row, number: number): string {
  if (row.kind === 'member') {
    const [from, to] = index.equations(number);
    return `${row.op} was traced through: ${plural(to - from, 'operation')} of its own.`;
  }
  if (row.kind === 'input') {
    const input = index.inputs.find(({ variable }) => variable === number);
    return input?.reason ? `Gradient: ${input.reason}.` : '';
  }
  return row.gradient ? '' : 'No gradient: the run did not finish.';
}

/** Leaves of the Inputs tab, static ones included. */
export function inputViews(index: RowIndex, { from, count }: Slice): InputView[] {
  return range(from, count, index.inputs.length).map((number) => {
    const { leaf, variable, value, gradient, reason } = index.inputs[number]!;
    const { path, kind, shape, container } = leaf;
    const of = (what: NumbersKind) => ({ input: number, what });
    return {
      row: variable ?? -1,
      path,
      kind,
      about: [
        variable === undefined ? 'static' : `v${variable}`,
        container,
        shape.length > 0 && shapeText(shape),
      ]
        .filter(Boolean)
        .join(' · '),
      value: numbersView('value', of('value'), value, shape, false),
      gradient:
        gradient && numbersView(gradientTitle(index.result, path), of('gradient'), gradient, shape, true),
      reason: reason ?? '',
    };
  });
}

/** The line of a span; with the file's name where it is not that of the traced function. */
export function lineText(result: TraceResult, span: Span | undefined): string {
  if (!span) return '';
  if (span[0] === result.function.span[0]) return String(span[1]);
  return `${result.files[span[0]]?.split(/[\\/]/).at(-1) ?? '?'}:${span[1]}`;
}

/** Whole numbers from `from`, at most `count`, below `end`. */
export function range(from: number, count: number, end: number): number[] {
  const start = Math.max(0, from);
  return Array.from({ length: Math.max(0, Math.min(count, end - start)) }, (_, i) => start + i);
}
