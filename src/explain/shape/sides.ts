import { ARRAY, OperandKind, sizeAt, type Leaf, type TraceResult } from '../../shared/trace.ts';
import type { Variables } from '../../present/model/variables.ts';
import { Axes } from './axes.ts';

/** The axes of a matrix's rows and columns; of a vector the one that its numbers are along is both. 0 where not known. */
export interface Sides {
  readonly rows: number;
  readonly columns: number;
}

/** An operand of an array equation with its sides. */
export interface SidedOperand extends Sides {
  /** Its shape as equations have it: columns −1 of an array. */
  readonly shape: readonly [rows: number, columns: number];
  /** First reference. */
  readonly ref: number;
}

/** Looks at an equation before its own sides are known. Returning true keeps its operands from being joined. */
export type Look = (equation: number, name: string, operands: readonly SidedOperand[]) => boolean;

/** What data that is no input of the function counts as; see `groupOf`. */
export const fixed = 'data';

/**
 * Follows through a record which axis each side of a matrix is, in order: what is added, multiplied, summed along.
 * A number that was computed of single numbers of a vector keeps its place in it.
 */
export class SideSweep {
  readonly axes = new Axes();
  readonly #result: TraceResult;
  readonly #variables: Variables;
  readonly #rows: Int32Array;
  readonly #columns: Int32Array;
  /** Of numbers in vectors: the axis, and the place on it. */
  readonly #axis: Int32Array;
  readonly #place: Int32Array;
  readonly #others = new Map<number, Sides>();

  constructor(result: TraceResult, variables: Variables) {
    this.#result = result;
    this.#variables = variables;
    const { values, equations } = result.trace;
    this.#rows = new Int32Array(variables.leaves.length + equations.op.length);
    this.#columns = new Int32Array(this.#rows.length);
    this.#axis = new Int32Array(values.length);
    this.#place = new Int32Array(values.length);
  }

  run(look: Look): void {
    const { equations } = this.#result.trace;
    this.#variables.leaves.forEach((leaf, at) => this.#leaf(leaf, at));
    for (let e = 0; e < equations.op.length; e++) {
      if (equations.op[e]! & ARRAY) this.#array(e, look);
      else this.#scalar(e);
    }
  }

