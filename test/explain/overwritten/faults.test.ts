import { expect, test } from 'vitest';
import { explainOverwritten, findOverwritten } from '../../../src/explain/overwritten/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

interface Fault {
  readonly source: string;
  /** The source text of the guilty place. */
  readonly guilty: string;
  /** What the message says. */
  readonly says: RegExp;
  readonly iteration?: number;
}

/** Programs that read as the old one what they have changed, by how. */
const programs: Readonly<Record<string, Fault>> = {
  'the result of a change in place, as another matrix': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1], [2]])) */
function f(w) {
  const doubled = w.mul(2);
  return doubled.sum() - w.sum();
}`,
    guilty: 'w.mul(2)',
    says: /w\.mul\(2\) changes w in place, and w is read on line 6/,
  },
  'an argument changed in place on the way': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2]]), new Matrix([[3], [4]])) */
function f(x, w) {
  const y = x.mmul(w.mul(2));
  return y.sum() + w.sum();
}`,
    guilty: 'w.mul(2)',
    says: /changes w in place/,
  },
  'a field that a getter changes and another one reads': {
    source: `
import { Matrix } from 'ml-matrix';
class Flows {
  #flows;
  constructor(flows) { this.#flows = Matrix.rowVector(flows); }
  get range() {
    const profile = this.#flows.sub(this.#flows.mean());
    return profile.max() - profile.min();
  }
  get deviation() { return this.#flows.norm(); }
  get ratio() { return this.range / this.deviation; }
}
/** @trace f([1, 2, 4]) */
function f(flows) {
  const { ratio } = new Flows(flows);
  return ratio;
}`,
    guilty: 'this.#flows.sub(this.#flows.mean())',
    says: /changes this\.#flows in place, and this\.#flows is read on line 10/,
  },
  'a function that gives back what it has changed, called twice': {
    source: `
function after(state, days) {
  for (const key of ['x', 'y']) state[key] += days * state[key];
  return state;
}
/** @trace f(2, 3) */
function f(x, y) {
  const state = { x, y };
  const guess = after(state, 0.5);
  return after(state, guess.y).x;
}`,
    guilty: 'state[key]',
    iteration: 0,
    says: /^after\(state, 0\.5\) changes state in place: guess is the same object, and the next call reads state/,
  },
  'a helper that changes its argument by a statement and returns it': {
    source: `
import { Matrix } from 'ml-matrix';
function unit(v) { v.div(v.norm()); return v; }
/** @trace f(new Matrix([[3], [4]])) */
function f(v) {
  const direction = unit(v);
  return direction.sum() * v.norm();
}`,
    guilty: 'v.div(v.norm())',
    says: /changes v in place/,
  },
  'an array sorted for its middle': {
    source: `
function middle(values) {
  const sorted = values.sort((a, b) => a - b);
  return sorted[1];
}
/** @trace f([3, 1, 2]) */
function f(series) {
  const m = middle(series);
  return (series[2] - series[0]) / m;
}`,
    guilty: 'values.sort((a, b) => a - b)',
    says: /series is read on line 9/,
  },
  'an argument sorted by a statement': {
    source: `
function middle(values) {
  values.sort((a, b) => a - b);
  return values[1];
}
/** @trace f([3, 1, 2]) */
function f(series) {
  const m = middle(series);
  return (series[2] - series[0]) / m;
}`,
    guilty: 'values.sort((a, b) => a - b)',
    says: /changes series in place/,
  },
  'a reversed array beside the array': {
    source: `
/** @trace f([3, 1, 2]) */
function f(signal) {
  const backwards = signal.reverse();
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += signal[i] * backwards[i] * (i + 1);
  return sum;
}`,
    guilty: 'signal.reverse()',
    says: /signal is read on line 6/,
  },
  'the best so far under another name': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1], [2]]), 0.1) */
function f(start, rate) {
  const w = start.clone();
  let best = w;
  let least = Infinity;
  for (let k = 0; k < 3; k++) {
    w.sub(Matrix.mul(w, rate));
    const loss = w.dot(w);
    if (loss < least) { least = loss; best = w; }
  }
  w.mul(2);
  return best.sum();
}`,
    guilty: 'best = w',
    says: /best is the same matrix as w/,
    iteration: 0,
  },
  'a state kept under another name before a loop': {
    source: `
/** @trace f([1, 0.5], 0.1) */
function f(start, dt) {
  let state = start;
  for (let k = 0; k < 3; k++) {
    state[0] = state[0] + dt * state[1];
    state[1] = state[1] - dt;
  }
  return state[0] - start[0];
}`,
    guilty: 'state = start',
    says: /state is the same array as start, not a copy of it/,
  },
  'rows copied on the outer level': {
    source: `
/** @trace f([[1, 2], [3, 4]]) */
function f(grid) {
  const next = [...grid];
  for (let i = 0; i < 2; i++)
    for (let j = 0; j < 2; j++) next[i][j] = grid[i][j] * 2 + grid[0][j];
  return next[1][1];
}`,
    guilty: '[...grid]',
    says: /copies the outer level only/,
  },
  'a table under another name': {
    source: `
