import { lastNotAbove } from './bisect.ts';
import type { Check } from './check.ts';
import type { Diagnostic } from './errors.ts';
import type { Span } from './span.ts';
import type { Shape } from './tensor.ts';

/**
 * # The record of one run
 *
 * Numbers have *element ids*, from 1 up; `values[id]` is the number. A *variable* is a run of consecutive ids with
 * a shape: a leaf, or the result of an equation. An equation reads operands and defines one variable, so
 * `out` ascends. Everything is in columns (struct of arrays): a scalar equation costs 26 bytes and no object.
 *
 * A *reference* is an element id (> 0) or the number `constants[-ref - 1]` (< 0): a static value.
 */
export interface Trace {
  readonly values: Float64Array;
  readonly constants: Float64Array;
  readonly leaves: readonly Leaf[];
  readonly equations: Equations;
  readonly scopes: Scopes;
  /**
   * Starts of loop iterations, in order: the first equation after it, the loop's site, the scope it happened in, and how many iterations
   * before it are left out, because they recorded nothing and follow the one before at once (absent in older files). The text of the
   * site is the loop's head.
   */
  readonly iterations: {
    readonly equation: Int32Array;
    readonly site: Int32Array;
    readonly scope: Int32Array;
    readonly skipped?: Int32Array;
  };
  readonly guards: Guards;
  readonly cuts: readonly Cut[];
  /**
   * A name was bound to a value: (first element id of the value, site of the name, number of elements, when), in order, without repeats
   * in a row. A value of another size than the variable that the id begins is only part of it, or put together from several. `time` is the
   * number of equations and starts of iterations recorded before; older files do not have it. `holder` is there where `overwrites` is: the
   * number of the matrix that holds the value, 0 of a value in none.
   */
  readonly names: {
    readonly id: Int32Array;
    readonly site: Int32Array;
    readonly size: Int32Array;
    readonly time?: Int32Array;
    readonly holder?: Int32Array;
  };
  /** Absent where no matrix with a name was changed in place, and in older files. */
  readonly overwrites?: Overwrites;
  readonly outputs: readonly Output[];
}

/** Columns of equal length, one row an equation. */
export interface Equations {
  /** Index into the primitive table's `names` (see engine/primitives); `ARRAY` is added for the array form. */
  readonly op: Uint16Array;
  /** First element id of the result. */
  readonly out: Int32Array;
  /** Result shape, see `shapeOf`: rows −1 a scalar, columns −1 an array of `rows` numbers. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Scalar form: the operands as references, 0 where absent. Array form: first operand and operand count in `operands`. */
  readonly lhs: Int32Array;
  readonly rhs: Int32Array;
  readonly site: Int32Array;
  readonly scope: Int32Array;
  /** Operands of array equations, four numbers each: kind, rows, columns (as above), reference. */
  readonly operands: Int32Array;
  /** References of gathered operands. */
  readonly gathers: Int32Array;
  /** Numbers of the operands that are no variable but have a name, ascending, and its site. Absent without any, and in older files. */
  readonly operandNames?: { readonly operand: Int32Array; readonly site: Int32Array };
  /** Static parameters (`by`, `shape`, …) of the few equations that have any, by equation index. */
  readonly params: ReadonlyMap<number, Params>;
}

/** Static parameters of an equation: plain data. */
export type Params = { readonly [name: string]: string | number | boolean | readonly number[] | null };

/** Added to `op` for equations whose operands stand in `operands`. */
export const ARRAY = 0x8000;

/**
 * How an array equation's operand is stored.
 * `block`: consecutive ids from the reference on. `gather`: `gathers[reference …]`. `static`: `constants[reference …]`.
 */
export const OperandKind = { block: 0, gather: 1, static: 2 } as const;

/** The call tree: scope 0 is the traced call. Each call in which an equation happened has a scope of its own. */
export interface Scopes {
  readonly parent: Int32Array;
  /** Site of the call. */
  readonly site: Int32Array;
  /** Scopes whose equations fold into one row: the ml-matrix member that was traced through, e.g. `inverse`. */
  readonly members: ReadonlyMap<number, string>;
}