  #leaf({ first, shape, path, kind, static: isStatic }: Leaf, at: number): void {
    if (first === 0 || shape.length === 0 || shape.length > 2) return;
    const group = groupOf(path, kind, isStatic);
    const [rows, columns] = shape.length === 1 ? [shape[0]!, -1] : [shape[0]!, shape[1]!];
    this.#define(at, first, rows, columns, { rows: this.axes.make(group), columns: this.axes.make(group) });
  }

  #define(at: number, first: number, rows: number, columns: number, sides: Sides): void {
    this.#rows[at] = sides.rows;
    this.#columns[at] = sides.columns;
    const isRow = rows === 1;
    if (!isRow && columns > 1) return;
    const size = sizeAt(rows, columns);
    this.#axis.fill(isRow && columns > 1 ? sides.columns : sides.rows, first, first + size);
    for (let k = 0; k < size; k++) this.#place[first + k] = k;
  }

  #scalar(e: number): void {
    const { lhs, rhs, out } = this.#result.trace.equations;
    const [a, b] = [Math.max(0, lhs[e]!), Math.max(0, rhs[e]!)];
    const of = this.#axis[a] ? a : b;
    const axis = this.#axis[of]!;
    const isClear = !this.#axis[a] || !this.#axis[b] || this.#agree(a, b);
    if (axis === 0 || !isClear) return;
    this.#axis[out[e]!] = axis;
    this.#place[out[e]!] = this.#place[of]!;
  }

  #agree(a: number, b: number): boolean {
    return this.#place[a] === this.#place[b] && this.axes.areOne(this.#axis[a]!, this.#axis[b]!);
  }

  #array(e: number, look: Look): void {
    const { equations } = this.#result.trace;
    const { op, out, rows, columns, lhs, rhs } = equations;
    const name = this.#result.ops[op[e]! & ~ARRAY]?.name ?? '';
    const operands = Array.from({ length: rhs[e]! }, (_, k) => this.#operand(4 * (lhs[e]! + k)));
    const isKept = look(e, name, operands);
    if (rows[e]! < 0) return;
    const by = equations.params.get(e)?.['by'];
    const sides = this.#sidesOf(name, operands, [rows[e]!, columns[e]!], by, isKept);
    this.#define(this.#variables.leaves.length + e, out[e]!, rows[e]!, columns[e]!, sides);
  }

  #sidesOf(
    name: string,
    operands: readonly SidedOperand[],
    shape: readonly [number, number],
    by: unknown,
    isKept: boolean,
  ): Sides {
    const { axes } = this;
    const [a, b] = operands;
    const fresh = () => axes.make();
    if (!a) return { rows: fresh(), columns: fresh() };
    if (by === 'row') return { rows: a.rows, columns: 0 };
    if (by === 'column') return { rows: a.columns, columns: 0 };
    switch (name) {
      case 'transpose':
      case 'inverse':
      case 'pseudoInverse':
        return { rows: a.columns, columns: a.rows };
      case 'mmul':
        axes.join(a.columns, b!.rows);
        return { rows: a.rows, columns: b!.columns };
      case 'solve':
        axes.join(a.rows, b!.rows);
        return { rows: a.columns, columns: b!.columns };
      case 'reshape': {
        const along = vectorAxis(a);
        return along && isVector(shape)
          ? { rows: along, columns: along }
          : { rows: fresh(), columns: fresh() };
      }
      default:
        return this.#together(operands, shape, isKept);
    }
  }

  /** The sides of a result of operands that go together number by number. */
  #together(operands: readonly SidedOperand[], shape: readonly [number, number], isKept: boolean): Sides {
    const { axes } = this;
    const like = operands.filter((one) => one.shape[0] === shape[0] && one.shape[1] === shape[1]);
    const [first] = like;
    if (!first) return { rows: axes.make(), columns: axes.make() };
    for (const one of like) {
      axes.join(first.rows, one.rows);
      axes.join(first.columns, one.columns);
    }
    for (const one of isKept ? [] : operands) {
      if (like.includes(one) || !isVector(one.shape)) continue;
      if (one.shape[1] === 1 && one.shape[0] === shape[0]) axes.join(first.rows, vectorAxis(one));
      if (one.shape[1] < 0 && one.shape[0] === shape[1]) axes.join(first.columns, vectorAxis(one));
    }
    return first;
  }

  #operand(at: number): SidedOperand {
    const { operands, gathers } = this.#result.trace.equations;
    const [kind, rows, columns, from] = operands.subarray(at, at + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const shape = [rows, columns] as const;
    const size = sizeAt(rows, columns);
    if (kind === OperandKind.static) {
      const ref = -from - 1;
      return { ...this.#other(ref, fixed), shape, ref };
    }
    const ref = kind === OperandKind.gather ? gathers[from]! : from;
    const isRun = kind === OperandKind.block || isConsecutive(gathers.subarray(from, from + size));
    if (isRun) {
      const sides = this.#ofRun(ref, rows, columns);
      if (sides) return { ...sides, shape, ref };
    } else if (isVector(shape)) {
      const along = this.#ofNumbers(gathers.subarray(from, from + size));
      if (along > 0) return { rows: along, columns: along, shape, ref };
    }
    return { ...this.#other(ref), shape, ref };
  }

  /** The sides of consecutive elements: a variable in the same or another form, or a row of a matrix. */
  #ofRun(id: number, rows: number, columns: number): Sides | undefined {
    const at = this.#variables.element(id).variable;
    const { first, shape } = this.#variables.at(at);
    const [sides, size] = [{ rows: this.#rows[at]!, columns: this.#columns[at]! }, sizeAt(rows, columns)];
    if (shape.length === 2 && shape[0]! > 1 && shape[1]! > 1) {
      if (first === id && rows === shape[0] && columns === shape[1]) return sides;
      const isRow = size === shape[1] && (id - first) % shape[1] === 0;
      return isRow ? { rows: sides.columns, columns: sides.columns } : undefined;
    }
    const axis = this.#axis[id]!;
    return first === id && axis > 0 ? { rows: axis, columns: axis } : undefined;
  }

  /** The axis of single numbers, if they are those of one, in order. */
  #ofNumbers(refs: Int32Array): number {
    const axis = this.#axis[Math.max(0, refs[0]!)]!;
    const isInOrder = refs.every(
      (ref, k) => ref > 0 && this.#place[ref] === k && this.axes.areOne(axis, this.#axis[ref]!),
    );
    return isInOrder ? axis : 0;
  }

  #other(ref: number, group?: string): Sides {
    let sides = this.#others.get(ref);
    if (!sides)
      this.#others.set(ref, (sides = { rows: this.axes.make(group), columns: this.axes.make(group) }));
    return sides;
  }
}

export const isVector = ([rows, columns]: readonly [number, number]): boolean => columns <= 1 || rows === 1;

/** The axis that the numbers of a vector are along. */
export function vectorAxis({ shape, rows, columns }: SidedOperand): number {
  return shape[0] === 1 && shape[1] > 1 ? columns : rows;
}

function isConsecutive(refs: Int32Array): boolean {
  return refs[0]! > 0 && refs.every((ref, k) => ref === refs[0]! + k);
}

/** What a leaf came with: the data that is no argument, the object that it is a part of, or itself. */
function groupOf(path: string, kind: Leaf['kind'], isStatic: boolean): string {
  if (kind === 'captured' || isStatic) return fixed;
  const owner = path.replace(/[.[][^.[]*$/, '');
  return owner === path ? `argument ${path}` : `part of ${owner}`;
}