/** @trace f([[1, 2, 3], [3, 4, 5], [5, 6, 9]]) */
function f(grid) {
  const next = grid;
  for (let i = 1; i < 3; i++)
    for (let j = 1; j < 3; j++) next[i][j] = (grid[i - 1][j] + grid[i][j - 1]) / 2;
  return next[1][1];
}`,
    guilty: 'next = grid',
    says: /next is the same array as grid/,
  },
  'a state spread into another': {
    source: `
function advance(state, dt) {
  const next = { ...state };
  next.x[0] += dt * state.v[0];
  next.x[1] += dt * state.v[1];
  return next;
}
/** @trace f({ x: [0, 1], v: [1, 2] }, 0.1) */
function f(state, dt) {
  const moved = advance(state, dt);
  return moved.x[0] - state.x[0];
}`,
    guilty: '{ ...state }',
    says: /copies the outer level only/,
  },
  'an object under another name': {
    source: `
/** @trace f({ x: 0, v: 2 }, 0.1) */
function f(body, dt) {
  const next = body;
  next.x = body.x + dt * body.v;
  return (next.x - body.x) / dt;
}`,
    guilty: 'next = body',
    says: /next is the same object as body/,
  },
  'defaults that Object.assign writes to': {
    source: `
/** @trace f({ stiffness: 2, damping: 3 }, 0.5) */
function f(defaults, x) {
  const options = Object.assign(defaults, { stiffness: x });
  return options.stiffness * defaults.stiffness;
}`,
    guilty: 'Object.assign(defaults, { stiffness: x })',
    says: /changes defaults in place/,
  },
  'one row in all places': {
    source: `
/** @trace f(2) */
function f(x) {
  const table = new Array(3).fill(new Array(3).fill(0));
  for (let i = 0; i < 3; i++) table[i][i] = x * i;
  return table[0][0] + table[2][1];
}`,
    guilty: 'new Array(3).fill(new Array(3).fill(0))',
    says: /same array in every place/,
  },
  'one row in all places of a table that is filled row by row': {
    source: `
/** @trace f(2) */
function f(x) {
  const best = new Array(3).fill(new Array(3).fill(0));
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const up = i > 0 ? best[i - 1][j] : 0;
      best[i][j] = up + x * j;
    }
  }
  return best[2][2];
}`,
    guilty: 'new Array(3).fill(new Array(3).fill(0))',
    says: /same array in every place/,
  },
  'one row for all of a map': {
    source: `
/** @trace f(2) */
function f(x) {
  const row = [0, 0, 0];
  const table = Array.from({ length: 3 }, () => row);
  for (let i = 0; i < 3; i++) table[i][0] += x * i;
  return table[0][0];
}`,
    guilty: 'Array.from({ length: 3 }, () => row)',
    says: /same array in every place/,
  },
  'a buffer pushed in each pass': {
    source: `
/** @trace f([1, 0], 0.1) */
function f(start, dt) {
  const state = start.slice();
  const path = [];
  for (let k = 0; k < 3; k++) {
    state[0] += dt * state[1];
    state[1] -= dt * state[0];
    path.push(state);
  }
  return path.reduce((sum, p) => sum + p[0], 0);
}`,
    guilty: 'path.push(state)',
    says: /same array in every place/,
    iteration: 0,
  },
  'a buffer changed by a procedure, pushed in each pass': {
    source: `
function advance(state, dt) { state[0] += dt * state[1]; }
/** @trace f(1, 0.1) */
function f(v, dt) {
  const state = Float64Array.of(0, v);
  const states = [];
  for (let k = 0; k < 3; k++) {
    advance(state, dt);
    states.push(state);
  }
  let way = 0;
  for (let k = 1; k < 3; k++) {
    const [a, b] = [states[k - 1], states[k]];
    way += b[0] - a[0];
  }
  return way;
}`,
    guilty: 'states.push(state)',
    says: /same array in every place/,
    iteration: 0,
  },
  'the last state under another name, compared to stop': {
    source: `
function relax(x, k) { x[0] = x[0] * k + 1; }
/** @trace f([3], 0.5) */
function f(start, k) {
  const x = start.slice();
  for (let i = 0; i < 9; i++) {
    const last = x;
    relax(x, k);
    if (Math.abs(x[0] - last[0]) < 1e-9) break;
  }
  return x[0];
}`,
    guilty: 'last = x',
    says: /last is the same array as x/,
    iteration: 0,
  },
  'settings that Object.assign carries from pass to pass': {
    source: `
const changed = (house, changes) => Object.assign(house, changes);
const cost = ({ size, loss }) => size * loss;
/** @trace f(2, 3) */
function f(size, loss) {
  const today = { size: 1, loss: 1 };
  let highest = 0;
  for (const plan of [{ size }, { loss }]) highest += cost(changed(today, plan));
  return highest;
}`,
    guilty: 'Object.assign(house, changes)',
    says: /changes today in place, and the next pass reads today/,
    iteration: 0,
  },
  'a scratch array that a function returns each time': {
    source: `
