import { expect, test } from 'vitest';
import { findOverwritten } from '../../../src/explain/overwritten/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** Programs that change things in place as they mean to, by what they do. */
const programs: Readonly<Record<string, string>> = {
  'a step of descent in place': `
import { Matrix } from 'ml-matrix';
/** @trace f(0.1) */
function f(rate) {
  const w = Matrix.columnVector([1, 2]);
  for (let k = 0; k < 3; k++) w.sub(Matrix.mul(w, rate));
  return w.sum();
}`,
  'a chain of changes whose result is dropped': `
import { Matrix } from 'ml-matrix';
/** @trace f(0.1, new Matrix([[1], [2]])) */
function f(momentum, g) {
  const v = Matrix.zeros(2, 1);
  for (let k = 0; k < 3; k++) v.mul(momentum).add(g);
  return v.sum();
}`,
  'a name given the result of its own change': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2]]), 0.5) */
function f(w, rate) {
  for (let k = 0; k < 3; k++) w = w.mul(rate).addS(1);
  return w.sum();
}`,
  'a name given what a function changed and returned': `
import { Matrix } from 'ml-matrix';
function step(w, rate) { return w.sub(Matrix.mul(w, rate)); }
/** @trace f(new Matrix([[1, 2]]), 0.5) */
function f(w, rate) {
  let current = w.clone();
  for (let k = 0; k < 3; k++) current = step(current, rate);
  return current.sum() + w.sum();
}`,
  'a procedure that changes what it is given': `
import { Matrix } from 'ml-matrix';
function decay(w, rate) { w.mul(1 - rate); }
/** @trace f(new Matrix([[1, 2]]), 0.5) */
function f(w, rate) {
  decay(w, rate);
  decay(w, rate);
  return w.sum();
}`,
  'a step that changes the weights and returns the loss': `
import { Matrix } from 'ml-matrix';
function learn(w, x, rate) {
  const e = x.mmul(w);
  w.sub(x.transpose().mmul(e).mul(rate));
  return e.dot(e);
}
/** @trace f(new Matrix([[1], [2]]), new Matrix([[1, 0.5], [0.2, 1]]), 0.1) */
function f(w, x, rate) {
  let total = 0;
  for (let k = 0; k < 3; k++) total += learn(w, x, rate);
  return total + w.sum();
}`,
  'a copy that is sorted': `
/** @trace f([3, 1, 2]) */
function f(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const other = values.slice().sort();
  return sorted[1] * values[0] + other[0];
}`,
  'an array sorted under its only name': `
/** @trace f([3, 1, 2]) */
function f(values) {
  values.sort((a, b) => a - b);
  return values[0] + 2 * values[2];
}`,
  'an argument of its own sorted by a function': `
function median(values) { values.sort((a, b) => a - b); return values[1]; }
/** @trace f([3, 1, 2]) */
function f(values) { return median(values.slice()) + values[0]; }`,
  'running sums in place': `
/** @trace f([3, 1, 2]) */
function f(values) {
  const sums = values.slice();
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1];
  return sums[2] * values[2];
}`,
  'rows of a table scaled through a name': `
/** @trace f([[1, 2], [3, 4]]) */
function f(table) {
  const rows = table.map((row) => row.slice());
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const total = row[0] + row[1];
    for (let j = 0; j < row.length; j++) row[j] /= total;
  }
  return rows[0][0] * rows[1][1] + table[0][0];
}`,
  'elimination with rows that trade places': `
