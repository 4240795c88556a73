import { lastNotAbove } from '../../shared/bisect.ts';
import { sizeOf, type Tensor } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, shapeOf, sizeAt, valueOf, type Trace } from '../../shared/trace.ts';
import { numeric } from '../autodiff/numeric.ts';
import { paramsOf } from '../autodiff/operandTensors.ts';
import { differentiate } from '../autodiff/reverse.ts';
import { numbers } from '../primitives/elementwise.ts';
import { areFinite, firstSeen } from '../kernels/sweeps.ts';
import { primitiveNames, primitives } from '../primitives/index.ts';
import { movement } from '../primitives/movement.ts';
import { product } from '../primitives/product.ts';
import { rules } from '../primitives/rules.ts';
import type { Partial } from '../rules/interpreter.ts';
import { minusOne, one, zero } from '../rules/partials.ts';
import { sidesOf, staysApart, type Beside, type Side } from './beside.ts';
import { equationName, leafName, operandNumbers, type Finder } from './finder.ts';

/**
 * Finds where a gradient took 0 · ∞ as 0 and should not have: the derivative of an operation is infinite or NaN, the cotangent of
 * its result is zero, and beside the inputs what they give a leaf together does not tend to zero. It does where the cotangent is
 * zero for good (a branch or a maximum that leaves the operation out), or goes to zero faster than the derivative grows.
 * Beside a jump, and of a result that is not finite itself, nothing is said. Reports the first such operation.
 */
export const zeroTimesInfinity: Finder = (trace, cotangents, spanOf) => {
  if (trace.outputs.some(({ refs }) => !refs.every((ref) => Number.isFinite(valueOf(trace, ref))))) return [];
  const meetings = meetingsOf(trace, cotangents);
  const sides = meetings.length > 0 ? sidesOf(trace) : [];
  const deciding = (some: readonly Meeting[]) => sides.flatMap((side) => limits(trace, some, side));
  if (deciding(meetings).length === 0) return [];
  for (const meeting of meetings) {
    const span = spanOf(trace.equations.site[meeting.equation]!);
    const found = span ? deciding([meeting]) : [];
    if (!span || found.length === 0) continue;
    const names = [...new Set(found.map(leafName))].join(', ');
    const name = equationName(trace, meeting.equation);
    const of = operandNumbers(trace, operandsOf(trace, meeting.equation));
    const message =
      `The gradient of ${names} takes 0 · ∞ as 0: the derivative of ${name}${of} is not finite, and the slope of what follows is 0. ` +
      `Just beside the inputs this part of the gradient is ${Number(found[0]!.slope.toPrecision(3))}.`;
    const { equation } = meeting;
    return [
      {
        code: 'zero-times-infinity',
        class: 'non-finite-gradient',
        severity: 'warning',
        message,
        span,
        related: [],
        equation,
      },
    ];
  }
  return [];
};

/** An equation whose derivative is not finite, and the elements of its result whose cotangent is zero. */
interface Meeting {
  readonly equation: number;
  readonly ids: readonly number[];
}

function meetingsOf(trace: Trace, cotangents: Float64Array): Meeting[] {
  const { op, out, rows, columns } = trace.equations;
  const meetings: Meeting[] = [];
  const isFinite = areFinite(trace.values, 1) && areFinite(trace.constants);
  const mayBe = isFinite ? mayMeetFinite : mayMeetAny;
  if (!firstSeen(op).some(mayBe)) return meetings;
  for (let e = 0; (e = nextZero(trace, cotangents, e)) < op.length; e++) {
    if (!mayBe(op[e]!)) continue;
    const first = out[e]!;
    if (!(op[e]! & ARRAY)) {
      if (hasInfiniteSlope(trace, e)) meetings.push({ equation: e, ids: [first] });
      continue;
    }
    const shape = shapeOf(rows[e]!, columns[e]!);
    const ids = Array.from({ length: sizeOf(shape) }, (_, k) => first + k).filter(
      (id) => cotangents[id] === 0,
    );
    if (ids.length > 0 && sendsNonFinite(trace, e, shape, cotangents)) meetings.push({ equation: e, ids });
  }
  return meetings;
}

/** The first equation from `e` on with a zero among the cotangents of its result; the number of equations where there is none. */
function nextZero({ equations: { out, rows, columns } }: Trace, cotangents: Float64Array, e: number): number {
  while (e < out.length) {
    const id = cotangents.indexOf(0, out[e]);
    if (id < 0) return out.length;
    e = out[e + 1] === id ? e + 1 : Math.max(e, lastNotAbove(out, id));
    // Between the results of two equations stand the inputs that the program came to there.
    if (id < out[e]! + sizeAt(rows[e]!, columns[e]!)) return e;
    e++;
  }
  return e;
}

