import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, guardKinds, sizeAt, valueOf, type GuardKind, type Trace } from '../../shared/trace.ts';
import { evaluateStored } from '../kernels/elementwiseLoops.ts';
import { kindsOf, unproven } from '../kernels/sweeps.ts';
import { operandTensor, paramsOf, placed } from './operandTensors.ts';
import { evaluators, primitiveNames, slopes } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';

export interface Replayed {
  /** By element id. */
  readonly values: Float64Array;
  /** Numbers of the outputs, in order. */
  readonly outputs: Float64Array;
  /** Guards whose outcome is another one than recorded: the program would have taken another branch. */
  readonly flipped: readonly number[];
  /** Equations that are constant between their steps and gave another value than recorded. */
  readonly stepped: readonly number[];
  /** Guards of numbers that integer operators see another whole part of. */
  readonly truncated: readonly number[];
}

/**
 * How roundings are replayed. `exact`: as the program does it. `smooth`: a rounding to fewer bits adds the error it made in the record, so
 * that differences see what its derivative is of. `held`: so it does, and a function in steps keeps its recorded value: what is left is the
 * function that the gradient is of.
 */
export type Roundings = 'exact' | 'smooth' | 'held';

/** Runs the recorded equations on other leaf values of the same shapes (one array a leaf; static ones are not read). */
export function replay(
  trace: Trace,
  leaves: readonly Float64Array[],
  roundings: Roundings = 'exact',
): Replayed {
  const smooth = roundings !== 'exact';
  const values = new Float64Array(trace.values.length);
  values[0] = NaN;
  trace.leaves.forEach(({ first, single }, i) => {
    if (first > 0) values.set(single && !smooth ? leaves[i]!.map(Math.fround) : leaves[i]!, first);
  });
  const { constants } = trace;
  const { op, out, lhs, rhs } = trace.equations;
  const stepped: number[] = [];
  for (let e = 0; e < op.length; e++) {
    const code = op[e]!;
    const slope = slopes[code & ~ARRAY];
    if (smooth && slope === 'identity') {
      shift(trace, e, values);
    } else if (roundings === 'held' && slope !== undefined) {
      keep(trace, e, values);
    } else if (code & ARRAY) {
      computeArray(trace, e, values);
      if (slope === 'steps' && differs(trace, e, values)) stepped.push(e);
    } else {
      const a = lhs[e]!;
      const b = rhs[e]!;
      const x = a > 0 ? values[a]! : constants[-a - 1]!;
      const y = b > 0 ? values[b]! : b < 0 ? constants[-b - 1]! : 0;
      const z = evaluators[code]!(x, y);
      values[out[e]!] = z;
      if (slope === 'steps' && z !== trace.values[out[e]!]! && !Number.isNaN(z)) stepped.push(e);
    }
  }
  const now = { values, constants };
  const outputs = trace.outputs.flatMap(({ refs }) => Array.from(refs, (ref) => valueOf(now, ref)));
  return { values, outputs: Float64Array.from(outputs), ...changedGuards(trace, values), stepped };
}

const kinds = kindsOf(primitiveNames);

/** An element that its equation gives another value than recorded. */
export interface Unlike {
  readonly equation: number;
  readonly id: number;
  readonly now: number;
}

/**
 * The first element whose value, computed of its equation's recorded operands, is not the recorded one bit for bit. That is also the first
 * one in which a whole replay on the recorded leaves differs: up to there, it has the recorded values.
 */
export function firstUnlike(trace: Trace): Unlike | undefined {
  const { values: recorded, constants } = trace;
  const { op, out, lhs, rhs, rows, columns, operands } = trace.equations;
  // Array equations are computed where their results stand; those of numbers alone are compared as they come.
  const values = operands.length > 0 ? recorded.slice() : recorded;
  for (const e of unproven(trace, kinds)) {
    const code = op[e]!;
    const first = out[e]!;
    if (code & ARRAY) {
      computeArray(trace, e, values);
      const end = first + sizeAt(rows[e]!, columns[e]!);
      for (let id = first; id < end; id++)
        if (!Object.is(values[id], recorded[id])) return { equation: e, id, now: values[id]! };
      continue;
    }
    const a = lhs[e]!;
    const b = rhs[e]!;
    const x = a > 0 ? values[a]! : constants[-a - 1]!;
    const y = b > 0 ? values[b]! : b < 0 ? constants[-b - 1]! : 0;
    const now = evaluators[code]!(x, y);
    // Numbers that are equal are the same, but for the two zeros.
    if (now === recorded[first] && now !== 0) continue;
    if (!Object.is(now, recorded[first])) return { equation: e, id: first, now };
  }
  return undefined;
}

