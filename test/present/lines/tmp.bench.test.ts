import { test } from 'vitest';
import { record } from '../../support/trace.ts';
const source = `const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2], [3, 4]]), 0.001) */
function f(w, rate) {
  let v = w;
  for (let i = 0; i < 20000; i++) {
    const g = Matrix.mul(v, rate);
    const h = g.mmul(v);
    v = Matrix.sub(v, h);
  }
  return v.sum();
}`;
const scalars = `/** @trace f(2, 0.001) */
function f(w, rate) {
  let v = w;
  for (let i = 0; i < 200000; i++) {
    const g = v * rate;
    v = v - g;
  }
  return v;
}`;
const sets = `const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2], [3, 4]]), 0.001) */
function f(w, rate) {
  let v = w;
  for (let i = 0; i < 50000; i++) {
    v.set(0, 0, v.get(0, 0) * rate);
    v.mul(0.5);
  }
  return v.sum();
}`;
test('bench', async () => {
  for (const [name, s] of [['matrix', source], ['scalar', scalars], ['set', sets]] as const) {
    const all = [];
    for (let k = 0; k < 7; k++) {
      const t = performance.now();
      await record(s);
      all.push(performance.now() - t);
    }
    console.log(name, all.map((x) => x.toFixed(0)).join(' '));
  }
}, 100000);
