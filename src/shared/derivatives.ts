import type { Tensor } from './tensor.ts';

/** The further derivatives of a trace that can be asked for. */
export const derivativeKinds = ['jvp', 'jacobian', 'hessian'] as const;
export type DerivativeKind = (typeof derivativeKinds)[number];

/** Whether a further derivative agrees with differences of the record beside the inputs, and why not. */
export interface DerivativeCheck {
  readonly outcome: 'ok' | 'failed' | 'not compared';
  readonly why?: string;
}

/** Further derivatives of one trace. Elements are named by path and place: `w[0][2]`. */
export interface Derivatives {
  /** Names of the outputs' elements: rows of the Jacobian. */
  readonly outputs: readonly string[];
  /** Names of the elements of all leaves that are not static: columns of the Jacobian, both of the Hessian. */
  readonly inputs: readonly string[];
  /** Tangents of the outputs for tangents of one at every input. */
  readonly jvp?: Tensor;
  readonly jacobian?: Tensor;
  /** Of the sum of all outputs. */
  readonly hessian?: Tensor;
  /** How each compares with differences of the record. */
  readonly check?: { readonly [K in DerivativeKind]?: DerivativeCheck };
  /** The reason why a derivative that was asked for is missing. */
  readonly note?: string;
}

/** A Jacobian or Hessian with more elements than this is not computed. */
export const mostDerivatives = 4096;
