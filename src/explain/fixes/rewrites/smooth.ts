import type { Rewrite } from '../rewriting/rewrite.ts';
import { areBothZero, hasNoLogarithm, hasSmallBase, isAtEnd, isAtOne, isAtZero, isShort } from './reasons.ts';
import { isFractional } from './guards.ts';

/** Arguments of functions that are defined, and have a finite slope, between −1 and 1. */
export const withinEnds: readonly Rewrite[] = ['acos', 'asin'].map((name) => ({
  from: [
    `Math.${name}(Math.min(1, Math.max(-1, $c)))`,
    `Math.${name}(Math.max(-1, Math.min(1, $c)))`,
    `Math.${name}($c)`,
  ],
  to: `Math.${name}(Math.max(-1 + 1e-9, Math.min(1 - 1e-9, $c)))`,
  title: `Keep the argument of Math.${name} within (-1, 1), at whose ends the slope is infinite`,
  reason: isAtEnd(name),
}));

/** Slopes that are infinite at one point. */
export const smooth: Rewrite[] = [
  {
    from: ['Math.sqrt(Math.max(0, $x))', 'Math.sqrt(Math.max($x, 0))'],
    to: 'Math.sqrt(Math.max(1e-12, $x))',
    title: 'Keep the root above zero, where its slope is infinite: Math.max(1e-12, …)',
    reason: isAtZero('sqrt'),
  },
  {
    from: ['Math.sqrt(Math.abs($x))'],
    to: 'Math.sqrt(Math.abs($x) + 1e-12)',
    title: 'Add 1e-12 under the root, whose slope at zero is infinite',
    reason: isAtZero('sqrt', 'pow'),
  },
  {
    from: ['Math.sqrt($x)', '$x ** 0.5', 'Math.pow($x, 0.5)'],
    to: 'Math.sqrt($x + 1e-12)',
    title: 'Add 1e-12 under the root, whose slope at zero is infinite',
    reason: isAtZero('sqrt', 'pow'),
  },
  {
    from: ['Math.hypot(...$$xs)'],
    to: 'Math.hypot(...$$xs, 1e-6)',
    title: 'Add 1e-6 as a further side, so that the length is never zero',
    reason: isShort,
  },
  {
    from: ['$w.norm()', "$w.norm('frobenius')"],
    to: 'Math.sqrt(Matrix.pow($w, 2).sum() + 1e-12)',
    title: 'Add 1e-12 under the root of the norm, whose slope at zero is not defined',
    reason: isShort,
  },
  {
    from: ['$w.norm()', "$w.norm('frobenius')"],
    to: 'Matrix.pow($w, 2).sum()',
    title: 'Take the square of the norm, which is smooth at zero',
    reason: isShort,
  },
  {
    from: [
      'Math.acos(Math.min(1, Math.max(-1, $c)))',
      'Math.acos(Math.max(-1, Math.min(1, $c)))',
      'Math.acos($c)',
    ],
    to: '2 * (1 - $c)',
    title: 'Use 2 * (1 - cos), the square of a small angle, which is smooth at zero',
    reason: isAtEnd('acos'),
  },
  ...withinEnds,
  {
    from: ['Math.log(Math.max(0, $x))'],
    to: 'Math.log(Math.max(1e-12, $x))',
    title: 'Keep the logarithm above zero: Math.max(1e-12, …)',
    reason: hasNoLogarithm('log'),
  },
  {
    from: 'Math.acosh($x)',
    to: 'Math.acosh($x + 1e-9)',
    title: 'Keep the argument of Math.acosh above 1, where its slope is infinite',
    reason: isAtOne,
  },
  {
    from: 'Math.cbrt($x)',
    to: '$x / Math.cbrt($x * $x + 1e-12)',
    title: 'Round the root off at zero, where its slope is infinite',
    reason: isAtZero('cbrt'),
  },
  {
    from: ['$x ** $p', 'Math.pow($x, $p)'],
    to: '($x + 1e-12) ** $p',
    title: 'Add 1e-12 before the power, whose slope at zero is infinite',
    reason: hasSmallBase,
    when: (bound) => isFractional(bound.get('$p')!),
  },
  {
    from: 'Math.atan2($y, $x)',
    to: '($y === 0 && $x === 0 ? 0 : Math.atan2($y, $x))',
    title: 'Take 0 as the direction where both are zero',
    reason: areBothZero,
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
