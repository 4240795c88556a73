import { Matrix } from 'ml-matrix';
import type { Tensor } from '../src/shared/tensor.ts';
import type { Answer, Contender, Inputs } from './contender.ts';

type Gradient = (inputs: Inputs) => () => { readonly value: number; readonly gradients: readonly unknown[] };

/** What somebody writes who differentiates on paper: plain ml-matrix, plain numbers. */
const gradients: Readonly<Record<string, Gradient>> = {
  linear: (inputs) => {
    const [w] = inputs.free.map(matrix) as [Matrix];
    const [x, y] = inputs.fixed.map(matrix) as [Matrix, Matrix];
    return () => {
      const error = x.mmul(w).sub(y);
      const gradient = x
        .transpose()
        .mmul(error)
        .mul(2 / x.rows);
      return { value: error.mul(error).sum() / x.rows, gradients: [gradient] };
    };
  },
  logistic: (inputs) => {
    const [w] = inputs.free.map(matrix) as [Matrix];
    const [x, y] = inputs.fixed.map(matrix) as [Matrix, Matrix];
    return () => {
      const e = x.mmul(w).mul(y).neg().exp();
      const value = Matrix.log1p(e).sum() / x.rows;
      const slope = Matrix.div(e, Matrix.add(e, 1))
        .mul(y)
        .mul(-1 / x.rows);
      return { value, gradients: [x.transpose().mmul(slope)] };
    };
  },
  network: (inputs) => {
    const [w1, b1, w2, b2, w3, b3] = inputs.free.map((t) =>
      t.shape.length === 2 ? matrix(t) : Array.from(t.data),
    ) as [Matrix, number[], Matrix, number[], Matrix, number[]];
    const [x, targets] = inputs.fixed.map(matrix) as [Matrix, Matrix];
    return () => {
      const h1 = x.mmul(w1).addRowVector(b1).tanh();
      const h2 = h1.mmul(w2).addRowVector(b2).tanh();
      const logits = h2.mmul(w3).addRowVector(b3);
      const likelihood = Matrix.mul(logits, targets).sum();
      const p = Matrix.exp(logits);
      const sums = p.sum('row');
      const value = (sums.reduce((sum, s) => sum + Math.log(s), 0) - likelihood) / x.rows;
      const g3 = p.divColumnVector(sums).sub(targets).div(x.rows);
      const g2 = g3.mmul(w3.transpose()).mul(flat(h2));
      const g1 = g2.mmul(w2.transpose()).mul(flat(h1));
      const gradients = [
        ...[x.transpose().mmul(g1), g1.sum('column')],
        ...[h1.transpose().mmul(g2), g2.sum('column')],
        ...[h2.transpose().mmul(g3), g3.sum('column')],
      ];
      return { value, gradients };
    };
  },
  seed: (inputs) => {
    const [a, b, c] = inputs.free.map(matrix) as [Matrix, Matrix, Matrix];
    return () => {
      const sines = Matrix.sin(b);
      const growth = b.mmul(c).exp();
      const ones = Matrix.ones(a.rows, b.columns);
      const value = Matrix.add(a.mmul(sines), growth).sum() + 5;
      const byA = ones.mmul(sines.transpose());
      const byB = a.transpose().mmul(ones).mul(Matrix.cos(b)).add(growth.mmul(c.transpose()));
      return { value, gradients: [byA, byB, b.transpose().mmul(growth)] };
    };
  },
  rosenbrock: (inputs) => {
    const x = Array.from(inputs.free[0]!.data);
    return () => {
      const gradient = x.map(() => 0);
      let value = 0;
      for (let i = 0; i + 1 < x.length; i++) {
        const bend = x[i + 1]! - x[i]! * x[i]!;
        value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
        gradient[i]! += -400 * bend * x[i]! - 2 * (1 - x[i]!);
        gradient[i + 1]! += 200 * bend;
      }
      return { value, gradients: [gradient] };
    };
  },
  chain: (inputs) => {
    const [a, b, c, d, e] = inputs.free.map(matrix) as [Matrix, Matrix, Matrix, Matrix, Matrix];
    return () => {
      const ab = a.mmul(b);
      const abc = ab.mmul(c);
      const abcd = abc.mmul(d);
      const result = abcd.mmul(e);
      const g4 = Matrix.ones(result.rows, result.columns).mmul(e.transpose());
      const g3 = g4.mmul(d.transpose());
      const g2 = g3.mmul(c.transpose());
      const byE = abcd.transpose().mmul(Matrix.ones(result.rows, result.columns));
      const gradients = [
        ...[g2.mmul(b.transpose()), a.transpose().mmul(g2), ab.transpose().mmul(g3)],
        ...[abc.transpose().mmul(g4), byE],
      ];
      return { value: result.sum(), gradients };
    };
  },
  additions: (inputs) => {
    const [a, b] = inputs.free.map(matrix) as [Matrix, Matrix];
    const count = inputs.fixed[0]!.data[0]!;
    return () => {
      let sum = a;
      for (let i = 0; i < count; i++) sum = Matrix.add(sum, b);
      const ones = Matrix.ones(a.rows, a.columns);
      return { value: sum.sum(), gradients: [ones, Matrix.mul(ones, count)] };
    };
  },
};

/** The hand-written gradient of a program; none was written for the pendulum. */
export function byHand(file: string, inputs: Inputs): Contender[] {
  const gradient = gradients[file]?.(inputs);
  if (!gradient) return [];
  const run = (): Answer => {
    const { value, gradients } = gradient();
    return {
      value,
      gradients: gradients.map((g) => (g instanceof Matrix ? g.to1DArray() : (g as number[]))),
    };
  };
  return [{ name: 'by hand', tolerance: 'double', run }];
}

function matrix({ shape, data }: Tensor): Matrix {
  const [rows, columns] = shape as [number, number];
  return Matrix.from1DArray(rows, columns, data);
}

/** 1 − h², element by element. */
function flat(h: Matrix): Matrix {
  return Matrix.mul(h, h).neg().add(1);
}
