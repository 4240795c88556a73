import type { Tensor } from '../src/shared/tensor.ts';

/** A program's value and its gradient by each input that is not static, in order. */
export interface Answer {
  readonly value: number;
  readonly gradients: readonly ArrayLike<number>[];
}

/** The inputs of a workload, as its trace found them. */
export interface Inputs {
  /** Those that the gradient is taken by. */
  readonly free: readonly Tensor[];
  /** The static ones. */
  readonly fixed: readonly Tensor[];
}

/** Another way to the same gradient: `run` is timed, from inputs in its own form to numbers that can be read. */
export interface Contender {
  readonly name: string;
  /** How near it has to come: `single` as the workload says, `double` 1e-10. */
  readonly tolerance: 'single' | 'double';
  readonly run: () => Answer;
}
