import { Box } from '../../record/box.ts';
import { Composition, type Term } from '../compose.ts';
import { optionsIn } from './options.ts';
import { each, rule, twin, type Holders } from '../member.ts';
import { decline, isNumbers, recordNumbers, type MemberCall } from '../memberRule.ts';
import type { Dense, OperandRef } from '../store.ts';

type By = 'row' | 'column' | undefined;

/** Statistics of rows, columns or all elements. */
export const statistics: Holders = {
  functions: each('covariance correlation', twin('made of center, scale and products, which show as such')),
  'AbstractMatrix.prototype': {
    variance: rule(variance, { reads: true }),
    standardDeviation: rule(standardDeviation),
    center: rule(center),
    scale: rule(scale),
    scaleRows: rule((call) => rescaled(call, 'row'), { reads: true }),
    scaleColumns: rule((call) => rescaled(call, 'column'), { reads: true }),
  },
};

function variance(call: MemberCall): unknown {
  const asked = asking(call, ['unbiased', 'mean']);
  if (!asked) return decline;
  const { m, by, options } = asked;
  const { unbiased = true, mean: given = ownMean(call, by) } = options;
  if (typeof unbiased !== 'boolean') return decline;
  const mean = perLane(call, m, by, given);
  if (!mean) return decline;
  const x = call.store.operandOf(m, call.site);
  const result = call.real(by, { unbiased, mean: mean.plain });
  const params = { by: by ?? null, unbiased };
  return x.tracked || mean.operand.tracked
    ? recordNumbers(call, 'variance', [x, mean.operand], result, params)
    : result;
}

function standardDeviation(call: MemberCall): unknown {
  const asked = asking(call, ['unbiased', 'mean']);
  if (!asked || asked.by === undefined) return decline; // one square root
  const { variance } = call.self as { variance?: unknown };
  const list = call.invoke(variance, call.self, ...call.args);
  if (!isNumbers(list) || !list.some((x) => Box.is(x))) return decline;
  const { data } = call.store.split(list);
  const roots = recordNumbers(
    call,
    'sqrt',
    [call.store.operandOfList(list, list.length, -1)],
    [...data.map(Math.sqrt)],
  );
  // ml-matrix, too, puts them where the variances were
  (roots as unknown[]).forEach((root, i) => (list[i] = root));
  return list as unknown;
}

function center(call: MemberCall): unknown {
  const asked = asking(call, ['center']);
  if (!asked) return decline;
  const { m, by, options } = asked;
  const { center = ownMean(call, by) } = options;
  const mean = perLane(call, m, by, center);
  if (!mean) return decline;
  const steps = new Composition(call);
  steps.apply('sub', [steps.matrix(m), lanes(steps, mean, by)]);
  return inPlace(call, m, steps, () => call.real(by, { center: mean.plain }), mean.operand);
}

function scale(call: MemberCall): unknown {
  const asked = asking(call, ['scale']);
  if (!asked) return decline;
  const { m, by, options } = asked;
  const steps = new Composition(call);
  const x = steps.matrix(m);
  const given = options['scale'];
  const scale = given === undefined ? null : perLane(call, m, by, given);
  if (given !== undefined && !scale) return decline;
  const divisor = scale
    ? lanes(steps, scale, by)
    : shaped(steps, steps.apply('spread', [x], { by: by ?? null }), by);
  steps.apply('div', [x, divisor]);
  return inPlace(call, m, steps, () => call.real(by, scale ? { scale: scale.plain } : {}), scale?.operand);
}

interface Asked {
  readonly m: Dense;
  readonly by: By;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The arguments `(by, options)` or `(options)` of a dense matrix that is not empty; null if they are anything else. */
function asking(call: MemberCall, known: readonly string[]): Asked | null {
  const { self, args, store } = call;
  const m = store.dense(self);
  if (!m || store.overlaps(m, null) || m.rows === 0 || m.columns === 0 || args.length > 2) return null;
  const [first, second] = args;
  const alone = typeof first === 'object';
  const by = alone ? undefined : first;
  if (!(by === undefined || by === 'row' || by === 'column')) return null;
  const options = optionsIn(call, alone ? first : second);
  if (!options || !Object.keys(options).every((key) => known.includes(key))) return null;
  return { m, by, options };
}

function ownMean(call: MemberCall, by: By): unknown {
  const { self } = call;
  return call.invoke((self as { mean?: unknown }).mean, self, by);
}

/** One number, or one a lane, as an operand and as ml-matrix is to see it. */
interface PerLane {
  readonly operand: OperandRef;
  readonly data: Float64Array;
  readonly plain: number | readonly number[];
}

function perLane({ store, tracer }: MemberCall, m: Dense, by: By, given: unknown): PerLane | null {
  if (by === undefined) {
    if (typeof given !== 'number' && !Box.is(given)) return null;
    const plain = tracer.number(given);
    return { operand: store.operandOfNumber(given), data: Float64Array.of(plain), plain };
  }
  const length = by === 'row' ? m.rows : m.columns;
  if (!isNumbers(given) || given.length !== length) return null;
  const { data } = store.split(given);
  return { operand: store.operandOfList(given, length, -1), data, plain: [...data] };
}

function lanes(steps: Composition, { operand, data }: PerLane, by: By): Term {
  return shaped(steps, steps.term(operand, data), by);
}

/** One number a lane, so that it broadcasts along the lanes. */
function shaped(steps: Composition, term: Term, by: By): Term {
  return by === 'row' ? steps.column(term) : term;
}

/** Runs a member that changes the matrix, and records the steps; the numbers are put back if they are not those of the steps. */
function inPlace(
  { store, site }: MemberCall,
  m: Dense,
  steps: Composition,
  run: () => unknown,
  other: OperandRef | undefined,
): unknown {
  const before = store.numbers(m);
  const isTracked = store.operandOf(m, site).tracked || other?.tracked === true;
  const result = run();
  if (!isTracked) return result;
  const first = steps.record(store.numbers(m));
  if (first > 0) {
    store.bind(m, first);
    return result;
  }
  m.data.forEach((row, i) => row.set(before.subarray(i * m.columns, (i + 1) * m.columns)));
  return decline;
}

/** Each row or column brought to the range from min to max. */
function rescaled(call: MemberCall, by: 'row' | 'column'): unknown {
  const { self, args, store, site } = call;
  const m = store.dense(self);
  const options = optionsIn(call, args[0]);
  if (!options || !m || m.rows === 0 || m.columns === 0 || !store.operandOf(m, site).tracked) return decline;
  const { min = 0, max = 1 } = options;
  if (typeof min !== 'number' || typeof max !== 'number') return decline;
  let result: Dense;
  try {
    result = call.real(...args) as Dense;
  } catch {
    return decline; // the twin throws, too, and its comparisons say why
  }
  const steps = new Composition(call);
  const x = steps.matrix(m);
  const [least, most] = [steps.apply('min', [x], { by }), steps.apply('max', [x], { by })];
  const factor = steps.apply('div', [steps.constant(max - min), steps.apply('sub', [most, least])]);
  const shifted = steps.apply('sub', [x, shaped(steps, least, by)]);
  steps.apply('add', [steps.apply('mul', [shifted, shaped(steps, factor, by)]), steps.constant(min)]);
  const first = steps.record(store.numbers(result));
  if (first === 0) return decline;
  store.bind(result, first);
  return result;
}
