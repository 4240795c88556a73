import { ARRAY, shapeOf, type Leaf, type Output, type Trace, type TraceResult } from '../../shared/trace.ts';
import { sizeOf, type Shape } from '../../shared/tensor.ts';
import { lastNotAbove } from '../../shared/bisect.ts';

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
export interface Variables {
  /** The leaves that have a variable; leaf i is variable i. */
  readonly leaves: readonly Leaf[];
  readonly count: number;
  at(number: number): Variable;
  ofEquation(equation: number): Variable;
  /** The element with this id. */
  element(id: number): VariableElement;
  /** Names bound to a variable, in order; `return` for an output. */
  names(number: number): readonly string[];
  /** A variable's name in formulas: one that no other variable has, else `v3`. */
  label(number: number): string;
}

/** Numbers the variables of a trace. Nothing is stored per equation: traces have millions. */
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

  // Names by variable: those of the record as lists in two columns, since a trace has millions; of leaves and outputs apart.
  const { names: bound } = trace;
  const first = new Int32Array(leaves.length + out.length).fill(none);
  const next = new Int32Array(bound.id.length).fill(none);
  const last = new Int32Array(first.length);
  const outputs = new Map<number, string[]>();
  const owners = new Map<string, number>();
  const own = (variable: number, name: string) => {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, variable);
    else if (owner !== variable) owners.set(name, several);
  };
  leaves.forEach((leaf, i) => own(i, leaf.path));
  for (let i = 0; i < bound.id.length; i++) {
    const name = result.texts.get(bound.site[i]!);
    if (bound.id[i]! <= 0 || name === undefined) continue;
    const { variable, index } = element(bound.id[i]!);
    if (index !== 0 || bound.size[i] !== sizeOf(at(variable).shape)) continue;
    if (first[variable] === none) first[variable] = i;
    else next[last[variable]!] = i;
    last[variable] = i;
    own(variable, name);
  }
  for (const output of trace.outputs) {
    const number = wholeVariable(output);
    if (number === undefined) continue;
    const name = outputName(output);
    outputs.set(number, [...(outputs.get(number) ?? []), name]);
    own(number, name);
  }
  const names = (variable: number): string[] => {
    const leaf = leaves[variable];
    const found = new Set<string>(leaf ? [leaf.path] : []);
    for (let i = first[variable] ?? none; i !== none; i = next[i]!)
      found.add(result.texts.get(bound.site[i]!)!);
    for (const name of outputs.get(variable) ?? []) found.add(name);
    return [...found];
  };

  function wholeVariable({ refs, shape }: Output): number | undefined {
    if (refs.length === 0 || refs[0]! <= 0 || !consecutive(refs)) return undefined;
    const { variable, index } = element(refs[0]!);
    return index === 0 && sizeOf(at(variable).shape) === sizeOf(shape) ? variable : undefined;
  }

  return {
    leaves,
    count: leaves.length + out.length,
    at,
    ofEquation,
    element,
    names,
    label: (number) =>
      names(number).find((name) => owners.get(name) === number && !isOutputName(name)) ?? `v${number}`,
  };
}

const several = -1;
const none = -1;

/** `return`, `return.mean`, `return[0]`. */
export function outputName({ path }: Output): string {
  return path === '' ? 'return' : path.startsWith('[') ? `return${path}` : `return.${path}`;
}

function isOutputName(name: string): boolean {
  return /^return($|[.[])/.test(name);
}

/** Whether references are ascending ids without a gap. */
export function consecutive(refs: Int32Array): boolean {
  return refs.every((ref, i) => ref > 0 && ref === refs[0]! + i);
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
