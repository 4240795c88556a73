import { ARRAY, shapeOf, type Leaf, type Trace, type TraceResult } from '../../shared/trace.ts';
import { sizeOf, type Shape } from '../../shared/tensor.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import { Names } from './names.ts';

/** A variable `v3` and its elements. */
export interface Variable {
  readonly number: number;
  /** First element id. */
  readonly first: number;
  readonly shape: Shape;
}

/** An element of a variable; `index` counts row by row. */
export interface VariableElement {
  readonly variable: number;
  readonly index: number;
}

/** The numbering `v0`, `v1`, …: the leaves that are not static in their order, then the equations in theirs. */
export interface Numbering {
  /** The leaves that have a variable; leaf i is variable i. */
  readonly leaves: readonly Leaf[];
  readonly count: number;
  at(number: number): Variable;
  ofEquation(equation: number): Variable;
  /** The element with this id. */
  element(id: number): VariableElement;
}

/** The variables of a trace with their names. */
export interface Variables extends Numbering {
  /** Names bound to a variable, in order; `return` for an output. */
  names(number: number): readonly string[];
  /** A variable's name in formulas: one that no other variable has, else `v3`. */
  label(number: number): string;
  /** The name that an operand which is no variable has by its site; undefined where ids alone are asked for. */
  operandName(site: number): string | undefined;
}

/** Numbers the variables of a trace. Nothing is stored per equation, and names are looked up when one is asked for: traces have millions. */
export function numberVariables(result: TraceResult): Variables {
  const { trace } = result;
  const { out, rows, columns } = trace.equations;
  const leaves = trace.leaves.filter((leaf) => !leaf.static);
  // Captured leaves receive their ids when they are first read, in between the equations.
  const leavesById = leaves.map((_, i) => i).sort((i, j) => leaves[i]!.first - leaves[j]!.first);
  const leafStarts = Int32Array.from(leavesById, (i) => leaves[i]!.first);

  const ofEquation = (e: number): Variable => {
    return { number: leaves.length + e, first: out[e]!, shape: shapeOf(rows[e]!, columns[e]!) };
  };
  const at = (number: number): Variable => {
    const leaf = leaves[number];
    return leaf ? { number, first: leaf.first, shape: leaf.shape } : ofEquation(number - leaves.length);
  };
  const element = (id: number): VariableElement => {
    const e = lastNotAbove(out, id);
    const l = lastNotAbove(leafStarts, id);
    const isLeaf = l >= 0 && (e < 0 || leafStarts[l]! > out[e]!);
    const variable = isLeaf ? leavesById[l]! : leaves.length + e;
    return { variable, index: id - at(variable).first };
  };

  const numbering = { leaves, count: leaves.length + out.length, at, ofEquation, element };
  const names = new Names(result, numbering);
  return {
    ...numbering,
    names: (number) => names.of(number),
    label: (number) => names.label(number),
    operandName: (site) => result.texts.get(site),
  };
}

/** The variables by their ids alone: `v3` whatever the code calls it. */
export function byId(variables: Variables): Variables {
  return { ...variables, label: (number) => `v${number}`, operandName: () => undefined };
}

/** Name of an equation's primitive. */
export function opName(result: TraceResult, equation: number): string {
  return opInfo(result, equation)?.name ?? 'unknown';
}

/** Record of an equation's primitive. */
export function opInfo({ ops, trace }: TraceResult, equation: number) {
  return ops[trace.equations.op[equation]! & ~ARRAY];
}

/** The numbers of a variable's elements in `values` or in the cotangents. */
export function numbersOf(column: Float64Array, { first, shape }: Variable): Float64Array {
  return column.subarray(first, first + sizeOf(shape));
}

/** Numbers of references. */
export function numbersAt({ values, constants }: Trace, refs: Int32Array): Float64Array {
  return Float64Array.from(refs, (ref) => (ref > 0 ? values[ref]! : constants[-ref - 1]!));
}