/** Equation `e` as recorded. */
function keep({ equations, values: recorded }: Trace, e: number, values: Float64Array): void {
  const first = equations.out[e]!;
  const size = sizeAt(equations.rows[e]!, equations.columns[e]!);
  values.set(recorded.subarray(first, first + size), first);
}

/** Whether a number of equation `e` is another one than recorded; one that is no longer a number does not count. */
function differs({ equations, values: recorded }: Trace, e: number, values: Float64Array): boolean {
  const first = equations.out[e]!;
  const end = first + sizeAt(equations.rows[e]!, equations.columns[e]!);
  for (let id = first; id < end; id++) {
    if (values[id] !== recorded[id] && !Number.isNaN(values[id])) return true;
  }
  return false;
}

function computeArray(trace: Trace, e: number, values: Float64Array): void {
  const { op, out, lhs, rhs } = trace.equations;
  const code = op[e]! & ~ARRAY;
  const evaluate = evaluators[code];
  const equation = evaluate && placed(trace, e, values);
  if (equation) return evaluateStored(evaluate, equation, values);
  const operands = Array.from({ length: rhs[e]! }, (_, k) => operandTensor(trace, lhs[e]! + k, values));
  values.set(rules[primitiveNames[code]!].evaluate(operands, paramsOf(trace, e)), out[e]!);
}

/** Whether a smooth replay differs from a plain one: the record rounds to fewer bits. */
export function rounds({ equations, leaves }: Trace): boolean {
  if (leaves.some(({ single }) => single)) return true;
  return equations.op.some((code) => slopes[code & ~ARRAY] === 'identity');
}

/** Equation `e` as its operand plus the difference that it made in the record. */
function shift(trace: Trace, e: number, values: Float64Array): void {
  const { op, out, lhs } = trace.equations;
  const from = (now: Float64Array) =>
    op[e]! & ARRAY ? operandTensor(trace, lhs[e]!, now).data : now.subarray(lhs[e]!, lhs[e]! + 1);
  const before = from(trace.values);
  from(values).forEach((x, k) => (values[out[e]! + k] = x + (trace.values[out[e]! + k]! - before[k]!)));
}

/** The leaves' own values, as `replay` takes them. */
export function leafValues(trace: Trace): Float64Array[] {
  return trace.leaves.map(({ first, shape, value }) =>
    first > 0 ? trace.values.slice(first, first + sizeOf(shape)) : value!,
  );
}

function changedGuards(trace: Trace, values: Float64Array): Pick<Replayed, 'flipped' | 'truncated'> {
  const { kind, lhs, rhs, outcome } = trace.guards;
  const now = { values, constants: trace.constants };
  const flipped: number[] = [];
  const truncated: number[] = [];
  for (let i = 0; i < kind.length; i++) {
    const name = guardKinds[kind[i]!]!;
    const x = valueOf(now, lhs[i]!);
    if (name === 'integer') {
      if ((x | 0) !== (trace.values[lhs[i]!]! | 0)) truncated.push(i);
      continue;
    }
    const holds =
      name === 'value'
        ? Object.is(x, trace.values[lhs[i]!])
        : compare[name](x, rhs[i] ? valueOf(now, rhs[i]!) : 0) === (outcome[i] === 1);
    if (!holds) flipped.push(i);
  }
  return { flipped, truncated };
}

const compare: Readonly<Record<Exclude<GuardKind, 'value' | 'integer'>, (x: number, y: number) => boolean>> =
  {
    '<': (x, y) => x < y,
    '<=': (x, y) => x <= y,
    '>': (x, y) => x > y,
    '>=': (x, y) => x >= y,
    '==': (x, y) => x === y,
    '!=': (x, y) => x !== y,
    '===': (x, y) => x === y,
    '!==': (x, y) => x !== y,
    'Object.is': Object.is,
    truth: (x) => !!x,
    isNaN: (x) => x !== x,
    isFinite: Number.isFinite,
    isInteger: Number.isInteger,
    isSafeInteger: Number.isSafeInteger,
  };