/** @trace f([[1, 2], [3, 4]], [5, 6]) */
function f(matrix, right) {
  const a = matrix.map((row) => [...row]);
  const b = [...right];
  for (let k = 0; k < 2; k++) {
    const p = Math.abs(a[k][k]) > 1 ? k : 1;
    [a[k], a[p]] = [a[p], a[k]];
    [b[k], b[p]] = [b[p], b[k]];
    for (let i = k + 1; i < 2; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j < 2; j++) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  b[1] /= a[1][1];
  b[0] = (b[0] - a[0][1] * b[1]) / a[0][0];
  return b[0] + matrix[0][0];
}`,
  'two buffers that trade places': `
/** @trace f([0, 1, 0, 0], 0.1) */
function f(start, ratio) {
  let now = start.slice();
  let next = start.slice();
  for (let k = 0; k < 4; k++) {
    for (let i = 1; i < 3; i++) next[i] = now[i] + ratio * (now[i - 1] - 2 * now[i] + now[i + 1]);
    const old = now;
    now = next;
    next = old;
  }
  return now[1] + now[2];
}`,
  'a matrix filled by a function': `
import { Matrix } from 'ml-matrix';
function fill(m, x) { for (let i = 0; i < 2; i++) m.set(i, i, x * i); return m; }
/** @trace f(2) */
function f(x) {
  const m = fill(new Matrix(2, 2), x);
  m.set(0, 1, x);
  return m.sum();
}`,
  'states pushed as copies': `
/** @trace f([1, 0], 0.1) */
function f(start, dt) {
  const state = start.slice();
  const path = [];
  for (let k = 0; k < 3; k++) {
    state[0] += dt * state[1];
    state[1] -= dt * state[0];
    path.push([...state]);
  }
  return path.reduce((sum, p) => sum + p[0], 0);
}`,
  'an object that a method moves': `
class Particle {
  constructor(x, v) { this.x = x; this.v = v; }
  move(dt) { this.x += this.v * dt; return this; }
}
/** @trace f(1, 2) */
function f(x, v) {
  const p = new Particle(x, v);
  for (let k = 0; k < 3; k++) p.move(0.1);
  p.move(0.1).move(0.2);
  return p.x;
}`,
  'objects that a method changes and gives back, to ask them something': `
class Window {
  #sum = 0;
  push(x) { this.#sum += x; return this; }
  get mean() { return this.#sum / 2; }
  last() { return this.#sum; }
}
/** @trace f(2) */
function f(x) {
  const [short, long] = [new Window(), new Window()];
  let level = 0;
  for (const v of [1, 2]) {
    const [p, q] = [short, long].map((one) => one.push(v * x).mean);
    level += p * q + short.push(x).push(1).last();
  }
  return level;
}`,
  'getters that read what a method has changed': `
import { Matrix } from 'ml-matrix';
class Flows {
  #flows;
  constructor(flows) { this.#flows = Matrix.rowVector(flows); }
  centre() { this.#flows.sub(this.#flows.mean()); }
  get range() { return this.#flows.max() - this.#flows.min(); }
  get deviation() { return this.#flows.standardDeviation(); }
}
/** @trace f([1, 2, 4]) */
function f(flows) {
  const one = new Flows(flows);
  one.centre();
  return one.range / one.deviation;
}`,
  'weights of a class, changed by its methods': `
import { Matrix } from 'ml-matrix';
class Model {
  constructor(w) { this.w = w; }
  step(rate) { this.w.sub(Matrix.mul(this.w, rate)); }
  loss() { return this.w.dot(this.w); }
}
/** @trace f(new Matrix([[1], [2]]), 0.1) */
function f(w, rate) {
  const model = new Model(w.clone());
  for (let k = 0; k < 3; k++) model.step(rate);
  return model.loss() + w.sum();
}`,
  'rows made anew for each place': `
/** @trace f(2) */
function f(x) {
  const grid = Array.from({ length: 3 }, () => new Array(3).fill(0));
  const other = new Array(3).fill(null).map(() => [0, 0, 0]);
  for (let i = 0; i < 3; i++) { grid[i][i] = x * i; other[i][0] = x; }
  return grid[2][2] + grid[0][2] + other[1][0];
}`,
  'the parts of a net under short names': `
import { Matrix } from 'ml-matrix';
/** @trace f({ w: new Matrix([[1], [2]]), b: new Matrix([[1], [0]]) }, 0.1) */
function f(net, rate) {
  const { w, b } = net;
  for (let k = 0; k < 2; k++) {
    w.sub(Matrix.mul(net.w, rate));
    b.sub(Matrix.mul(net.b, rate));
  }
  return net.w.sum() + b.sum();
}`,
  'one way of a branch in place, the other not': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1], [2]]), 0.1) */
function f(x, rate) {
  let y;
  if (rate > 1) y = x.mul(rate);
  else y = Matrix.add(x, x);
  return y.sum();
}`,
  'a difference of a fresh product': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1], [2]]), new Matrix([[1, 0.5], [0.2, 1]])) */
function f(w, x) {
  const prediction = x.mmul(w);
  const error = prediction.sub(w);
  return error.dot(error) + w.sum();
}`,
  'averages kept in a buffer that is filled anew': `
/** @trace f([1, 2, 3, 4]) */
function f(values) {
  const window = new Float64Array(2);
  let total = 0;
  for (let i = 0; i + 1 < values.length; i++) {
    for (let j = 0; j < 2; j++) window[j] = values[i + j];
    window.sort();
    total += window[0] * values[i];
  }
  return total;
}`,
  'a vector written to by a helper, its result dropped': `
function add(out, a, b) { for (let i = 0; i < 2; i++) out[i] = a[i] + b[i]; return out; }
/** @trace f([1, 2], [3, 4]) */
function f(a, b) {
  const out = [0, 0];
  add(out, a, b);
  add(out, out, b);
  return out[0] * a[0] + out[1];
}`,
  'layers changed in a loop over them': `
import { Matrix } from 'ml-matrix';
/** @trace f([{ w: new Matrix([[1]]) }, { w: new Matrix([[2]]) }], 0.1) */
function f(layers, rate) {
  layers.forEach((layer) => layer.w.mul(1 - rate));
  for (const { w } of layers) w.sub(Matrix.mul(w, rate));
  return layers.reduce((sum, { w }) => sum + w.get(0, 0), 0);
}`,
  'the best so far, kept as a copy': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1], [2]]), 0.1) */
function f(start, rate) {
  const w = start.clone();
  let best = w.clone();
  let least = Infinity;
  for (let k = 0; k < 3; k++) {
    w.sub(Matrix.mul(w, rate));
    if (w.dot(w) < least) { least = w.dot(w); best = w.clone(); }
  }
  return best.sum() + start.sum();
}`,
  'a generator that keeps its state': `
function generator(seed) {
  const state = [seed];
  return () => { state[0] = state[0] * 0.5 + 1; return state[0]; };
}
/** @trace f(3) */
function f(seed) {
  const next = generator(seed);
  const random = next;
  return next() + random() + next();
}`,
  'entries set for each of a list that holds no numbers': `
import { Matrix } from 'ml-matrix';
function encode(words) {
  const hot = Matrix.zeros(words.length, 2);
  words.forEach((word, i) => hot.set(i, word === 'sun' ? 0 : 1, 1));
  return hot;
}
/** @trace f(new Matrix([[1, 2], [3, 4]]), ['sun', 'sea']) */
function f(table, words) {
  return encode(words).mmul(table).sum();
}`,
  'a matrix whose entries a function of its own sets': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, -3]]), 2) */