/** Branches taken, in order: replaying on other values must find the same outcomes. */
export interface Guards {
  /** Index into `guardKinds`. */
  readonly kind: Uint8Array;
  readonly lhs: Int32Array;
  readonly rhs: Int32Array;
  /** 0 or 1 of a comparison; of `value` and `integer` guards always 1. */
  readonly outcome: Uint8Array;
  readonly site: Int32Array;
  /** Number of equations recorded before it. */
  readonly equation: Int32Array;
  /** Number of equations and starts of iterations recorded before it; older files do not have it. */
  readonly time?: Int32Array;
}
/**
 * Comparisons, predicates and `truth` (`if (x)`) of one number, and `value`: the number was used as itself (an index,
 * a size, a switch), so the record holds for this value alone. `integer`: an integer operator took it, and saw no more than its
 * whole part. `rhs` is 0 where there is one operand.
 */
export const guardKinds = [
  '<', '<=', '>', '>=', '==', '!=', '===', '!==', 'Object.is',
  'truth', 'isNaN', 'isFinite', 'isInteger', 'isSafeInteger', 'value', 'integer',
] as const; // prettier-ignore
export type GuardKind = (typeof guardKinds)[number];

/**
 * Calls of members of ml-matrix that changed a matrix in place after it had a name, in order. Its names mean another value from then on;
 * writes to its storage past its members are not here.
 */
export interface Overwrites {
  /** See `Trace.names`. */
  readonly holder: Int32Array;
  /** First element id of the variable that the matrix holds since; 0 where it was changed in part. */
  readonly id: Int32Array;
  /** Site of the call. */
  readonly site: Int32Array;
  /** Number of rows of `Trace.names` until then. */
  readonly name: Int32Array;
  /** Number of equations recorded until then, those of the call included. */
  readonly equation: Int32Array;
}

/** A place where a number lost its tracking. */
export interface Cut {
  /** Element id that was unboxed. */
  readonly id: number;
  readonly reason: CutReason;
  /** What it was handed to: `JSON.stringify`, `Math.clz32`, `arr[…]`. */
  readonly to: string;
  readonly site: number;
  /** Number of equations recorded before it. */
  readonly equation: number;
  /** How many further numbers were unboxed for the same reason at the same site. */
  readonly repeats: number;
  /** Their element ids, at most `mostFurther`; absent where there are none, and in older files. */
  readonly further?: Int32Array;
}
/** The ids of more further numbers of one cut are not kept. */
export const mostFurther = 100_000;
/**
 * Why a number was unboxed. `index`, `key` (the name of a property, which the program may read again as text), `size` and `text` are
 * ordinary uses with no derivative; `integer`: an integer
 * operator; `opaque`: handed to code that is not traced; `uncovered`: a member of ml-matrix with no rule that cannot run as its twin.
 */
export type CutReason = 'index' | 'key' | 'size' | 'text' | 'integer' | 'predicate' | 'opaque' | 'uncovered';

export interface Leaf {
  /** `x`, `params.layers[0].w`, `this.w`, `module:W`; `module:src/a.ts:W` where another file has a `W` too. No two are the same. */
  readonly path: string;
  readonly kind: 'argument' | 'this' | 'captured';
  readonly static: boolean;
  /** Static because the program has frozen it: no input can stand in its place. */
  readonly frozen?: boolean;
  readonly shape: Shape;
  /** First element id; 0 when static. */
  readonly first: number;
  /** The value of a static leaf. */
  readonly value?: Float64Array;
  /** A matrix prints as rows, an array as an array, and both of shape [r, c] look alike otherwise. */
  readonly container: 'number' | 'matrix' | 'array' | 'typed array';
  /** The numbers stand in a `Float32Array`: whatever is put there is rounded. */
  readonly single?: boolean;
}

/** One leaf of the returned tree. */
export interface Output {
  readonly path: string;
  readonly shape: Shape;
  /** One reference an element. */
  readonly refs: Int32Array;
}

