import { Box } from '../../record/box.ts';
import { isObject } from '../../language/conversion.ts';
import { each, rule, type Holders } from '../member.ts';
import { decline, isNumbers, plain, type MemberCall } from '../memberRule.ts';
import type { Dense } from '../store.ts';

/** Members that read and write elements: ids move, nothing is computed. */
export const access: Holders = {
  'AbstractMatrix.prototype': {
    get: rule(get),
    set: rule(set),
    getRow: rule((call) =>
      isPlace(call.args[0])
        ? read(call, (m, [i]) => range(m.columns, (j) => (i as number) * m.columns + j))
        : decline,
    ),
    getColumn: rule((call) =>
      isPlace(call.args[0])
        ? read(call, (m, [j]) => range(m.rows, (i) => i * m.columns + (j as number)))
        : decline,
    ),
    to1DArray: rule((call) => read(call, (m) => range(m.rows * m.columns, (k) => k))),
    ...each(
      'diag diagonal',
      rule((call) => read(call, (m) => range(Math.min(m.rows, m.columns), (i) => i * (m.columns + 1)))),
    ),
    to2DArray: rule(to2DArray),
    setRow: rule((call) => write(call, (m, i, k) => [m.data[i]!, k])),
    setColumn: rule((call) => write(call, (m, j, k) => [m.data[k]!, j])),
    clone: rule(clone),
  },
  'Matrix.prototype': { get: rule(get), set: rule(set) },
};

function get(call: MemberCall): unknown {
  const { store, tracer, self, site, args } = call;
  const m = store.denseReceiver(self);
  if (!m || !isPlace(args[0]) || !isPlace(args[1])) return decline;
  const i = plain(call, args[0], 'index', 'get') as number;
  const j = plain(call, args[1], 'index', 'get') as number;
  const value = call.real(i, j);
  if (!tracer.shadows.any || typeof value !== 'number') return value;
  const id = tracer.shadows.id(m.data[i]!, j, site);
  return id > 0 ? tracer.box(id) : value;
}

function set(call: MemberCall): unknown {
  const { store, tracer, self, args } = call;
  const m = store.denseReceiver(self);
  if (!m || !isPlace(args[0]) || !isPlace(args[1])) return decline;
  const i = plain(call, args[0], 'index', 'set') as number;
  const j = plain(call, args[1], 'index', 'set') as number;
  const value = args[2];
  const isBox = Box.is(value);
  if (isObject(value) && !isBox) return decline; // it is made a number
  const result = call.real(i, j, isBox ? Box.value(value) : value);
  if (j >= 0 && j < m.columns && Number.isInteger(j))
    tracer.shadows.set(m.data[i]!, j, isBox ? Box.id(value) : 0);
  return result;
}

function to2DArray(call: MemberCall): unknown {
  const m = call.store.dense(call.self);
  if (!m) return decline;
  const result = call.real() as number[][];
  if (!call.store.isTracked(m)) return result;
  const refs = call.store.refs(m, call.site);
  return result.map((row, i) => boxed(call, row, (j) => refs[i * m.columns + j]!));
}

function clone(call: MemberCall): unknown {
  const { store, self, site } = call;
  const m = store.dense(self);
  if (!m) return decline;
  const result = store.dense(call.real());
  if (!result) return decline;
  if (store.isTracked(m)) store.move(result, store.refs(m, site), site);
  return result;
}

/** A row or column as it is mostly given; the language takes text and more. */
const isPlace = (x: unknown) => typeof x === 'number' || Box.is(x);
const range = (n: number, f: (k: number) => number) => Array.from({ length: n }, (_, k) => f(k));

/** Elements of a matrix as an array; `where` gives their row-major places. */
function read(call: MemberCall, where: (m: Dense, args: readonly unknown[]) => readonly number[]): unknown {
  const m = call.store.dense(call.self);
  if (!m) return decline;
  const args = call.args.map((x) => plain(call, x, 'index', 'a row or column of a matrix'));
  if (!args.every(Number.isInteger)) return decline;
  const result = call.real(...args) as number[];
  if (!call.store.isTracked(m)) return result;
  const refs = call.store.refs(m, call.site);
  const places = where(m, args);
  return boxed(call, result, (k) => refs[places[k]!]!);
}

function boxed({ tracer }: MemberCall, numbers: number[], ref: (k: number) => number): unknown[] {
  return numbers.map((value, k) => {
    const id = ref(k);
    return id > 0 ? tracer.box(id) : value;
  });
}

/** Writes an array or a matrix into a row or column. */
function write(
  call: MemberCall,
  slot: (m: Dense, index: number, k: number) => readonly [Float64Array, number],
): unknown {
  const { store, tracer, self, args, site } = call;
  const m = store.dense(self);
  const source = store.dense(args[1]);
  if (!m || !isPlace(args[0]) || !(source || isNumbers(args[1]))) return decline;
  const index = plain(call, args[0], 'index', 'a row or column of a matrix') as number;
  if (!Number.isInteger(index)) return decline;
  const refs = source ? store.refs(source, site) : store.split(args[1] as unknown[]).refs;
  const numbers = source ? args[1] : (args[1] as unknown[]).map((x) => (Box.is(x) ? Box.value(x) : x));
  const result = call.real(index, numbers);
  refs.forEach((ref, k) => tracer.shadows.set(...slot(m, index, k), ref));
  return result;
}