/** The partials of the elementwise primitives that can be infinite of finite numbers, by op code. */
const [byFirst, bySecond] = [0, 1].map((k) =>
  primitiveNames.map((name) => {
    const primitive = primitives[name];
    const partial = primitive.kind === 'elementwise' ? primitive.partials[k] : undefined;
    return partial === zero || partial === one || partial === minusOne ? undefined : partial;
  }),
) as [(Partial | undefined)[], (Partial | undefined)[]];

/** Operations on single numbers whose derivative is finite wherever operands and result are. */
const tame = new Set<string>('mul abs maximum minimum exp sin cos tanh atan'.split(' '));

/** By op code whether there is such a partial, and whether an operation on arrays is more than products and moves. */
const [ofNumbers, ofArrays] = [
  primitiveNames.map((_, code) => byFirst[code] !== undefined || bySecond[code] !== undefined),
  primitiveNames.map((name) => !(name in product || name in movement)),
];

/** Whether the derivative of an operation can be infinite, whatever it is of; and in a record of finite numbers. */
const mayMeetAny = (code: number): boolean => (code & ARRAY ? ofArrays[code & ~ARRAY] : ofNumbers[code])!;
const mayMeetFinite = (code: number): boolean => mayMeetAny(code) && !tame.has(primitiveNames[code]!);

/** Whether a scalar equation has an infinite or undefined derivative by a number that is not static. */
function hasInfiniteSlope(trace: Trace, e: number): boolean {
  const { op, out, lhs, rhs } = trace.equations;
  const [a, b] = [lhs[e]!, rhs[e]!];
  const first = a > 0 ? byFirst[op[e]!] : undefined;
  const second = b > 0 ? bySecond[op[e]!] : undefined;
  if (!first && !second) return false;
  const x = valueOf(trace, a);
  const y = b === 0 ? 0 : valueOf(trace, b);
  const z = trace.values[out[e]!]!;
  return (
    (first !== undefined && !Number.isFinite(first(numbers, x, y, z))) ||
    (second !== undefined && !Number.isFinite(second(numbers, x, y, z)))
  );
}

/** Whether an array equation would send an infinite or undefined cotangent for ones where it received zero. */
function sendsNonFinite(trace: Trace, e: number, shape: Tensor['shape'], cotangents: Float64Array): boolean {
  const { op, out } = trace.equations;
  const [first, size] = [out[e]!, sizeOf(shape)];
  const operands = operandsOf(trace, e);
  const inputs = operands.map((operand): Tensor => ({
    shape: operand.shape,
    data: Float64Array.from(operand.refs, (ref) => valueOf(trace, ref)),
  }));
  const wanted = operands.map((operand) => !operand.static);
  const output = { shape, data: trace.values.subarray(first, first + size) };
  const ones = cotangents.slice(first, first + size).map((g) => (g === 0 ? 1 : 0));
  const at = { inputs, output, params: paramsOf(trace, e), wanted };
  const sent = rules[primitiveNames[op[e]! & ~ARRAY]!].vjp(numeric, at, { shape, data: ones });
  return sent.some((part, i) => part && wanted[i] && !part.data.every(Number.isFinite));
}

/** The leaves whose part of the gradient through these results does not tend to zero, with that part. */
function limits(trace: Trace, meetings: readonly Meeting[], { farther, nearer }: Side) {
  const ids = meetings.flatMap((meeting) => meeting.ids);
  const [a, b] = [farther, nearer].map((beside) => through(beside, ids)) as [Float64Array, Float64Array];
  return trace.leaves.flatMap(({ first, shape, path }) => {
    if (first === 0) return [];
    const of = (column: Float64Array) => column.subarray(first, first + sizeOf(shape));
    const before = of(a);
    const slope = of(b).find((x, k) => Number.isFinite(x) && staysApart(before[k]!, x));
    return slope === undefined ? [] : [{ path, slope }];
  });
}

/** What results give the gradient, by element id. */
function through({ trace, cotangents }: Beside, ids: readonly number[]): Float64Array {
  const refs = Int32Array.from(ids);
  const seed = Float64Array.from(ids, (id) => cotangents[id]!);
  return differentiate({ ...trace, outputs: [{ path: '', shape: [ids.length], refs }] }, seed);
}
