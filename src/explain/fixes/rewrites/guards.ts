import { isLiteral } from '../../../instrument/syntax.ts';
import type { Placed } from '../../program/program.ts';
import { isPromise } from '../../program/scopes.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';

/** Whether an exponent may be other than a whole number. */
const isFractional = ([only]: readonly Placed[]) =>
  only?.node.type !== 'NumericLiteral' || !Number.isInteger(only.node.value);

const softmax = 'Subtract the largest of $xs before Math.exp';

/** Exponentials of large numbers: what all have in common cancels afterwards. */
export const exponentials: Rewrite[] = [
  {
    from: 'Math.log($xs.reduce(($s, $x) => $s + Math.exp($x), 0))',
    to: 'Math.max(...$xs) + Math.log($xs.reduce(($s, $x) => $s + Math.exp($x - Math.max(...$xs)), 0))',
    title: 'Take the largest of $xs out of the sum',
  },
  {
    from: '$xs.map(($x) => Math.exp($x))',
    to: '$xs.map(($x) => Math.exp($x - Math.max(...$xs)))',
    title: softmax,
  },
  {
    from: '$xs.map(($x) => Math.exp($x / $t))',
    to: '$xs.map(($x) => Math.exp(($x - Math.max(...$xs)) / $t))',
    title: softmax,
  },
  { from: '$xs.map(Math.exp)', to: '$xs.map((x) => Math.exp(x - Math.max(...$xs)))', title: softmax },
  {
    from: 'Matrix.exp($m)',
    to: 'Matrix.exp(Matrix.sub($m, $m.max()))',
    title: 'Subtract the largest of $m before the exponential',
  },
  {
    from: 'Math.log(1 + Math.exp($x))',
    to: 'Math.max(0, $x) + Math.log1p(Math.exp(-Math.abs($x)))',
    title: 'Write it so that no exponential overflows',
  },
  {
    from: '$a / (1 + $a)',
    to: '1 / (1 + 1 / $a)',
    title: 'Divide by $a on both sides, so that nothing overflows',
  },
  {
    from: 'Math.exp($x)',
    to: 'Math.exp(Math.min(700, $x))',
    title: 'Limit the exponent to 700, below which Math.exp is finite',
  },
];

/** Arguments kept where a function has a value. */
export const domains: Rewrite[] = [
  { from: 'Math.sqrt($x)', to: 'Math.sqrt(Math.max(0, $x))', title: 'Take the root of Math.max(0, $x)' },
  ...['log', 'log2', 'log10'].map((name) => ({
    from: `Math.${name}($x)`,
    to: `Math.${name}(Math.max(1e-12, $x))`,
    title: 'Take the logarithm of Math.max(1e-12, $x)',
  })),
  ...['acos', 'asin'].map((name) => ({
    from: `Math.${name}($x)`,
    to: `Math.${name}(Math.max(-1, Math.min(1, $x)))`,
    title: `Keep the argument of Math.${name} between -1 and 1`,
  })),
  {
    from: ['$x ** $p', 'Math.pow($x, $p)'],
    to: 'Math.max(0, $x) ** $p',
    title: 'Take the power of Math.max(0, $x)',
    when: (bound) => isFractional(bound.get('$p')!),
  },
];

const isFree = ([only]: readonly Placed[]) => only !== undefined && !isLiteral(only.node);

/** Promises in place of their numbers. */
export const awaited: Rewrite = {
  from: '$f(...$$args)',
  to: 'await $f(...$$args)',
  title: 'Await $f',
  when: (_, program, at) => isPromise(program, at),
};

/** `parseInt` handed to `map`, which calls it with the index as the base. */
export const parses: readonly Rewrite[] = ['parseInt', 'Number.parseInt'].map((name) => ({
  from: `$xs.map(${name})`,
  to: '$xs.map(Number)',
  title: 'Read each text by Number, which takes no base',
}));

/** A mask that is multiplied by an infinity, which a factor of 0 makes NaN. */
export const masks: Rewrite[] = ['Infinity', '-Infinity'].flatMap((infinity) => [
  {
    from: `(1 - $m) * ${infinity}`,
    to: `($m ? 0 : ${infinity})`,
    title: 'Choose between 0 and the infinity',
  },
  { from: `$m * ${infinity}`, to: `($m ? ${infinity} : 0)`, title: 'Choose between 0 and the infinity' },
]);

/** Texts with a decimal comma. */
export const decimalCommas: Rewrite[] = ['Number($x)', 'parseFloat($x)', '+$x'].map((from) => ({
  from,
  to: from.replace('$x', "$x.replace(',', '.')"),
  title: 'Read the decimal comma of $x as a point',
}));

/** Divisors that are zero. */
export const divisions: Rewrite[] = [
  {
    from: '$a / $b',
    to: '$a / ($b || 1)',
    title: 'Divide by 1 where $b is 0',
    when: (bound) => isFree(bound.get('$b')!),
  },
  {
    from: '$a /= $b',
    to: '$a /= $b || 1',
    title: 'Divide by 1 where $b is 0',
    when: (bound) => isFree(bound.get('$b')!),
  },
  {
    from: '$a % $b',
    to: '$a % ($b || 1)',
    title: 'Divide by 1 where $b is 0',
    when: (bound) => isFree(bound.get('$b')!),
  },
  ...['$m.divRowVector', '$m.divColumnVector'].map((call) => ({
    from: `${call}($v)`,
    to: `${call}($v.map((d) => d || 1))`,
    title: 'Divide by 1 where $v has a 0',
  })),
  {
    from: '$m.div($v)',
    to: '$m.div($v || 1)',
    title: 'Divide by 1 where $v is 0',
    when: (bound) => isFree(bound.get('$v')!),
  },
];

