import type { Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { byOf, expand, fold, lanesOf, reducedShape, reducing } from '../rules/lanes.ts';
import { linear } from '../rules/linear.ts';
import type { StatisticName } from '../rules/names.ts';

const by = '`params.by` is row (one result a row), column, or null (of all elements).';

/** Statistics of samples, in ml-matrix's own order of sums. */
export const statistics: Readonly<Record<StatisticName, ArrayPrimitive>> = {
  variance: {
    kind: 'array',
    formula: 'Σ (x − x̂)² / (n − 1)',
    rule: 'x̄ += 2 z̄ · (x − mean x) / (n − 1)',
    doc:
      `Variance; ${by} Divided by n if \`params.unbiased\` is false. It is corrected for the mean x̂ that is given, so that it ` +
      'does not depend on it: x̂ has no gradient.',
    shape: (shapes, params) => reducedShape(shapes, params),
    evaluate: ([x, mean], params) => {
      const { count, length, stride, step } = lanesOf(x!.shape, params);
      return Float64Array.from({ length: count }, (_, i) => {
        let [sum, squares] = [0, 0];
        for (let j = 0, at = i * stride; j < length; j++, at += step) {
          const difference = x!.data[at]! - mean!.data[i]!;
          sum += difference;
          squares += difference * difference;
        }
        return (squares - (sum * sum) / length) / divisor(length, params);
      });
    },
    jvp: (k, { inputs: [x], params }, [dx]) =>
      dx && k.apply('sum', [k.apply('chain', [dx, varianceSlope(k, x!, params)])], { by: byOf(params) }),
    vjp: (k, { inputs: [x], params }, g) => [
      k.apply('chain', [expand(k, g, k.shape(x!), params), varianceSlope(k, x!, params)]),
      null,
    ],
  },
  spread: reducing({
    formula: '√(Σ x² / (n − 1))',
    rule: 'x̄ += z̄ · x / (z · (n − 1))',
    doc: `What scale divides by: the standard deviation of centered numbers; ${by} The derivative is NaN where x is all zero.`,
    shape: reducedShape,
    evaluate: ([x], params) => {
      const { length } = lanesOf(x!.shape, params);
      // of all elements, ml-matrix sums column by column
      const ordered = byOf(params) === null ? transposed(x!) : x!;
      return fold(ordered, params, 0, (sum, value) => sum + value ** 2 / (length - 1)).map(Math.sqrt);
    },
    partial: (k, x, z, params) => {
      const { length } = lanesOf(k.shape(x), params);
      return k.apply('div', [x, k.apply('mul', [z, k.constant(length - 1)])]);
    },
  }),
  cumulativeSum: linear('cumulativeSum', {
    formula: 'Σ x up to each',
    rule: 'x̄ += Σ z̄ from each on',
    doc: 'Sums of the elements up to each one, row by row; with `params.reverse` from each one on.',
    shape: ([x]) => x!,
    evaluate: ([x], { reverse }) => {
      const sums = new Float64Array(x!.data.length);
      let sum = 0;
      for (let i = 0; i < sums.length; i++) {
        const at = reverse ? sums.length - 1 - i : i;
        sums[at] = sum += x!.data[at]!;
      }
      return sums;
    },
    transpose: (k, { params }, cotangent) =>
      k.apply('cumulativeSum', [cotangent], params['reverse'] ? {} : { reverse: true }),
  }),
};

function divisor(length: number, params: Params): number {
  return params['unbiased'] === false ? length : length - 1;
}

/** ∂z/∂x of the variance, in the shape of x. Centered twice: far from 0 the mean is rounded by more than the deviations are. */
function varianceSlope<V>(k: Interpreter<V>, x: V, params: Params): V {
  const { length } = lanesOf(k.shape(x), params);
  const deviations = centered(k, centered(k, x, params), params);
  return k.apply('mul', [deviations, k.constant(2 / divisor(length, params))]);
}

/** x less its mean, in each lane. */
function centered<V>(k: Interpreter<V>, x: V, params: Params): V {
  const mean = k.apply('mean', [x], { by: byOf(params) });
  return k.apply('sub', [x, expand(k, mean, k.shape(x), params)]);
}

function transposed({ shape, data }: Tensor): Tensor {
  const [rows = 1, columns = data.length] = shape;
  const turned = data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!);
  return { shape: [columns, rows], data: turned };
}