/** A trace with what was made of it; the result of a run, and what a trace file holds. */
export interface TraceResult {
  readonly version: 2;
  /** Paths, relative to the working folder where they lie below it; spans index into it. */
  readonly files: readonly string[];
  /** Texts of files that no disk has, by index: originals that only a source map holds. */
  readonly sources?: ReadonlyMap<number, string>;
  /** A hash of each file's text as it ran, see `contentHash`; empty where it is not known. Older files do not have it. */
  readonly contents?: readonly string[];
  readonly function: { readonly name: string; readonly span: Span };
  readonly case: string;
  readonly status: 'ok' | 'threw' | 'limit';
  readonly trace: Trace;
  /** What the op codes of the trace mean, so that it can be read without the engine that wrote it. */
  readonly ops: readonly OpInfo[];
  /** Span of every site that the trace mentions, by site number. */
  readonly spans: ReadonlyMap<number, Span>;
  /** Texts of name sites, by site number. */
  readonly texts: ReadonlyMap<number, string>;
  /** Cotangent of every element id, for an output cotangent of all ones; empty when the run did not finish. */
  readonly cotangents: Float64Array;
  readonly diagnostics: readonly Diagnostic[];
  /** Null until it is made. */
  readonly check: Check | null;
  /** Milliseconds. */
  readonly timing: Timing;
  /** What the user's function threw, as the terminal would print it. */
  readonly thrown?: string;
}

/** A primitive as it is shown; see engine/rules/interpreter.ts for the four texts. */
export interface OpInfo {
  readonly name: string;
  /** `x · y`, `sin x`; a formula of the form `x ∘ y` is also how its operands are joined. */
  readonly formula: string;
  readonly rule: string;
  readonly doc: string;
  readonly slope?: Slope;
}

/**
 * A derivative that is a convention, of which differences say nothing: 0 of a function that is constant between its steps
 * (`steps`: taking one is like a branch) or that reads a number's bits (`bits`), 1 of a rounding to fewer bits (`identity`).
 */
export type Slope = 'steps' | 'bits' | 'identity';

export interface Timing {
  /** Starting the process, until it answered. */
  readonly start: number;
  readonly load: number;
  /** Part of `load` spent instrumenting. */
  readonly instrument: number;
  readonly run: number;
  /** Time of the processor that the run took, all threads together: what a busy machine adds does not count. Older files do not have it. */
  readonly cpu?: number;
  readonly gradient: number;
  readonly proof: number;
  readonly check: number;
}

const scalar: Shape = [];
/** The shape that `rows`, `columns` stand for. */
export function shapeOf(rows: number, columns: number): Shape {
  return rows < 0 ? scalar : columns < 0 ? [rows] : [rows, columns];
}

/** The number of elements of such a shape. */
export function sizeAt(rows: number, columns: number): number {
  return rows < 0 ? 1 : columns < 0 ? rows : rows * columns;
}

/** One operand of an equation, whatever its form. */
export interface Operand {
  readonly shape: Shape;
  /** One reference an element; for a block these are consecutive ids. */
  readonly refs: Int32Array;
  /** First id if the operand is a run of consecutive ids, else 0. */
  readonly block: number;
  readonly static: boolean;
  /** Site of the name of the matrix that it is, where it is no variable. */
  readonly name?: number;
}

/** The operands of equation `e`. For printing and tests; hot loops read the columns. */
export function operandsOf(trace: Trace, e: number): Operand[] {
  const eq = trace.equations;
  if (!(eq.op[e]! & ARRAY)) {
    return [eq.lhs[e]!, eq.rhs[e]!]
      .filter((ref) => ref !== 0)
      .map((ref) => ({ shape: scalar, refs: Int32Array.of(ref), block: Math.max(ref, 0), static: ref < 0 }));
  }
  return Array.from({ length: eq.rhs[e]! }, (_, k) => {
    const number = eq.lhs[e]! + k;
    const [kind, rows = 0, columns = 0, ref = 0] = eq.operands.subarray(4 * number, 4 * number + 4);
    const isStatic = kind === OperandKind.static;
    const size = sizeAt(rows, columns);
    const refs =
      kind === OperandKind.gather
        ? eq.gathers.slice(ref, ref + size)
        : new Int32Array(size).map((_, i) => (isStatic ? -(ref + i) - 1 : ref + i));
    const block = kind === OperandKind.block ? ref : 0;
    const named = lastNotAbove(eq.operandNames?.operand ?? [], number);
    const name = eq.operandNames?.operand[named] === number && { name: eq.operandNames.site[named]! };
    return { shape: shapeOf(rows, columns), refs, block, static: isStatic, ...name };
  });
}

/** The number a reference stands for. */
export function valueOf(trace: Pick<Trace, 'values' | 'constants'>, ref: number): number {
  return ref > 0 ? trace.values[ref]! : trace.constants[-ref - 1]!;
}
