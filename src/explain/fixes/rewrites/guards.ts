import { isLiteral } from '../../../instrument/syntax.ts';
import type { Placed } from '../../program/program.ts';
import { isPromise } from '../../program/scopes.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';
import {
  dwarfs,
  hasInfiniteDivisor,
  hasNoLogarithm,
  hasNoPower,
  hasNoQuotient,
  hasNoRoot,
  isBeyondOne,
  leavesRange,
  overflows,
} from './reasons.ts';

/** Whether an exponent may be other than a whole number. */
export const isFractional = ([only]: readonly Placed[]) =>
  only?.node.type !== 'NumericLiteral' || !Number.isInteger(only.node.value);

const softmax = 'Subtract the largest of $xs before Math.exp';

/** Exponentials of large numbers: what all have in common cancels afterwards. */
export const exponentials: Rewrite[] = [
  {
    from: 'Math.log($xs.reduce(($s, $x) => $s + Math.exp($x), 0))',
    to: 'Math.max(...$xs) + Math.log($xs.reduce(($s, $x) => $s + Math.exp($x - Math.max(...$xs)), 0))',
    title: 'Take the largest of $xs out of the sum',
    reason: leavesRange,
  },
  {
    from: '$xs.map(($x) => Math.exp($x))',
    to: '$xs.map(($x) => Math.exp($x - Math.max(...$xs)))',
    title: softmax,
    reason: leavesRange,
  },
  {
    from: '$xs.map(($x) => Math.exp($x / $t))',
    to: '$xs.map(($x) => Math.exp(($x - Math.max(...$xs)) / $t))',
    title: softmax,
    reason: leavesRange,
  },
  {
    from: '$xs.map(Math.exp)',
    to: '$xs.map((x) => Math.exp(x - Math.max(...$xs)))',
    title: softmax,
    reason: leavesRange,
  },
  {
    from: 'Matrix.exp($m)',
    to: 'Matrix.exp(Matrix.sub($m, $m.max()))',
    title: 'Subtract the largest of $m before the exponential',
    reason: leavesRange,
  },
  {
    from: 'Math.log(1 + Math.exp($x))',
    to: 'Math.max(0, $x) + Math.log1p(Math.exp(-Math.abs($x)))',
    title: 'Write it so that no exponential overflows',
    reason: dwarfs,
  },
  {
    from: '$a / (1 + $a)',
    to: '1 / (1 + 1 / $a)',
    title: 'Divide by $a on both sides, so that nothing overflows',
    reason: hasInfiniteDivisor,
  },
  {
    from: 'Math.exp($x)',
    to: 'Math.exp(Math.min(700, $x))',
    title: 'Limit the exponent to 700, below which Math.exp is finite',
    reason: overflows,
  },
];

/** Arguments kept where a function has a value. */
export const domains: Rewrite[] = [
  {
    from: 'Math.sqrt($x)',
    to: 'Math.sqrt(Math.max(0, $x))',
    title: 'Take the root of Math.max(0, $x)',
    reason: hasNoRoot,
  },
  ...['log', 'log2', 'log10'].map((name) => ({
    from: `Math.${name}($x)`,
    to: `Math.${name}(Math.max(1e-12, $x))`,
    title: 'Take the logarithm of Math.max(1e-12, $x)',
    reason: hasNoLogarithm(name),
  })),
  ...['acos', 'asin'].map((name) => ({
    from: `Math.${name}($x)`,
    to: `Math.${name}(Math.max(-1, Math.min(1, $x)))`,
    title: `Keep the argument of Math.${name} between -1 and 1`,
    reason: isBeyondOne(name),
  })),
  {
    from: ['$x ** $p', 'Math.pow($x, $p)'],
    to: 'Math.max(0, $x) ** $p',
    title: 'Take the power of Math.max(0, $x)',
    reason: hasNoPower,
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
    reason: hasNoQuotient,
    when: (bound) => isFree(bound.get('$b')!),
  },
  {
    from: '$a /= $b',
    to: '$a /= $b || 1',
    title: 'Divide by 1 where $b is 0',
    reason: hasNoQuotient,
    when: (bound) => isFree(bound.get('$b')!),
  },
  {
    from: '$a % $b',
    to: '$a % ($b || 1)',
    title: 'Divide by 1 where $b is 0',
    reason: hasNoQuotient,
    when: (bound) => isFree(bound.get('$b')!),
  },
  ...['$m.divRowVector', '$m.divColumnVector'].map((call) => ({
    from: `${call}($v)`,
    to: `${call}($v.map((d) => d || 1))`,
    title: 'Divide by 1 where $v has a 0',
    reason: hasNoQuotient,
  })),
  {
    from: '$m.div($v)',
    to: '$m.div($v || 1)',
    title: 'Divide by 1 where $v is 0',
    reason: hasNoQuotient,
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

/** The extremes of a list, whose numbers are handed over one by one. */
export const spreads: readonly Rewrite[] = ['max', 'min'].map((name) => ({
  from: `Math.${name}($xs)`,
  to: `Math.${name}(...$xs)`,
  title: `Hand over the numbers of $xs one by one: Math.${name}(...$xs)`,
  when: (bound) => bound.get('$xs')?.[0]?.node.type !== 'SpreadElement',
}));
