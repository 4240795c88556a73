import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program whose loop can be made longer, and what is asked about it. */
export interface Program {
  readonly name: string;
  /** Equations that one round records. */
  readonly perRound: number;
  readonly source: (rounds: number) => string;
  readonly questions: readonly Asked[];
}

/** A question, by the line that the text stands on. */
export interface Asked {
  readonly at: string;
  readonly name: string;
  readonly of: 'value' | 'gradient';
  /** The text of the line of a loop: its iteration in the middle is meant. */
  readonly middleOf?: string;
}

const head = (asked: Omit<Asked, 'at' | 'of'> & { at?: string }): Asked => ({
  at: 'export function',
  of: 'gradient',
  ...asked,
});

/** All numbers are fine; one input is unused, one ends in a comparison. */
const walk: Program = {
  name: 'walk',
  perRound: 5,
  source: (rounds) => `/** @trace walk(0.5, 2, 3, 0.25) */
export function walk(x: number, limit: number, unused: number, gain: number): number {
  let y = 0.1;
  for (let i = 0; i < ${rounds}; i++) {
    const wave = Math.sin(x + i);
    if (x > limit) y = y + 1;
    x = 0.5 * x + gain * wave;
    y = 0.5 * y;
  }
  return x + y;
}
`,
  questions: [
    head({ name: 'unused' }),
    head({ name: 'limit' }),
    head({ name: 'gain' }),
    { at: 'const wave', name: 'wave', of: 'value' },
    { at: 'const wave', name: 'wave', of: 'value', middleOf: 'for (' },
    { at: 'const wave', name: 'wave', of: 'gradient', middleOf: 'for (' },
    { at: 'return', name: 'x', of: 'value' },
    { at: 'return', name: 'x', of: 'gradient' },
  ],
};

/** Gradient descent on numbers, with a function that is called for every point. */
const descent = (name: string, rateOf: (rounds: number) => number): Program => ({
  name,
  perRound: 52,
  source: (rounds) => `const xs = [0.1, 0.3, 0.4, 0.6, 0.7, 0.9, 1.1, 1.3];
const ys = [1.2, 1.7, 1.9, 2.3, 2.4, 2.8, 3.1, 3.6];

/** @trace fit(0.5, 0.1, ${rateOf(rounds)}, 7) */
export function fit(w: number, b: number, rate: number, seed: number): number {
  for (let epoch = 0; epoch < ${rounds}; epoch++) {
    let dw = 0;
    let db = 0;
    for (let i = 0; i < xs.length; i++) {
      const error = miss(w, b, i);
      dw += error * xs[i]!;
      db += error;
    }
    w -= rate * dw;
    b -= rate * db;
  }
  let loss = 0;
  for (let i = 0; i < xs.length; i++) loss += miss(w, b, i) ** 2;
  return loss;
}

function miss(w: number, b: number, i: number): number {
  const guess = w * xs[i]! + b;
  return guess - ys[i]!;
}
`,
  questions: [
    head({ at: 'export function fit', name: 'seed' }),
    head({ at: 'export function fit', name: 'w' }),
    head({ at: 'export function fit', name: 'rate' }),
    { at: 'const error', name: 'error', of: 'value', middleOf: 'let epoch' },
    { at: 'w -= ', name: 'w', of: 'value' },
    { at: 'w -= ', name: 'w', of: 'gradient', middleOf: 'let epoch' },
    { at: 'return loss', name: 'loss', of: 'value' },
    { at: 'return loss', name: 'loss', of: 'gradient' },
  ],
});

