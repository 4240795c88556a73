import { countText, shapeText, type Shape } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';
import type { Input } from '../model/inputs.ts';
import { fit, type Paint } from '../format/layout.ts';
import { corner, extent, grid, isSmall, type Grid } from '../format/grid.ts';
import { shortNumber } from '../format/numberText.ts';
import { describe, norm, summaryText } from '../format/summaryText.ts';

/** The inputs, each with value and gradient side by side; captured ones apart as *Constants*. */
export function gradientLines(
  result: TraceResult,
  inputs: readonly Input[],
  width: number,
  paint: Paint,
): string[] {
  const groups = [
    { title: 'Inputs', members: inputs.filter(({ leaf }) => leaf.kind !== 'captured') },
    { title: 'Constants', members: inputs.filter(({ leaf }) => leaf.kind === 'captured') },
  ];
  return groups
    .filter(({ members }) => members.length > 0)
    .flatMap(({ title, members }) => [
      '',
      paint('bold', title),
      ...members.slice(0, mostInputs).flatMap((input) => inputLines(input, result, width, paint)),
      ...(members.length > mostInputs
        ? [paint('dim', `  … ${countText(members.length - mostInputs)} more`)]
        : []),
    ]);
}

const mostInputs = 30;
const indent = '    ';
const between = '     ';

function inputLines(input: Input, result: TraceResult, width: number, paint: Paint): string[] {
  const { leaf, variable, value, gradient, reason } = input;
  const { shape } = leaf;
  const name = `  ${paint('bold', leaf.path)}`;
  const about = paint(
    'dim',
    [variable === undefined ? '' : `v${variable}`, shapeText(shape)].join(' ').trim(),
  );
  if (gradient === null) {
    return [`${name}  ${about}  ${summaryText(value, shape)}  ${paint('dim', `no gradient: ${reason}`)}`];
  }
  const note = reason ? paint('dim', ` (${reason})`) : '';
  const derivative = `∂${result.function.name.split('.').at(-1)}/∂${leaf.path}`;
  if (shape.length === 0) {
    return [
      `${name}  ${about}  ${shortNumber(value[0]!)}   ${derivative} = ${shortNumber(gradient[0]!)}${note}`,
    ];
  }
  const heading = `${name}  ${about}${note}`;
  if (value.length === 0) return [`${heading}  empty`];
  const whole = isSmall(shape) && sideBySide(value, gradient, shape, derivative, extent(shape), paint);
  if (whole && whole.width <= width) return [heading, ...whole.lines];
  const cornerOf = sideBySide(value, gradient, shape, derivative, [corner, corner], paint);
  const columns =
    cornerOf.width <= width ? cornerOf : sideBySide(value, gradient, shape, derivative, [corner, 1], paint);
  return [
    heading,
    `${indent}value     ${describe(value)}`,
    `${indent}gradient  ${describe(gradient)}, ‖∂‖ ${shortNumber(norm(gradient))}`,
    ...columns.lines,
  ];
}

/** Value and gradient in two blocks with their titles above. */
function sideBySide(
  value: Float64Array,
  gradient: Float64Array,
  shape: Shape,
  derivative: string,
  [rows, columns]: readonly [number, number],
  paint: Paint,
): Grid {
  const left = grid(value, shape, rows, columns, paint, false);
  const right = grid(gradient, shape, rows, columns, paint, true);
  const leftWidth = Math.max(left.width, 'value'.length);
  const title = `${indent}${fit('value', leftWidth)}${between}${derivative}`;
  const lines = left.lines.map((line, i) =>
    `${indent}${line}${' '.repeat(leftWidth - left.width)}${between}${right.lines[i]!}`.trimEnd(),
  );
  return {
    lines: [paint('dim', title.trimEnd()), ...lines],
    width: indent.length + leftWidth + between.length + Math.max(right.width, derivative.length),
  };
}