/** Iterations that go on when nothing is left to improve. */
export const stops: Rewrite[] = [
  {
    from: [
      'Math.abs($f) < 0',
      'Math.abs($f) <= 0',
      'Math.abs($f) === 0',
      'Math.abs($f) == 0',
      '$f === 0',
      '$f == 0',
    ],
    to: 'Math.abs($f) < 1e-12',
    title: 'Stop when $f is below 1e-12',
  },
  {
    from: ['Math.abs($f) > 0', 'Math.abs($f) >= 0', 'Math.abs($f) !== 0', '$f !== 0', '$f != 0'],
    to: 'Math.abs($f) > 1e-12',
    title: 'Go on only while $f is above 1e-12',
  },
  { from: '$f < 0', to: '$f < 1e-12', title: 'Stop when $f is below 1e-12' },
];

/** Arguments of functions that are defined, and have a finite slope, between −1 and 1. */
export const withinEnds: readonly Rewrite[] = ['acos', 'asin'].map((name) => ({
  from: [
    `Math.${name}(Math.min(1, Math.max(-1, $c)))`,
    `Math.${name}(Math.max(-1, Math.min(1, $c)))`,
    `Math.${name}($c)`,
  ],
  to: `Math.${name}(Math.max(-1 + 1e-9, Math.min(1 - 1e-9, $c)))`,
  title: `Keep the argument of Math.${name} within (-1, 1), at whose ends the slope is infinite`,
}));

/** The extremes of a list, whose numbers are handed over one by one. */
export const spreads: readonly Rewrite[] = ['max', 'min'].map((name) => ({
  from: `Math.${name}($xs)`,
  to: `Math.${name}(...$xs)`,
  title: `Hand over the numbers of $xs one by one: Math.${name}(...$xs)`,
  when: (bound) => bound.get('$xs')?.[0]?.node.type !== 'SpreadElement',
}));

/** Slopes that are infinite at one point. */
export const smooth: Rewrite[] = [
  {
    from: ['Math.sqrt(Math.max(0, $x))', 'Math.sqrt(Math.max($x, 0))'],
    to: 'Math.sqrt(Math.max(1e-12, $x))',
    title: 'Keep the root above zero, where its slope is infinite: Math.max(1e-12, …)',
  },
  {
    from: ['Math.sqrt(Math.abs($x))'],
    to: 'Math.sqrt(Math.abs($x) + 1e-12)',
    title: 'Add 1e-12 under the root, whose slope at zero is infinite',
  },
  {
    from: ['Math.sqrt($x)', '$x ** 0.5', 'Math.pow($x, 0.5)'],
    to: 'Math.sqrt($x + 1e-12)',
    title: 'Add 1e-12 under the root, whose slope at zero is infinite',
  },
  {
    from: ['Math.hypot(...$$xs)'],
    to: 'Math.hypot(...$$xs, 1e-6)',
    title: 'Add 1e-6 as a further side, so that the length is never zero',
  },
  {
    from: ['$w.norm()', "$w.norm('frobenius')"],
    to: 'Math.sqrt(Matrix.pow($w, 2).sum() + 1e-12)',
    title: 'Add 1e-12 under the root of the norm, whose slope at zero is not defined',
  },
  {
    from: ['$w.norm()', "$w.norm('frobenius')"],
    to: 'Matrix.pow($w, 2).sum()',
    title: 'Take the square of the norm, which is smooth at zero',
  },
  {
    from: [
      'Math.acos(Math.min(1, Math.max(-1, $c)))',
      'Math.acos(Math.max(-1, Math.min(1, $c)))',
      'Math.acos($c)',
    ],
    to: '2 * (1 - $c)',
    title: 'Use 2 * (1 - cos), the square of a small angle, which is smooth at zero',
  },
  ...withinEnds,
  {
    from: ['Math.log(Math.max(0, $x))'],
    to: 'Math.log(Math.max(1e-12, $x))',
    title: 'Keep the logarithm above zero: Math.max(1e-12, …)',
  },
  {
    from: 'Math.acosh($x)',
    to: 'Math.acosh($x + 1e-9)',
    title: 'Keep the argument of Math.acosh above 1, where its slope is infinite',
  },
  {
    from: 'Math.cbrt($x)',
    to: '$x / Math.cbrt($x * $x + 1e-12)',
    title: 'Round the root off at zero, where its slope is infinite',
  },
  {
    from: ['$x ** $p', 'Math.pow($x, $p)'],
    to: '($x + 1e-12) ** $p',
    title: 'Add 1e-12 before the power, whose slope at zero is infinite',
    when: (bound) => isFractional(bound.get('$p')!),
  },
  {
    from: 'Math.atan2($y, $x)',
    to: '($y === 0 && $x === 0 ? 0 : Math.atan2($y, $x))',
    title: 'Take 0 as the direction where both are zero',
  },
  {
    from: '$m.standardDeviation($by)',
    to: '$m.variance($by).map((v) => Math.sqrt(v + 1e-12))',
    title: 'Add 1e-12 under the root of the deviation, whose slope at zero is infinite',
  },
  {
    from: '$m.standardDeviation()',
    to: 'Math.sqrt($m.variance() + 1e-12)',
    title: 'Add 1e-12 under the root of the deviation, whose slope at zero is infinite',
  },
];
