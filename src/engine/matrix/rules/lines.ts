import { Box } from '../../record/box.ts';
import { rule, type Holders } from '../member.ts';
import { decline, plain, recordMatrix, recordNumbers, type MemberCall } from '../memberRule.ts';
import type { Dense } from '../store.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/** Members that concern one row or column, or run along rows. */
export const lines: Holders = {
  'AbstractMatrix.prototype': {
    maxRow: rule((call) => extreme(call, 'max', row), { reads: true }),
    minRow: rule((call) => extreme(call, 'min', row), { reads: true }),
    maxColumn: rule((call) => extreme(call, 'max', column), { reads: true }),
    minColumn: rule((call) => extreme(call, 'min', column), { reads: true }),
    mulRow: rule((call) => scaled(call, row)),
    mulColumn: rule((call) => scaled(call, column)),
    cumulativeSum: rule(cumulativeSum),
  },
};

function cumulativeSum(call: MemberCall): unknown {
  const { store, self, site } = call;
  const m = store.dense(self);
  if (!m || store.overlaps(m, null)) return decline;
  const operand = store.operandOf(m, site);
  const result = call.real() as Dense;
  return operand.tracked ? recordMatrix(call, 'cumulativeSum', [operand], result) : result;
}

/** Row-major places of the elements of one row or column; none if there is no such row or column. */
type Places = (m: Dense, index: number) => number[];
const row: Places = ({ rows, columns }, i) =>
  Number.isInteger(i) && i >= 0 && i < rows ? Array.from({ length: columns }, (_, j) => i * columns + j) : [];
const column: Places = ({ rows, columns }, j) =>
  Number.isInteger(j) && j >= 0 && j < columns ? Array.from({ length: rows }, (_, i) => i * columns + j) : [];

function extreme(call: MemberCall, op: PrimitiveName, of: Places): unknown {
  const { store, self, site, args } = call;
  const m = store.dense(self);
  if (!m || !Number.isInteger(call.tracer.number(args[0]))) return decline;
  const places = of(m, call.tracer.number(args[0]));
  if (places.length === 0) return decline;
  const index = plain(call, args[0], 'index', 'a row or column of a matrix');
  const operand = store.operandOfPlaces(m, places, site);
  const result = call.real(index);
  return operand.tracked ? recordNumbers(call, op, [operand], result, { by: null }) : result;
}

/** In place: the row or column times a number. */
function scaled(call: MemberCall, of: Places): unknown {
  const { store, self, site, args, tracer } = call;
  const m = store.dense(self);
  const [at, factor] = args;
  if (!m || store.overlaps(m, null) || !(typeof factor === 'number' || Box.is(factor))) return decline;
  const places = of(m, tracer.number(at));
  if (places.length === 0) return decline;
  const index = plain(call, at, 'index', 'a row or column of a matrix');
  const operands = [store.operandOfPlaces(m, places, site), store.operandOfNumber(factor)];
  const result = call.real(index, tracer.number(factor)) as Dense;
  if (!operands.some(({ tracked }) => tracked)) return result;
  const numbers = store.numbers(m);
  const data = places.map((place) => numbers[place]!);
  const first = tracer.recorder.array('mul', site, operands, places.length, -1, data);
  places.forEach((place, k) =>
    tracer.shadows.set(m.data[Math.floor(place / m.columns)]!, place % m.columns, first + k),
  );
  return result;
}
