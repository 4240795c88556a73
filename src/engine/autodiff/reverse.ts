import { ARRAY, OperandKind, shapeOf, sizeAt, type Trace } from '../../shared/trace.ts';
import type { Partial } from '../rules/interpreter.ts';
import { pullBack } from '../kernels/elementwiseLoops.ts';
import { numeric } from './numeric.ts';
import { operandTensor, paramsOf, placed, scatterOperand } from './operandTensors.ts';
import { numbers } from '../primitives/elementwise.ts';
import { primitiveNames, primitives } from '../primitives/index.ts';
import { zero } from '../rules/partials.ts';
import { rules } from '../primitives/rules.ts';

const partials = [0, 1].map((k) =>
  primitiveNames.map((name) => {
    const primitive = primitives[name];
    const partial = primitive.kind === 'elementwise' ? primitive.partials[k] : undefined;
    return partial === zero ? undefined : partial; // an infinite cotangent stops at a flat function
  }),
);

/** The partials of the elementwise primitives, by op code. */
const partialsOf = primitiveNames.map((name, code) =>
  primitives[name].kind === 'elementwise' ? partials.map((partial) => partial[code]) : undefined,
);

/**
 * Goes back over scalar equations from `e` to `first`; returns the array equation that it came to, or `first` − 1. It is compiled from text, so
 * that every primitive has call sites of its own, in which the engine compiles its partials in place.
 */
const scalarSteps = new Function(
  'partials',
  'k',
  `const [${primitiveNames.flatMap((_, code) => [`p${code}`, `d${code}`, `q${code}`, `e${code}`]).join()}] = partials;
  return (e, first, { equations, values, constants }, cotangents) => {
    const { op, out, lhs, rhs } = equations;
    for (; e >= first && op[e] < ${ARRAY}; e--) {
      const id = out[e];
      const g = cotangents[id];
      if (g === 0) continue;
      const a = lhs[e], b = rhs[e];
      const x = a > 0 ? values[a] : constants[-a - 1];
      const y = b > 0 ? values[b] : b < 0 ? constants[-b - 1] : 0;
      const z = values[id];
      switch (op[e]) {
        ${primitiveNames.map((_, code) => `case ${code}: ${scalarStep(code)} break;`).join('\n')}
      }
    }
    return e;
  };`,
)(
  primitiveNames.flatMap((_, code) =>
    partials.flatMap(({ [code]: partial }) => partial?.quotient ?? [partial, undefined]),
  ),
  numbers,
) as (e: number, first: number, trace: Trace, cotangents: Float64Array) => number;

/** The text of what one primitive adds to the cotangents of its operands. */
function scalarStep(code: number): string {
  const [first, second] = [partials[0]![code], partials[1]![code]];
  const add = (reference: string, partial: Partial, name: string, divisor: string) =>
    `if (${reference} > 0) {
      const slope = ${name}${code}(k, x, y, z);
      ${partial.chooses ? 'if (slope !== 0)' : ''}
      cotangents[${reference}] += g * slope${partial.quotient ? ` / ${divisor}${code}(k, x, y, z)` : ''};
    }`;
  return `${first ? add('a', first, 'p', 'd') : ''} ${second ? add('b', second, 'q', 'e') : ''}`;
}

/**
 * Reverse mode: the cotangent of every element id, for cotangents of the outputs (all ones unless given: one number an
 * output element, in order). Contributions of an element that is used more than once add up. A cotangent that is exactly
 * zero stays zero whatever it meets, also 0 · ∞.
 */
export function differentiate(trace: Trace, seed?: Float64Array): Float64Array {
  const cotangents = new Float64Array(trace.values.length);
  let at = 0;
  for (const { refs } of trace.outputs) {
    for (const ref of refs) {
      const weight = seed ? seed[at]! : 1;
      at++;
      if (ref > 0) cotangents[ref]! += weight;
    }
  }
  goBack(trace, cotangents, 0, trace.equations.op.length);
  return cotangents;
}

/** Reverse mode through the equations `from` up to but not including `to` alone: adds to the cotangents of what they read. */
export function goBack(trace: Trace, cotangents: Float64Array, from: number, to: number): void {
  let e = to - 1;
  while ((e = scalarSteps(e, from, trace, cotangents)) >= from) arrayStep(trace, e--, cotangents);
}

function arrayStep(trace: Trace, e: number, cotangents: Float64Array): void {
  const { op, out, rows, columns, lhs, rhs, operands } = trace.equations;
  const id = out[e]!;
  const size = sizeAt(rows[e]!, columns[e]!);
  if (isZero(cotangents, id, size)) return;
  const code = op[e]! & ~ARRAY;
  const own = partialsOf[code];
  const equation = own && placed(trace, e, trace.values);
  if (equation) return pullBack(numbers, own, equation, trace.values, cotangents);
  const shape = shapeOf(rows[e]!, columns[e]!);
  const places = Array.from({ length: rhs[e]! }, (_, k) => lhs[e]! + k);
  const sent = rules[primitiveNames[code]!].vjp(
    numeric,
    {
      inputs: places.map((k) => operandTensor(trace, k, trace.values)),
      output: { shape, data: trace.values.subarray(id, id + size) },
      params: paramsOf(trace, e),
      wanted: places.map((k) => operands[4 * k] !== OperandKind.static),
    },
    { shape, data: cotangents.subarray(id, id + size) },
  );
  sent.forEach((part, i) => part && scatterOperand(trace, places[i]!, part.data, cotangents));
}

function isZero(numbers: Float64Array, start: number, count: number): boolean {
  for (let i = start; i < start + count; i++) if (numbers[i] !== 0) return false;
  return true;
}
