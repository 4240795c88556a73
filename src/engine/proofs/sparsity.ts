import { sizeOf, type Shape } from '../../shared/tensor.ts';
import { ARRAY, shapeOf, type Operand, type Trace } from '../../shared/trace.ts';
import { paramsOf } from '../autodiff/operandTensors.ts';
import { evaluators, primitiveNames } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';
import { eachCopy } from '../rules/broadcast.ts';
import type { PrimitiveName } from '../rules/names.ts';

/**
 * Which elements of an operand reach which elements of the result: those of one group do, all of them all. An upper bound: operations
 * that are not known here have a single group.
 */
export interface Groups {
  readonly count: number;
  readonly ofResult: (element: number) => number;
  readonly ofOperand: (element: number) => number;
}

const same = (element: number): number => element;
const none = (): number => 0;
const whole: Groups = { count: 1, ofResult: none, ofOperand: none };

/** Copies of elements: their evaluation on the indices of the elements tells where each came from. */
const copies: ReadonlySet<PrimitiveName> = new Set(['transpose', 'reshape', 'broadcastTo', 'take']);
/** One result a row or a column, as `params.by` says. */
const folds: ReadonlySet<PrimitiveName> = new Set([
  'sum',
  'mean',
  'product',
  'max',
  'min',
  'norm',
  'variance',
  'spread',
]);

/** Whether an operation only moves or repeats elements. */
export function isCopy(code: number): boolean {
  return copies.has(primitiveNames[code]!) || primitiveNames[code] === 'scatter';
}

/** The groups of an array equation's operand `k`. */
export function groupsOf(trace: Trace, e: number, operand: Operand, k: number): Groups {
  const { op, rows, columns } = trace.equations;
  const code = op[e]! & ~ARRAY;
  const name = primitiveNames[code]!;
  const result = shapeOf(rows[e]!, columns[e]!);
  const { shape } = operand;
  if (evaluators[code]) return elementwiseGroups(shape, result);
  const params = paramsOf(trace, e);
  if (copies.has(name)) {
    const indices = Float64Array.from({ length: sizeOf(shape) }, (_, i) => i);
    const sources = rules[name].evaluate([{ shape, data: indices }], params);
    return { count: sizeOf(shape), ofResult: (r) => sources[r]!, ofOperand: same };
  }
  if (name === 'scatter') {
    const indices = params['indices'] as readonly number[];
    return { count: sizeOf(result), ofResult: same, ofOperand: (i) => indices[i]! };
  }
  const width = shape[1] ?? 1;
  if (name === 'mmul' && shape.length === 2 && result.length === 2) return productGroups(k, width, result);
  const { by } = params;
  if (folds.has(name) && (by === 'row' || by === 'column')) {
    const ofOperand = by === 'row' ? (i: number) => Math.floor(i / width) : (i: number) => i % width;
    return { count: sizeOf(result), ofResult: same, ofOperand };
  }
  return whole;
}

function elementwiseGroups(shape: Shape, result: Shape): Groups {
  const count = sizeOf(shape);
  if (count === sizeOf(result)) return { count, ofResult: same, ofOperand: same };
  const sources = new Int32Array(sizeOf(result));
  eachCopy(shape, result, (source, copy) => (sources[copy] = source));
  return { count, ofResult: (r) => sources[r]!, ofOperand: same };
}

/** Row i of the product is made of row i of the left operand, column j of column j of the right one. */
function productGroups(k: number, width: number, [m = 1, n = 1]: Shape): Groups {
  return k === 0
    ? { count: m, ofResult: (r) => Math.floor(r / n), ofOperand: (i) => Math.floor(i / width) }
    : { count: n, ofResult: (r) => r % n, ofOperand: (i) => i % n };
}
