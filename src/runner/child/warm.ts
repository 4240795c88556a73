import { createSession, described } from '../../engine/index.ts';
import { differentiate } from '../../engine/autodiff/index.ts';
import { findingsOf } from '../../engine/proofs/index.ts';
import { Evidence, findingsOfClasses } from '../../explain/index.ts';
import { instrument } from '../../instrument/index.ts';
import type { Span } from '../../shared/span.ts';

/** Programs that are traced: one with a little of everything (loops, calls, arithmetic, branches, arrays), and some with a fault each. */
const programs = [
  `
function slope(x, y) { return [x - x * y, x * y - y]; }
/** @trace simulate(1.2, 0.8, 0.01, 3) */
function simulate(x, y, h, unused) {
  for (let i = 0; i < 400; i++) {
    const [kx, ky] = slope(x, y);
    const [lx, ly] = slope(x + (h / 2) * kx, y + (h / 2) * ky);
    x += h * lx;
    y += h * ly;
    if (x > 100) x = Math.sqrt(x);
  }
  return [x, y].map((v) => v ** 2).reduce((sum, v) => sum + v, 0);
}
`,
  `
/** @trace spread(1000000, 0.5) */
function spread(offset, width) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < 100; i++) {
    const x = offset + width * Math.sin(i);
    sum += x;
    squares += x * x;
  }
  const mean = sum / 100;
  return squares / 100 - mean * mean;
}
`,
  `
/** @trace collapse(1, 0.01) */
function collapse(x, step) {
  let height = x;
  for (let i = 0; i < 100; i++) {
    height = height - 2 * step;
    x = 0.5 * x + Math.log(height);
  }
  return x;
}
`,
  `
/** @trace descend(0.5, 1.2) */
function descend(x, rate) {
  for (let i = 0; i < 60; i++) {
    const slope = 2 * x;
    x -= rate * slope;
  }
  return x;
}
`,
];

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
 * Traces small programs of our own, so that V8 has compiled the tracer, and what looks for findings, before a waiting process gets a real
 * one. Changes no globals: the runtime is passed as a parameter, not installed.
 */
export async function warmUp(): Promise<void> {
  instrument(module, { path: 'module.ts', base: 0, mode: 'trace', workspace: true });
  for (let i = 0; i < programs.length; i++) await traceOnce(programs[i]!);
}

async function traceOnce(program: string): Promise<void> {
  const session = createSession({
    operationLimit: 1e6,
    poll: () => undefined,
    allocate: () => undefined,
    isOpaque: () => false,
    matrixClass: () => {
      throw new Error('the warm-up makes no matrix');
    },
    exits: {},
    evals: { instrument: (source) => source },
  });
  const path = 'warm-up.cjs';
  const { code, sites, cases } = instrument(program, { path, base: 0, mode: 'trace', workspace: true });
  session.addFile(path, 0, sites);
  new Function('__gl', code)(session.runtime);
  const thunk = session.thunks(path)[0]!;
  const span: Span = [0, 1, 0, 1, 0];
  const { trace, status } = await session.run({ ...cases[0]!, thunk, span });
  const cotangents = differentiate(trace);
  const result = {
    ...described(trace, session),
    ...{ function: { name: cases[0]!.function, span }, case: '', status, cotangents, check: null },
    diagnostics: findingsOf(trace, cotangents, session.span),
    timing: { start: 0, load: 0, instrument: 0, run: 0, gradient: 0, proof: 0, check: 0 },
  };
  findingsOfClasses(new Evidence(result, () => program));
}
