import { createSession } from '../../engine/index.ts';
import { differentiate } from '../../engine/autodiff/index.ts';
import { findingsOf } from '../../engine/proofs/index.ts';
import { instrument } from '../../instrument/index.ts';

/** A program with a little of everything: loops, calls, arithmetic, branches, arrays. */
const program = `
function slope(x, y) { return [x - x * y, x * y - y]; }
/** @trace simulate(1.2, 0.8, 0.01) */
function simulate(x, y, h) {
  for (let i = 0; i < 400; i++) {
    const [kx, ky] = slope(x, y);
    const [lx, ly] = slope(x + (h / 2) * kx, y + (h / 2) * ky);
    x += h * lx;
    y += h * ly;
    if (x > 100) x = Math.sqrt(x);
  }
  return [x, y].map((v) => v ** 2).reduce((sum, v) => sum + v, 0);
}
`;

/** A module as people write it, which is read and never run: types, imports, exports, numbers in lists. */
const module = `
import { Matrix } from 'ml-matrix';
export interface Model { readonly weights: Matrix; rate?: number }
export const data: readonly number[][] = [[0.25, -1.5e-3], [-4, 8]];
export class Fit<T extends Model> {
  #model: T;
  constructor(model: T) { this.#model = model; }
  /** @trace new Fit({ weights: new Matrix(data) }).loss(0.1) */
  loss(rate: number): number {
    const { weights, ...rest } = this.#model;
    const scaled = Matrix.mul(weights, rate as number).add(1);
    return scaled.sum() / (weights.rows * weights.columns) - (rest.rate ?? 0);
  }
}
export const square = (x: number) => x * x;
`;

/**
 * Traces a small program of our own, so that V8 has compiled the tracer before a waiting process gets a real one. Changes no
 * globals: the runtime is passed as a parameter, not installed. Ends after the current round when the process is wanted.
 */
export async function warmUp(isWanted: () => boolean): Promise<void> {
  for (let round = 0; round < 6 && !isWanted(); round++) {
    const session = createSession({
      operationLimit: 1e6,
      poll: () => undefined,
      allocate: () => undefined,
      isOpaque: () => false,
      matrixClass: () => {
        throw new Error('the warm-up makes no matrix');
      },
      exits: [],
      evals: { instrument: (source) => source },
    });
    instrument(module, { path: 'module.ts', base: 0, mode: 'trace', workspace: true });
    const path = 'warm-up.cjs';
    const { code, sites, cases } = instrument(program, { path, base: 0, mode: 'trace', workspace: true });
    session.addFile(path, 0, sites);
    new Function('__gl', code)(session.runtime);
    const thunk = session.thunks(path)[0]!;
    const outcome = await session.run({ ...cases[0]!, thunk, span: [0, 1, 0, 1, 0] });
    findingsOf(outcome.trace, differentiate(outcome.trace), session.span);
    await new Promise(setImmediate);
  }
}