function f(start, most) {
  const w = start.clone();
  w.apply((i, j) => w.set(i, j, Math.min(most, w.get(i, j))));
  return w.sum();
}`,
  'a field named for short': `
/** @trace f([1, 2], 0.5) */
function f(xs, rate) {
  const state = { grid: xs.slice() };
  const grid = state.grid;
  for (let i = 0; i < 2; i++) state.grid[i] *= rate;
  return grid[0] + grid[1];
}`,
  'a step that starts from the new velocity': `
/** @trace f(1, 0.2, 0.1) */
function f(x, v, dt) {
  for (let k = 0; k < 4; k++) {
    v = 0.99 * v - dt * x;
    x = x + dt * v;
  }
  return x;
}`,
  'a level and its trend, the old level at hand': `
/** @trace f([1, 2, 4], 0.5) */
function f(series, a) {
  let level = series[0];
  let trend = 0;
  for (const y of series) {
    const last = level;
    level = a * y + (1 - a) * (level + trend);
    trend = a * (level - last) + (1 - a) * trend;
  }
  return level + trend;
}`,
  'the first numbers of an array, written through a view': `
/** @trace f([1, 2, 3]) */
function f(samples) {
  const all = Float64Array.from(samples);
  const head = all.subarray(0, 2);
  for (let i = 0; i < 2; i++) head[i] *= 0.5;
  return all[0] + all[2];
}`,
  'views taken before there are numbers': `
/** @trace f(3) */
function f(x) {
  const all = new Float64Array(4);
  const low = all.subarray(0, 2);
  for (let i = 0; i < 4; i++) all[i] = x * i;
  return low[1] * all[3];
}`,
  'a default that is only read': `
const USUAL = { rate: 2 };
const scaled = (x, options = USUAL) => x * options.rate;
/** @trace f(3) */
function f(x) {
  return scaled(x) + scaled(2 * x);
}`,
  'rows that are centred through views': `
/** @trace f(Float64Array.of(1, 2, 3, 5)) */
function f(data) {
  for (let i = 0; i < 2; i++) {
    const row = data.subarray(2 * i, 2 * i + 2);
    const mean = (row[0] + row[1]) / 2;
    for (let j = 0; j < 2; j++) row[j] -= mean;
  }
  return data[0] * data[3];
}`,
};

test.each(Object.entries(programs))('%s is no fault', async (_, source) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  expect(findOverwritten(evidence).map(({ message }) => message)).toEqual([]);
});
