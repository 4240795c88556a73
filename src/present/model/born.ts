import { shapeText } from '../../shared/tensor.ts';
import { operandsOf, sizeAt, valueOf, type TraceResult } from '../../shared/trace.ts';
import { shortNumber } from '../format/numberText.ts';
import { placeText } from '../format/placeText.ts';
import { numberVariables, opName, type Variables } from './variables.ts';

/**
 * Where a NaN or infinity of the output comes from, as a verdict on it: `NaN: born at loss.ts:3:10 (div of 0 and 0)`. Undefined of a
 * finite output, and of a run that did not finish.
 */
export function bornText(result: TraceResult, variables = numberVariables(result)): string | undefined {
  const { trace, status } = result;
  const refs = status === 'ok' ? trace.outputs.flatMap((output) => [...output.refs]) : [];
  const ref = refs.find((one) => isBad(result, one));
  if (ref === undefined) return undefined;
  const value = shortNumber(valueOf(trace, ref));
  const origin = foundOrigin(result) ?? originOf(result, variables, ref);
  const from = shortNumber(valueOf(trace, origin));
  const of = from === value ? '' : `${from} `;
  const equation = equationOf(variables, origin);
  if (origin < 0) return `${value}: ${of}from a constant`;
  if (equation === undefined)
    return `${value}: ${of}from the input ${variables.label(variables.element(origin).variable)}`;
  const place = placeText(result.files, result.spans.get(trace.equations.site[equation]!));
  const numbers = operandsOf(trace, equation).map(({ refs: parts, shape }) =>
    parts.length === 1 ? shortNumber(valueOf(trace, parts[0]!)) : shapeText(shape),
  );
  return `${value}: ${of}born${place && ` at ${place}`} (${opName(result, equation)} of ${numbers.join(' and ')})`;
}

/** The element that a finding says the result goes back to; undefined where there is none, as in older files. */
function foundOrigin({ diagnostics, trace }: TraceResult): number | undefined {
  const found = diagnostics.find((one) => one.class === 'non-finite-value' && one.severity !== 'information');
  if (found?.equation === undefined) return undefined;
  const { out, rows, columns } = trace.equations;
  const first = out[found.equation]!;
  const ids = Array.from(
    { length: sizeAt(rows[found.equation]!, columns[found.equation]!) },
    (_, k) => first + k,
  );
  const isOfFinite = operandsOf(trace, found.equation).every(({ refs }) =>
    refs.every((one) => Number.isFinite(valueOf(trace, one))),
  );
  return isOfFinite ? ids.find((id) => !Number.isFinite(trace.values[id])) : undefined;
}

/** The reference that a number that is not finite goes back to, from operand to operand: of what made it, all are finite. */
function originOf(result: TraceResult, variables: Variables, ref: number): number {
  for (let at = ref; ;) {
    const equation = equationOf(variables, at);
    const operands = equation === undefined ? [] : operandsOf(result.trace, equation);
    const bad = operands.flatMap(({ refs }) => refs.find((one) => isBad(result, one)) ?? []);
    if (bad.length === 0) return at;
    at = bad[0]!;
  }
}

/** The equation that made an element; undefined of inputs and constants. */
function equationOf(variables: Variables, ref: number): number | undefined {
  const equation = ref > 0 ? variables.element(ref).variable - variables.leaves.length : -1;
  return equation < 0 ? undefined : equation;
}

const isBad = ({ trace }: TraceResult, ref: number): boolean => !Number.isFinite(valueOf(trace, ref));
