import { isLiteral, unwrap } from '../../../instrument/syntax.ts';
import type { Placed } from '../../program/program.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';
import { takes } from './reasons.ts';

/** Functions that are flat here, and such that are not. */
export const slopes: Rewrite[] = [
  {
    from: ['Math.max(0, $x)', 'Math.max($x, 0)'],
    to: 'Math.max(0.01 * $x, $x)',
    title: 'Let a hundredth of $x through below zero: a leaky relu',
  },
  {
    from: ['$x > 0 ? $x : 0', '$x >= 0 ? $x : 0', '$x < 0 ? 0 : $x', '$x <= 0 ? 0 : $x', '0 < $x ? $x : 0'],
    to: '$x > 0 ? $x : 0.01 * $x',
    title: 'Let a hundredth of $x through below zero: a leaky relu',
  },
  {
    from: 'if ($x < 0) $x = 0;',
    to: 'if ($x < 0) $x *= 0.01;',
    title: 'Let a hundredth of $x through below zero: a leaky relu',
  },
  {
    from: ['if ($x < 0) $m.set($i, $j, 0);', 'if ($x < 0) { $m.set($i, $j, 0); }'],
    to: 'if ($x < 0) $m.set($i, $j, 0.01 * $x);',
    title: 'Let a hundredth of $x through below zero: a leaky relu',
  },
];

const logistic = 'Count smoothly, by a logistic function';

/** Steps: a comparison that is used as a number. */
export const steps: Rewrite[] = [
  {
    from: [
      '+($x > 0)',
      'Number($x > 0)',
      '$x > 0 ? 1 : 0',
      '+($x >= 0)',
      'Number($x >= 0)',
      '$x >= 0 ? 1 : 0',
      '$x < 0 ? 0 : 1',
      '$x <= 0 ? 0 : 1',
    ],
    to: '1 / (1 + Math.exp(-$x))',
    title: logistic,
  },
  {
    from: [
      '+($x < 0)',
      'Number($x < 0)',
      '$x < 0 ? 1 : 0',
      '+($x <= 0)',
      'Number($x <= 0)',
      '$x <= 0 ? 1 : 0',
      '$x > 0 ? 0 : 1',
      '$x >= 0 ? 0 : 1',
    ],
    to: '1 / (1 + Math.exp($x))',
    title: logistic,
  },
  {
    from: [
      '+($x > $y)',
      'Number($x > $y)',
      '$x > $y ? 1 : 0',
      '+($x >= $y)',
      'Number($x >= $y)',
      '$x >= $y ? 1 : 0',
      '$x < $y ? 0 : 1',
      '$x <= $y ? 0 : 1',
      '+($y < $x)',
      'Number($y < $x)',
      '$y < $x ? 1 : 0',
      '$y <= $x ? 1 : 0',
    ],
    to: '1 / (1 + Math.exp($y - $x))',
    title: logistic,
  },
  {
    from: ['$x > 0 ? 1 : -1', '$x >= 0 ? 1 : -1', 'Math.sign($x)'],
    to: 'Math.tanh($x)',
    title: 'Take Math.tanh, a smooth sign',
  },
  {
    from: [
      'if ($x > $y) $n++;',
      'if ($x >= $y) $n++;',
      'if ($x > $y) $n += 1;',
      'if ($x >= $y) $n += 1;',
      'if ($x > $y) { $n++; }',
      'if ($x >= $y) { $n++; }',
      'if ($x > $y) { $n += 1; }',
      'if ($y < $x) $n++;',
      'if ($y < $x) $n += 1;',
    ],
    to: '$n += 1 / (1 + Math.exp($y - $x));',
    title: logistic,
  },
  {
    from: [
      'if ($x > $y) $n += $w;',
      'if ($x >= $y) $n += $w;',
      'if ($x > $y) { $n += $w; }',
      'if ($x >= $y) { $n += $w; }',
      'if ($y < $x) $n += $w;',
    ],
    to: '$n += $w / (1 + Math.exp($y - $x));',
    title: 'Add smoothly, by a logistic function',
  },
  {
    from: ['$xs.filter(($x) => $x > $y).length', '$xs.filter(($x) => $x >= $y).length'],
    to: '$xs.reduce((count, $x) => count + 1 / (1 + Math.exp($y - $x)), 0)',
    title: logistic,
  },
  {
    from: ['$x > $y ? $a : $b', '$x >= $y ? $a : $b', '$y < $x ? $a : $b', '$y <= $x ? $a : $b'],
    to: '$b + ($a - $b) / (1 + Math.exp($y - $x))',
    title: 'Go smoothly from $b to $a, by a logistic function',
    when: (bound) => isShort(bound.get('$a')!) && isShort(bound.get('$b')!),
  },
];

