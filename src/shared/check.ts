import type { Shape } from './tensor.ts';

/** The verdict on a gradient. */
export interface Check {
  /**
   * `ok`: the gradient agrees with the plain program. `partly`: it does where it could be compared, and the rest is told. `failed`: it
   * does not, or a gradient is cut. `none`: nothing was compared, for `reason`.
   */
  readonly state: 'ok' | 'partly' | 'failed' | 'none';
  /** `rerun`: the plain function was run again on perturbed inputs. */
  readonly method: 'rerun';
  /** Largest relative disagreement of gradient and differences; NaN when nothing could be compared. */
  readonly maxRelativeError: number;
  /** How many directions were compared. */
  readonly directions: number;
  /** How often the plain function was run. */
  readonly runs: number;
  /** Why the check failed, or why there was none. */
  readonly reason?: string;
  /** What was not compared, or is not what a person would take it for. */
  readonly notChecked: readonly NotChecked[];
}

/** Elements of an input whose gradient was not compared. */
export interface NotChecked {
  readonly path: string;
  readonly shape: Shape;
  /** Row-major indices; null for all. */
  readonly elements: readonly number[] | null;
  /** `in steps`, `at a kink`, `rounding hides the slope`, … */
  readonly why: string;
}

/** A check that was not made, and why. */
export function noCheck(reason: string): Check {
  return {
    state: 'none',
    method: 'rerun',
    maxRelativeError: NaN,
    directions: 0,
    runs: 0,
    reason,
    notChecked: [],
  };
}
