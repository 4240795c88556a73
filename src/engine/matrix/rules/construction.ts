import { Box } from '../../record/box.ts';
import { isSlots } from '../../tracking/slots.ts';
import { each, rule, structural, type Holders } from '../member.ts';
import { decline, isNumbers, plain, type MemberCall, type Rule } from '../memberRule.ts';
import type { Dense } from '../store.ts';

/** Static members that make matrices, and `new Matrix`. Sizes are plain; elements keep their ids. */
export const construction: Holders = {
  AbstractMatrix: {
    zeros: rule(sized(2)),
    ones: rule(sized(2)),
    ...each('eye identity', rule(sized(2))),
    ...each('rand random', rule(sized(2))),
    ...each('randInt randomInt', rule(sized(2))),
    columnVector: rule((call) => fromList(call, call.args, 0)),
    rowVector: rule((call) => fromList(call, call.args, 0)),
    from1DArray: rule(from1DArray),
    ...each('diag diagonal', structural),
  },
  Matrix: { new: rule(newMatrix) },
};

function from1DArray(call: MemberCall): unknown {
  const [rows, columns, data] = call.args;
  const args = [plain(call, rows, 'size', 'from1DArray'), plain(call, columns, 'size', 'from1DArray'), data];
  return fromList(call, args, 2);
}

/** At most `count` sizes and nothing tracked besides. */
function sized(count: number): Rule {
  return (call) => {
    const isSize = (x: unknown) => typeof x !== 'object' || Box.is(x);
    if (call.args.length > count || !call.args.every(isSize)) return decline;
    return call.real(...call.args.map((x) => plain(call, x, 'size', 'a matrix')));
  };
}

function fromList(call: MemberCall, args: readonly unknown[], k: number): unknown {
  const { store, site, tracer } = call;
  const list = args[k];
  if (isSlots(list)) {
    const refs = new Int32Array(list.length);
    tracer.shadows.read(list, refs, 0, site);
    return moved(call, args, refs);
  }
  if (!isNumbers(list)) return decline;
  const { refs, data } = store.split(list);
  return moved(call, args.with(k, data), refs);
}

function moved(call: MemberCall, args: readonly unknown[], refs: Int32Array): unknown {
  const result = call.real(...args) as Dense;
  call.store.move(result, refs, call.site);
  return result;
}

/** `new Matrix(…)`: sizes, a copy of a matrix, or rows of numbers. The receiver is `new.target`. */
function newMatrix(call: MemberCall): unknown {
  const { store, site, self, args, tracer } = call;
  const [source] = args;
  if (typeof source === 'number' || Box.is(source)) {
    const [rows, columns] = args.map((x) => plain(call, x, 'size', 'Matrix'));
    if (typeof rows === 'number' && typeof columns === 'number') tracer.allocate(8 * rows * columns, site);
    return call.real(rows, columns);
  }
  const dense = store.dense(source);
  if (dense) {
    // a subclass may store what it is given in another way
    const { get, set } = (self as { prototype: { get?: unknown; set?: unknown } }).prototype;
    if (!store.accessors.has(get) || !store.accessors.has(set)) return decline;
    const result = call.real(dense) as Dense;
    if (store.isTracked(dense)) store.move(result, store.refs(dense, site), site);
    return result;
  }
  const isNumber = (x: unknown) => typeof x === 'number' || Box.is(x);
  const isRow = (row: unknown) => isSlots(row) || (Array.isArray(row) && row.every(isNumber));
  if (!Array.isArray(source) || !source.every(isRow)) return decline;
  const refs: number[] = [];
  const rows = source.map((row: unknown) => {
    if (isSlots(row)) {
      const ids = new Int32Array(row.length);
      tracer.shadows.read(row, ids, 0, site);
      refs.push(...ids);
    } else if (Array.isArray(row) && row.some((x) => Box.is(x))) {
      return row.map((x) => {
        refs.push(Box.is(x) ? Box.id(x) : 0);
        return tracer.number(x);
      });
    } else if (Array.isArray(row)) {
      for (let j = 0; j < row.length; j++) refs.push(0);
    }
    return row;
  });
  const result = call.real(rows, ...args.slice(1)) as Dense;
  if (refs.length === result.rows * result.columns) store.move(result, Int32Array.from(refs), site);
  return result;
}
