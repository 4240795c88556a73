import type { Params } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Dense, MatrixStore, OperandRef } from './store.ts';
import type { PrimitiveName } from '../rules/names.ts';

/** A matrix as a rule takes it, and as the user's own functions are given it. */
export interface DenseArgument {
  readonly matrix: Dense & object;
  readonly given: object;
}

/** A call of a member of ml-matrix, as its rule sees it. */
export interface MemberCall {
  readonly site: number;
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly tracer: Tracer;
  readonly store: MatrixStore;
  /** The user's own ml-matrix function on this receiver: never give it a box. */
  real(...args: readonly unknown[]): unknown;
  /**
   * `real` for a function that reads its receiver by `get` alone and keeps nothing of it: the rows of a matrix that has none need not
   * be made for it.
   */
  read(...args: readonly unknown[]): unknown;
  /** Calls another function as the user's code would. */
  invoke(f: unknown, self: unknown, ...args: readonly unknown[]): unknown;
  /**
   * A matrix of one of ml-matrix's own classes or an array of rows as a dense matrix with the same elements: itself, or a copy
   * made by `new Matrix`. `given` is what the user's own functions are to get: an object of private storage itself, because
   * they may go on with a copy of its own class.
   */
  toDense(x: unknown): DenseArgument | null;
  /** Whether it is known what the member does. What any other does, only `real` can tell. */
  isKnown(): boolean;
  /** Whether this is of the user's own class itself, with no properties of its own beyond those of every matrix. */
  isPlain(matrix: Dense): boolean;
  /** A new matrix of the user's own class that holds the variable that starts at element `first`. */
  make(rows: number, columns: number, first: number): Dense;
  /** Runs something of which nothing is to be recorded. */
  plainly<T>(run: () => T): T;
}

/** Traces a member as one equation (or as a move of ids); `decline` if its precondition does not hold, and the twin runs. */
export type Rule = (call: MemberCall) => unknown;
export const decline = Symbol('decline');

/** A scalar or a dense matrix as an operand; null for anything else. */
export function operandOfArgument({ store, site }: MemberCall, x: unknown): OperandRef | null {
  if (typeof x === 'number' || Box.is(x)) return store.operandOfNumber(x);
  const dense = store.dense(x);
  return dense && store.operandOf(dense, site);
}

/** Whether this is an array of nothing but numbers and boxes. Members convert anything else, and rules do not. */
export function isNumbers(x: unknown): x is unknown[] {
  return Array.isArray(x) && Array.from(x).every((item) => typeof item === 'number' || Box.is(item));
}

/** An argument without its box. */
export function plain(call: MemberCall, x: unknown, reason: 'index' | 'size', to: string): unknown {
  return call.tracer.unbox(x, reason, to, call.site);
}

/** Records `op` with a matrix result, which already holds its numbers; `isNew` if it was made for them, by ml-matrix itself. */
export function recordMatrix(
  { tracer, store, site }: MemberCall,
  op: PrimitiveName,
  operands: readonly OperandRef[],
  result: Dense,
  params?: Params,
  isNew = false,
): unknown {
  const { rows, columns } = result;
  const first = tracer.recorder.array(op, site, operands, rows, columns, store.numbers(result), params);
  store.bind(result, first, isNew);
  return result;
}

/** Records `op` with a number or an array of numbers as its result; returns them as boxes. */
export function recordNumbers(
  { tracer, site }: MemberCall,
  op: PrimitiveName,
  operands: readonly OperandRef[],
  result: unknown,
  params?: Params,
): unknown {
  const isList = Array.isArray(result);
  const data = isList ? (result as number[]) : [result as number];
  const first = tracer.recorder.array(op, site, operands, isList ? data.length : -1, -1, data, params);
  return isList ? data.map((_, i) => tracer.box(first + i)) : tracer.box(first);
}

/**
 * Records `op` with a matrix of numbers that a kernel computes; see `Numbers`. Returns it: a new one, or the receiver
 * `self`, which holds them from now on.
 */
export function recordComputed(
  call: MemberCall,
  op: PrimitiveName,
  operands: readonly OperandRef[],
  [rows, columns]: readonly [number, number],
  compute: (values: Float64Array, at: number) => void,
  self?: Dense,
): unknown {
  const { tracer, store, site } = call;
  const first = tracer.recorder.array(op, site, operands, rows, columns, compute);
  if (!self) return call.make(rows, columns, first);
  store.fill(self, first);
  return self;
}
