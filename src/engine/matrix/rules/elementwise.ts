import { Box } from '../../record/box.ts';
import { mapStrided } from '../../kernels/elementwiseLoops.ts';
import { elementwise } from '../../primitives/elementwise.ts';
import {
  decline,
  isNumbers,
  recordComputed,
  recordMatrix,
  operandOfArgument,
  type MemberCall,
  type Rule,
} from '../memberRule.ts';
import type { Dense, OperandRef } from '../store.ts';
import type { ElementwiseName, PrimitiveName } from '../../rules/names.ts';

const functions = Math as unknown as Readonly<Record<string, unknown>>;

const binary = ['add', 'sub', 'mul', 'div', 'mod', 'pow'] as const;
const unary = [
  'neg', 'abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'cos', 'cosh', 'exp', 'expm1', 'floor',
  'fround', 'log', 'log1p', 'log10', 'log2', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc',
] as const; // prettier-ignore

/** Rules of `m.add(x)`, `m.addS(x)`, `m.addM(x)`, `m.sin()`, `m.addRowVector(v)`, …: in place, a new version of the receiver. */
export const inPlace: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  ...table(binary, (op) => [
    [op, onReceiver(op)],
    [`${op}S`, given((x) => typeof x === 'number' || Box.is(x), onReceiver(op))],
    [`${op}M`, given((x) => typeof x === 'object' && !Box.is(x), onReceiver(op))],
  ]),
  ...table(unary, (op) => [[op, onReceiver(op)]]),
  ...table(['add', 'sub', 'mul', 'div'] as const, (op) => [
    [`${op}RowVector`, onVector(op, (m) => [m.columns, -1])],
    [`${op}ColumnVector`, onVector(op, (m) => [m.rows, 1])],
  ]),
};

/** Rules of `Matrix.add(m, x)`, `Matrix.sin(m)`, `Matrix.min(m, n)`, …: a new matrix. */
export const statics: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  ...table([...binary, ...unary], (op) => [[op, onCopy(op)]]),
  min: onBoth('minimum'),
  max: onBoth('maximum'),
};

function table<P extends PrimitiveName>(
  ops: readonly P[],
  rules: (op: P) => readonly (readonly [string, Rule])[],
): Record<string, Rule> {
  return Object.fromEntries(ops.flatMap(rules));
}

function onReceiver(op: PrimitiveName): Rule {
  return (call) => apply(call, op, call.self, call.args);
}

/** A rule for calls whose argument is what the member's name says. */
function given(isMeant: (x: unknown) => boolean, rule: Rule): Rule {
  return (call) => (isMeant(call.args[0]) ? rule(call) : decline);
}

function onCopy(op: PrimitiveName): Rule {
  return (call) => apply(call, op, call.args[0], call.args.slice(1));
}

/** `Matrix.min(m, n)`, `Matrix.max(m, n)`. */
function onBoth(op: PrimitiveName): Rule {
  return (call) => {
    const { store, site, args } = call;
    const [a, b] = [store.dense(args[0]), store.dense(args[1])];
    if (!a || !b || a.rows !== b.rows || a.columns !== b.columns) return decline;
    const operands = [store.operandOf(a, site), store.operandOf(b, site)];
    const result = call.real(a, b) as Dense;
    return operands.some(({ tracked }) => tracked) ? recordMatrix(call, op, operands, result) : result;
  };
}

/** `op` on a matrix and at most one more operand, after ml-matrix itself has mapStrided the result. */
function apply(call: MemberCall, op: PrimitiveName, matrix: unknown, [other]: readonly unknown[]): unknown {
  const { store, tracer, args, site } = call;
  const m = store.dense(matrix);
  if (!m || (call.self === matrix && store.overlaps(m, store.dense(other)))) return decline;
  const isBinary = (binary as readonly string[]).includes(op);
  const second = isBinary ? operandOfArgument(call, other) : undefined;
  if (second === null) return decline;
  const first = store.operandOf(m, site);
  if (first.tracked || second?.tracked) {
    const result = onKernel(call, op, m, first, other, second);
    if (result) return result;
  }
  const plainArgs = args.map((x) => (Box.is(x) ? tracer.number(x) : x));
  const result = call.real(...plainArgs) as Dense;
  if (!first.tracked && !second?.tracked) return result;
  return recordMatrix(call, op, second ? [first, second] : [first], result, undefined, call.self !== matrix);
}

/**
 * The same by a kernel, where all that the member calls is known: without ml-matrix's copy of `m`, which asks a generator for
 * each element, and from numbers that lie side by side.
 */
function onKernel(
  call: MemberCall,
  op: PrimitiveName,
  m: Dense,
  first: OperandRef,
  other: unknown,
  second: OperandRef | undefined,
): unknown {
  const { store, self } = call;
  const { evaluate } = elementwise[op as ElementwiseName];
  const n = second && store.dense(other);
  const isOwn = second !== undefined || functions[op] === evaluate;
  const fits = !n || (n.klass === 'Matrix' && n.rows === m.rows && n.columns === m.columns);
  if (!isOwn || !fits || !call.isKnown() || !call.isPlain(m)) return null;
  const y = second ? (n ? store.strided(n, second) : store.stridedNumber(second)) : null;
  const data = mapStrided(evaluate, m.rows * m.columns, store.strided(m, first), y);
  const isNew = self !== m;
  const result = isNew ? call.blank(m.rows, m.columns) : m;
  return recordComputed(call, op, second ? [first, second] : [first], result, data, isNew);
}

/** A vector along each row or column; `shape` is the vector's as an operand: an array broadcasts along the columns. */
function onVector(op: PrimitiveName, shape: (m: Dense) => readonly [number, number]): Rule {
  return (call) => {
    const { store, site, self, args } = call;
    const m = store.dense(self);
    const [vector] = args;
    const asMatrix = store.dense(vector);
    if (!m || !(asMatrix || isNumbers(vector)) || store.overlaps(m, null)) return decline;
    const [rows, columns] = shape(m);
    const size = asMatrix ? asMatrix.rows * asMatrix.columns : (vector as unknown[]).length;
    const numbers = asMatrix ? vector : store.split(vector as unknown[]).data;
    if (size !== rows) return call.real(numbers); // throws
    const first = store.operandOf(m, site);
    const second = asMatrix
      ? store.operandOf(asMatrix, site, rows, columns)
      : store.operandOfList(vector as unknown[], rows, columns);
    const result = call.real(numbers) as Dense;
    if (!first.tracked && !second.tracked) return result;
    return recordMatrix(call, op, [first, second], result);
  };
}
