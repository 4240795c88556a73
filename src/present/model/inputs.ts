import { cutText } from '../../shared/errors.ts';
import {
  ARRAY,
  guardKinds,
  OperandKind,
  sizeAt,
  type Cut,
  type Leaf,
  type TraceResult,
} from '../../shared/trace.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { numbersOf, type Variables } from './variables.ts';

/** A leaf with its gradient, or the reason why it has none. */
export interface Input {
  readonly leaf: Leaf;
  /** Its variable's number; undefined when static. */
  readonly variable: number | undefined;
  readonly value: Float64Array;
  readonly gradient: Float64Array | null;
  /** The reason for a missing gradient, or for a gradient of zeros where the trace tells it. */
  readonly reason?: string;
}

/** The parameter, or the name in a parameter's pattern, that a leaf's path starts with; of a pattern's leaf as a whole, all of it. */
export function rootOf(path: string): string {
  return /^(\{.*?\}|\[.*?\]|[^.[]+)/.exec(path)?.[0] ?? path;
}

/** The leaves of a trace with their gradients. */
export function inputsOf(result: TraceResult, variables: Variables): Input[] {
  const { trace, cotangents } = result;
  let number = 0;
  const inputs = trace.leaves.map((leaf): Input => {
    if (leaf.static) {
      const value = leaf.value ?? new Float64Array();
      const reason = leaf.frozen ? 'a frozen object, or a module as a whole, keeps its numbers' : 'static';
      return { leaf, variable: undefined, value, gradient: null, reason };
    }
    const variable = number++;
    const value = numbersOf(trace.values, variables.at(variable));
    if (cotangents.length === 0) {
      return { leaf, variable, value, gradient: null, reason: 'the run did not finish' };
    }
    return { leaf, variable, value, gradient: numbersOf(cotangents, variables.at(variable)) };
  });
  const zero = inputs.filter(({ gradient }) => gradient?.every((x) => x === 0));
  if (zero.length === 0) return inputs;
  const isRead = readIn(
    result,
    zero.map(({ leaf }) => leaf),
  );
  return inputs.map((input) => {
    const explained = zero.includes(input) && !isRead(input.leaf);
    return explained ? { ...input, ...useWithoutEquation(result, input.leaf) } : input;
  });
}

/** Tells of some leaves whether an equation or an output reads them. */
function readIn({ trace }: TraceResult, leaves: readonly Leaf[]): (leaf: Leaf) => boolean {
  const { op, lhs, rhs, operands, gathers } = trace.equations;
  const end = leaves.reduce((id, leaf) => Math.max(id, leaf.first + sizeOf(leaf.shape)), 0);
  /** Of each id up to those of the leaves, whether it is read. */
  const isRead = new Uint8Array(end);
  const read = (ref: number) => {
    if (ref > 0 && ref < end) isRead[ref] = 1;
  };
  for (let e = 0; e < op.length; e++) {
    if (op[e]! & ARRAY) continue;
    read(lhs[e]!);
    read(rhs[e]!);
  }
  for (let at = 0; at < operands.length; at += 4) {
    if (operands[at] !== OperandKind.block) continue;
    const ref = operands[at + 3]!;
    isRead.fill(1, ref, ref + sizeAt(operands[at + 1]!, operands[at + 2]!));
  }
  gathers.forEach(read);
  trace.outputs.forEach(({ refs }) => refs.forEach(read));
  return ({ first, shape }) => isRead.subarray(first, first + sizeOf(shape)).includes(1);
}

/** How the program used a leaf that no equation reads. */
function useWithoutEquation({ trace }: TraceResult, leaf: Leaf): { gradient?: null; reason: string } {
  const within = (id: number) => id >= leaf.first && id < leaf.first + sizeOf(leaf.shape);
  const cuts = trace.cuts.filter(({ id }) => within(id));
  const lossy = cuts.find((cut) => !isOrdinary(cut));
  if (lossy) return { gradient: null, reason: `cut where it was ${cutText(lossy)}` };
  let compared = cuts.some(({ reason }) => reason === 'predicate');
  let usedAsItself = cuts.some(({ reason }) => reason !== 'predicate');
  trace.guards.kind.forEach((kind, g) => {
    if (!within(trace.guards.lhs[g]!) && !within(trace.guards.rhs[g]!)) return;
    if (guardKinds[kind] === 'value') usedAsItself = true;
    else compared = true;
  });
  if (usedAsItself) return { gradient: null, reason: 'used only as an index, a size or text' };
  return { reason: compared ? 'used only in comparisons' : 'not used' };
}

/**
 * Whether a cut is an ordinary use of a number, nothing to warn of: an index, a size and text have no derivative,
 * and a predicate (`Number.isFinite`) chooses a branch as a comparison does.
 */
export function isOrdinary({ reason }: Cut): boolean {
  return (
    reason === 'index' || reason === 'key' || reason === 'size' || reason === 'text' || reason === 'predicate'
  );
}