/** Gradient descent on matrices, which step by step are new ones. */
const network: Program = {
  name: 'network',
  // There are eleven, but they take ten times as long as those of numbers.
  perRound: 110,
  source: (rounds) => `import { Matrix } from 'ml-matrix';

const x = new Matrix([[0.1, 0.5], [0.4, 0.2], [0.7, 0.9], [1.1, 0.3]]);
const y = new Matrix([[1.2], [1.9], [2.4], [3.1]]);
const start = new Matrix([[0.1], [0.2]]);

/** @trace train(start, 0.05, 3) */
export function train(w: Matrix, rate: number, unused: number): number {
  let weights = w;
  for (let epoch = 0; epoch < ${rounds}; epoch++) {
    const guess = Matrix.tanh(x.mmul(weights));
    const error = Matrix.sub(guess, y);
    const slope = Matrix.mul(guess, guess).mul(-1).add(1);
    const delta = Matrix.mul(error, slope);
    weights = Matrix.sub(weights, x.transpose().mmul(delta).mul(rate));
  }
  return Matrix.pow(Matrix.sub(x.mmul(weights), y), 2).sum();
}
`,
  questions: [
    head({ name: 'unused' }),
    head({ name: 'w' }),
    { at: 'const error', name: 'error', of: 'value', middleOf: 'let epoch' },
    { at: 'const error', name: 'error', of: 'gradient', middleOf: 'let epoch' },
    { at: 'weights = Matrix.sub(weights', name: 'weights', of: 'value' },
    { at: 'return', name: 'weights', of: 'gradient' },
  ],
};

/** A gradient that dies away on its way back, down to 0. */
const memory: Program = {
  name: 'memory',
  perRound: 4,
  source: (rounds) => `/** @trace recall(0.5, 0.9) */
export function recall(first: number, keep: number): number {
  let state = first;
  for (let i = 0; i < ${rounds}; i++) {
    const kept = keep * state;
    state = Math.tanh(kept + 0.1);
  }
  return state;
}
`,
  questions: [
    head({ name: 'first' }),
    head({ name: 'keep' }),
    { at: 'const kept', name: 'kept', of: 'gradient', middleOf: 'for (' },
    { at: 'const kept', name: 'kept', of: 'value', middleOf: 'for (' },
  ],
};

/** Two large sums whose difference is small. */
const variance: Program = {
  name: 'variance',
  perRound: 4,
  source: (rounds) => `/** @trace spread(1000000, 0.5) */
export function spread(offset: number, width: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < ${rounds}; i++) {
    const x = offset + width * Math.sin(i);
    sum += x;
    squares += x * x;
  }
  const mean = sum / ${rounds};
  const result = squares / ${rounds} - mean * mean;
  return result;
}
`,
  questions: [
    head({ name: 'offset' }),
    { at: 'squares +=', name: 'squares', of: 'value', middleOf: 'for (' },
    { at: 'squares +=', name: 'squares', of: 'gradient', middleOf: 'for (' },
    { at: 'const result', name: 'result', of: 'value' },
    { at: 'const result', name: 'result', of: 'gradient' },
  ],
};

/** Numbers that stop being finite in the middle. */
const collapse: Program = {
  name: 'collapse',
  perRound: 4,
  source: (rounds) => `/** @trace collapse(1, ${1 / rounds}) */
export function collapse(x: number, step: number): number {
  let height = x;
  for (let i = 0; i < ${rounds}; i++) {
    height = height - 2 * step;
    x = 0.5 * x + Math.log(height);
  }
  return x;
}
`,
  questions: [
    head({ name: 'step' }),
    { at: 'x = 0.5', name: 'x', of: 'value' },
    { at: 'x = 0.5', name: 'x', of: 'gradient' },
    { at: 'height = height', name: 'height', of: 'value', middleOf: 'for (' },
    { at: 'return', name: 'x', of: 'value' },
  ],
};

/** The Runge–Kutta program that scalars are measured by. */
const pendulum: Program = {
  name: 'pendulum',
  perRound: 48,
  source: (rounds) =>
    readFileSync(join(import.meta.dirname, '../programs/pendulum.ts'), 'utf8').replace('958', `${rounds}`),
  questions: [
    head({ at: 'export function swing', name: 'friction' }),
    head({ at: 'export function swing', name: 'start' }),
    { at: 'Math.sin(angle)', name: 'angle', of: 'value', middleOf: 'for (' },
    { at: 'Math.sin(angle)', name: 'angle', of: 'gradient' },
  ],
};

export const programs: readonly Program[] = [
  pendulum,
  walk,
  descent('descent', () => 0.05),
  // The curvature is about 12.7: each step is so much longer than the one before that all together are 10¹² times as long.
  descent('overshoot', (rounds) => (1 + 10 ** (12 / rounds)) / 12.7),
  network,
  memory,
  variance,
  collapse,
];