const scratch = [0, 0];
function slope(state) {
  scratch[0] = state[1];
  scratch[1] = -state[0];
  return scratch;
}
/** @trace f([1, 0.5], 0.1) */
function f(y, dt) {
  const k1 = slope(y);
  const k2 = slope([y[0] + dt * k1[0], y[1] + dt * k1[1]]);
  return y[0] + dt * (k1[0] + k2[0]) / 2;
}`,
    guilty: 'scratch[0]',
    says: /k1/,
  },
  'an output buffer shared by two stages': {
    source: `
function slope(state, out) {
  out[0] = state[1];
  out[1] = -state[0];
  return out;
}
/** @trace f([1, 0.5], 0.1) */
function f(y, dt) {
  const work = [0, 0];
  const k1 = slope(y, work);
  const k2 = slope([y[0] + dt * k1[0], y[1] + dt * k1[1]], work);
  return y[0] + dt * (k1[0] + k2[0]) / 2;
}`,
    guilty: 'out[0]',
    says: /k1|work/,
  },
  'windows that are views of the signal': {
    source: `
/** @trace f(Float64Array.of(3, 1, 2, 5, 4)) */
function f(signal) {
  let sum = 0;
  for (let i = 0; i + 2 < signal.length; i++) {
    const window = signal.subarray(i, i + 3).sort();
    sum += window[1] * signal[i];
  }
  return sum;
}`,
    guilty: 'signal.subarray(i, i + 3).sort()',
    says: /changes signal in place/,
    iteration: 0,
  },
  'a state of a class under another name': {
    source: `
import { Matrix } from 'ml-matrix';
class Filter {
  constructor(x) { this.x = x; this.last = x; }
  step(gain) {
    this.last = this.x;
    this.x.mul(gain);
    return Matrix.sub(this.x, this.last).norm();
  }
}
/** @trace f(new Matrix([[1], [2]]), 0.5) */
function f(x, gain) {
  const filter = new Filter(x.clone());
  return filter.step(gain);
}`,
    guilty: 'this.last = this.x',
    says: /same matrix/,
  },
  'a default that is one object for all': {
    source: `
const ORIGIN = { x: 0 };
class Craft {
  constructor(place = ORIGIN) { this.place = place; }
  shift(by) { this.place.x += by; }
}
/** @trace f(3) */
function f(by) {
  const ship = new Craft();
  const probe = new Craft();
  probe.shift(by);
  return (ship.place.x - probe.place.x + 1) * by;
}`,
    guilty: 'ORIGIN',
    says: /^ORIGIN is one object for all, not a new one each time: what is written to place on line 5 is in place of another too/,
  },
  'the first numbers of an array, as a view': {
    source: `
/** @trace f([1, 2, 3]) */
function f(samples) {
  const wet = Float64Array.from(samples);
  const dry = wet.subarray(0, 2);
  for (let i = 0; i < 3; i++) wet[i] *= 0.5;
  return wet[2] + dry[0];
}`,
    guilty: 'wet.subarray(0, 2)',
    says: /is no copy but a view: what is written to wet on line 6 is in it too, and it is read as the old one on line 7/,
  },
  'a point turned one coordinate after the other': {
    source: `
/** @trace f([1, 0.5], 0.3) */
function f(v, angle) {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const w = [...v];
  w[0] = c * w[0] - s * w[1];
  w[1] = s * w[0] + c * w[1];
  return w[0] + w[1];
}`,
    guilty: 'w[0] = c * w[0] - s * w[1]',
    says: /^Line 6 changes w\[0\] before line 7 makes w\[1\] of it: each line mixes both/,
  },
  'the old matrix of a field, by its name': {
    source: `
import { Matrix } from 'ml-matrix';
function update(layer, rate) { layer.w.mul(1 - rate); }
/** @trace f(new Matrix([[1], [2]]), 0.5) */
function f(start, rate) {
  const layer = { w: start.clone() };
  const before = layer.w;
  update(layer, rate);
  return Matrix.sub(layer.w, before).sum() + rate;
}`,
    guilty: 'before = layer.w',
    says: /^before is the same matrix as layer\.w, not a copy of it: what is written to layer\.w on line 3 is in before too/,
  },
  'a constant of the module scaled in place': {
    source: `
import { Matrix } from 'ml-matrix';
const points = new Matrix([[1, 2], [3, 4]]);
function scaled(x) { return points.mul(x); }
/** @trace f(2) */
function f(x) {
  const larger = scaled(x);
  return larger.sum() - points.sum();
}`,
    guilty: 'points.mul(x)',
    says: /changes points in place/,
  },
};

test.each(Object.entries(programs))('%s', async (_, { source, guilty, says, iteration }) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  const [found] = findOverwritten(evidence);
  expect(found?.message).toMatch(says);
  expect(evidence.program.text(found!.span)).toBe(guilty);
  expect(found!.iteration).toBe(iteration);
  const ids = evidence.trace.outputs[0]!.refs.filter((ref) => ref > 0);
  expect(explainOverwritten(evidence, { name: 'f', of: 'value', span: found!.span, ids })).toEqual(found);
});