const isShort = ([only]: readonly Placed[]) =>
  only !== undefined && (isLiteral(only.node) || unwrap(only.node).type === 'Identifier');

/** Limits that always hold. */
export const limits: Rewrite[] = [
  {
    from: [
      'Math.min($h, Math.max(-$h, $x))',
      'Math.max(-$h, Math.min($h, $x))',
      'Math.min(Math.max($x, -$h), $h)',
      'Math.max(Math.min($x, $h), -$h)',
      'Math.min($h, Math.max($x, -$h))',
      'Math.max(-$h, Math.min($x, $h))',
    ],
    to: '$h * Math.tanh($x / $h)',
    title: 'Limit smoothly, by $h * Math.tanh($x / $h)',
  },
  {
    from: [
      'Math.min($h, Math.max($l, $x))',
      'Math.max($l, Math.min($h, $x))',
      'Math.min(Math.max($x, $l), $h)',
      'Math.max(Math.min($x, $h), $l)',
      'Math.min(Math.max($l, $x), $h)',
      'Math.max(Math.min($h, $x), $l)',
      'Math.min($h, Math.max($x, $l))',
      'Math.max($l, Math.min($x, $h))',
    ],
    to: '$x',
    title: 'Leave the limits of $x away',
  },
  {
    from: [
      '$x > $h ? $h : $x',
      '$x < $h ? $h : $x',
      '$x < $l ? $l : $x > $h ? $h : $x',
      '$x > $h ? $h : $x < $l ? $l : $x',
    ],
    to: '$x',
    title: 'Leave the limit of $x away',
  },
  {
    from: ['Math.min($h, $x)', 'Math.max($h, $x)'],
    to: '$x',
    title: 'Leave the limit $h away',
    reason: takes(0),
    when: (bound) => isShort(bound.get('$h')!),
  },
  {
    from: ['Math.min($x, $h)', 'Math.max($x, $h)'],
    to: '$x',
    title: 'Leave the limit $h away',
    reason: takes(1),
    when: (bound) => isShort(bound.get('$h')!),
  },
];

/** Weights that start at zero, where a product lets nothing through. */
export const starts: Rewrite[] = [
  {
    from: 'Matrix.zeros($r, $c)',
    to: 'Matrix.rand($r, $c)',
    title: 'Start with random numbers instead of zeros',
  },
  {
    from: ['new Array($n).fill(0)', 'Array($n).fill(0)', 'Array.from({ length: $n }, () => 0)'],
    to: 'Array.from({ length: $n }, () => Math.random())',
    title: 'Start with random numbers instead of zeros',
  },
  {
    from: 'new Float64Array($n)',
    to: 'Float64Array.from({ length: $n }, () => Math.random())',
    title: 'Start with random numbers instead of zeros',
  },
];

/** The least or the largest of a list, which only one of its numbers decides; and the distance at which two numbers are equal. */
export const softened: Rewrite[] = [
  {
    from: 'Math.max(...$xs)',
    to: 'Math.log($xs.reduce((sum, x) => sum + Math.exp(x), 0))',
    title: 'Take a soft maximum, to which each number adds',
  },
  {
    from: 'Math.min(...$xs)',
    to: '-Math.log($xs.reduce((sum, x) => sum + Math.exp(-x), 0))',
    title: 'Take a soft minimum, to which each number adds',
  },
  { from: 'Math.abs($x)', to: '$x', title: 'Keep the sign of $x' },
];
