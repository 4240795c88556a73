import { Box } from '../../record/box.ts';
import { mapStrided } from '../../kernels/elementwiseLoops.ts';
import { AbstractMatrix } from '../../kernels/ownMatrix.ts';
import { elementwise as primitives } from '../../primitives/elementwise.ts';
import { each, nonDifferentiable, rule, type Holders, type Members } from '../member.ts';
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
import type { ElementwiseName } from '../../rules/names.ts';

const functions = Math as unknown as Readonly<Record<string, unknown>>;
const integerOperators = 'and or xor leftShift signPropagatingRightShift rightShift zeroFillRightShift';

/**
 * The elementwise members. Those that the engine's own ml-matrix has under the name of an elementwise primitive follow from that:
 * `m.add(x)`, `m.addS(x)`, `m.addM(x)`, `m.addRowVector(v)`, `m.sin()` in place, `Matrix.add(m, x)`, `Matrix.sin(m)` anew.
 */
export const elementwise: Holders = {
  AbstractMatrix: {
    ...derived(AbstractMatrix, (name) => (isElementwise(name) ? onCopy(name) : null)),
    min: rule(onBoth('minimum'), { reads: true }),
    max: rule(onBoth('maximum'), { reads: true }),
    ...each(`${integerOperators} not clz32`, nonDifferentiable('integer operators')),
  },
  'AbstractMatrix.prototype': {
    ...derived(AbstractMatrix.prototype, inPlace),
    ...each(
      `${integerOperators.replaceAll(/\w+/g, '$& $&S $&M')} not clz32`,
      nonDifferentiable('integer operators'),
    ),
  },
};

/** Records of the functions of a holder that have a rule; an alias (`subtract`) has that of the name that came first (`sub`). */
function derived(holder: object, ruleOf: (name: string) => Rule | null): Members {
  const functions = Object.entries(Object.getOwnPropertyDescriptors(holder));
  const nameOf = new Map(functions.toReversed().map(([key, { value }]) => [value as unknown, key]));
  const found = functions.flatMap(([key, { value }]) => {
    const traces = ruleOf(nameOf.get(value)!);
    return traces ? [[key, rule(traces)]] : [];
  });
  return Object.fromEntries(found) as Members;
}

function isElementwise(name: string): name is ElementwiseName {
  return Object.hasOwn(primitives, name);
}

function inPlace(name: string): Rule | null {
  const [, op = '', form] = /^(\w+?)(S|M|RowVector|ColumnVector)?$/.exec(name) ?? [];
  if (!isElementwise(op)) return null;
  if (form === 'S') return given((x) => typeof x === 'number' || Box.is(x), onReceiver(op));
  if (form === 'M') return given((x) => typeof x === 'object' && !Box.is(x), onReceiver(op));
  if (form === 'RowVector') return onVector(op, (m) => [m.columns, -1]);
  return form ? onVector(op, (m) => [m.rows, 1]) : onReceiver(op);
}

function onReceiver(op: ElementwiseName): Rule {
  return (call) => apply(call, op, call.self, call.args);
}

/** A rule for calls whose argument is what the member's name says. */
function given(isMeant: (x: unknown) => boolean, traces: Rule): Rule {
  return (call) => (isMeant(call.args[0]) ? traces(call) : decline);
}

function onCopy(op: ElementwiseName): Rule {
  return (call) => apply(call, op, call.args[0], call.args.slice(1));
}

/** `Matrix.min(m, n)`, `Matrix.max(m, n)`. */
function onBoth(op: ElementwiseName): Rule {
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
function apply(call: MemberCall, op: ElementwiseName, matrix: unknown, [other]: readonly unknown[]): unknown {
  const { store, tracer, args, site } = call;
  const m = store.dense(matrix);
  if (!m || (call.self === matrix && store.overlaps(m, store.dense(other)))) return decline;
  const second = primitives[op].partials.length === 2 ? operandOfArgument(call, other) : undefined;
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
 * Applies `op` by a kernel, where all that the member calls is known: without ml-matrix's copy of `m`, which asks a generator for
 * each element, and from numbers that lie side by side.
 */
function onKernel(
  call: MemberCall,
  op: ElementwiseName,
  m: Dense,
  first: OperandRef,
  other: unknown,
  second: OperandRef | undefined,
): unknown {
  const { store, self } = call;
  const { evaluate } = primitives[op];
  const n = second && store.dense(other);
  const isOwn = second !== undefined || op === 'neg' || functions[op] === evaluate;
  const fits = !n || (n.klass === 'Matrix' && n.rows === m.rows && n.columns === m.columns);
  if (!isOwn || !fits || !call.isKnown() || !call.isPlain(m)) return null;
  const operands = second ? [first, second] : [first];
  const compute = (values: Float64Array, at: number) => {
    const y = second ? (n ? store.strided(n, second) : store.stridedNumber(second)) : null;
    mapStrided(evaluate, values, at, [1, m.rows * m.columns], store.strided(m, first), y);
  };
  return recordComputed(call, op, operands, [m.rows, m.columns], compute, self === m ? m : undefined);
}

/** A vector along each row or column; `shape` is the vector's as an operand: an array broadcasts along the columns. */
function onVector(op: ElementwiseName, shape: (m: Dense) => readonly [number, number]): Rule {
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
    const operands = [first, second];
    const isTracked = first.tracked || second.tracked;
    if (isTracked && call.isKnown() && call.isPlain(m)) {
      const compute = (values: Float64Array, at: number) => {
        const x = store.strided(m, first);
        const y = store.stridedLine(asMatrix ? store.numbers(asMatrix) : (numbers as Float64Array), second);
        mapStrided(primitives[op].evaluate, values, at, [m.rows, m.columns], x, y);
      };
      return recordComputed(call, op, operands, [m.rows, m.columns], compute, m);
    }
    const result = call.real(numbers) as Dense;
    return isTracked ? recordMatrix(call, op, operands, result) : result;
  };
}
