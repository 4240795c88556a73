import type { Params, Slope } from '../../shared/trace.ts';
import type { Shape, Tensor } from '../../shared/tensor.ts';
import type { BinaryName, PrimitiveName, UnaryName } from './names.ts';

/**
 * Something primitives can be applied in: rules are written against this interface, so that one rule serves for
 * numbers (`numeric`), for derivatives of derivatives (`dual`) and for a backward pass that is itself a trace.
 */
export interface Interpreter<V> {
  apply(op: PrimitiveName, operands: readonly V[], params?: Params): V;
  constant(value: Tensor | number): V;
  shape(value: V): Shape;
}

/**
 * The elementwise primitives as functions of `T`, for writing partial derivatives once: with plain numbers where
 * speed counts (`numbers`), with any interpreter's values elsewhere (`arithmeticOf`).
 */
export type Arithmetic<T> = { readonly [P in UnaryName]: (x: T) => T } & {
  readonly [P in BinaryName]: (x: T, y: T) => T;
} & { readonly number: (value: number) => T };

/** ∂z/∂x or ∂z/∂y of z = f(x, y), in terms of x, y and z; of a function of one number, `y` is not to be read. */
export interface Partial {
  <T>(k: Arithmetic<T>, x: T, y: T, z: T): T;
  /** It chooses: where it is exactly zero the function is flat, and nothing passes, not even an infinite cotangent. */
  readonly chooses?: boolean;
  /**
   * Numerator and divisor, where it is a quotient. A cotangent is multiplied by the one and then divided by the other: z / y alone can
   * fall below the smallest number, or lose its digits there, where z̄ · z / y is an ordinary number.
   */
  readonly quotient?: readonly [Partial, Partial];
}

/** The description that every primitive carries. */
interface Described {
  /** Its notation, with operands: `sin x`, `x · y`. */
  readonly formula: string;
  /** The rule in words of cotangents, shown under an equation: `x̄ += z̄ ∘ cos x`. */
  readonly rule: string;
  /** Its meaning, its conventions at kinks, the source of its derivative. */
  readonly doc: string;
  /** Set where the derivative is a convention. */
  readonly slope?: Slope;
}

/** A function of one or two numbers, applied elementwise with NumPy's broadcasting. */
export interface Elementwise extends Described {
  readonly kind: 'elementwise';
  /** One function an operand; its length is the arity. */
  readonly partials: readonly Partial[];
  /** Bit for bit what JavaScript's operator or Math function gives. */
  readonly evaluate: (x: number, y: number) => number;
}

/** Shape, evaluation and derivatives of a primitive, in one form for both kinds: see `rules`. */
export interface Rules {
  /** Throws a RangeError that names the operands' shapes if they do not fit. */
  readonly shape: (operands: readonly Shape[], params: Params) => Shape;
  /** Row-major result. */
  readonly evaluate: (operands: readonly Tensor[], params: Params) => Float64Array;
  /** Tangent of the output; null where it is zero. A missing tangent (null) is zero, and at least one is present. */
  readonly jvp: <V>(k: Interpreter<V>, at: Application<V>, tangents: readonly (V | null)[]) => V | null;
  /** Cotangents of the operands; null where it is zero or not wanted. */
  readonly vjp: <V>(k: Interpreter<V>, at: Application<V>, cotangent: V) => readonly (V | null)[];
}

/** A function of whole arrays. Bit for bit what the ml-matrix member of the same name gives. */
export interface ArrayPrimitive extends Described, Rules {
  readonly kind: 'array';
}

/** An equation as a rule sees it. */
export interface Application<V> {
  readonly inputs: readonly V[];
  readonly output: V;
  readonly params: Params;
  /** Whether the cotangent of each operand is wanted. */
  readonly wanted: readonly boolean[];
}

export type Primitive = Elementwise | ArrayPrimitive;
