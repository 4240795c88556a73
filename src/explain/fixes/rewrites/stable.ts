import { unwrap } from '../../../instrument/syntax.ts';
import type { Placed } from '../../program/program.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';
import { isNextToOne, takesNextToOne } from './reasons.ts';

/** A name, or a member of one: may be written twice. */
const isPath = ([only]: readonly Placed[]) =>
  only !== undefined && /^(Identifier|MemberExpression)$/.test(unwrap(only.node).type);

/** Systems that are solved by an inverse. */
export const solutions: Rewrite[] = [
  {
    from: 'inverse($a).mmul($b.mmul($c))',
    to: 'solve($a, $b.mmul($c))',
    title: 'Solve with $a instead of inverting it',
  },
  {
    from: 'inverse($a).mmul($b).mmul($c)',
    to: 'solve($a, $b.mmul($c))',
    title: 'Solve with $a instead of inverting it',
  },
  { from: 'inverse($a).mmul($b)', to: 'solve($a, $b)', title: 'Solve with $a instead of inverting it' },
];

const ridges = (size: string): Rewrite[] =>
  [
    'inverse($a)',
    'determinant($a)',
    'solve($a, $b)',
    'new CholeskyDecomposition($a)',
    'new LuDecomposition($a)',
  ].map((from) => ({
    from,
    to: from.replace('$a', `Matrix.add($a, Matrix.eye($a.rows, $a.rows, ${size}))`),
    title: `Add ${size} to the diagonal of $a, a small ridge`,
    when: (bound) => isPath(bound.get('$a')!),
  }));

/** Matrices that are singular, or nearly so. */
export const singular: Rewrite[] = [
  ...ridges('1e-6'),
  ...ridges('0.01'),
  { from: 'inverse($a)', to: 'pseudoInverse($a)', title: 'Take the pseudo-inverse of $a' },
  { from: 'solve($a, $b)', to: 'solve($a, $b, true)', title: 'Solve by singular values' },
];

/** Differences that lose their digits, and the same without the loss. */
export const differences: Rewrite[] = [
  {
    from: 'Math.exp($x) - 1',
    to: 'Math.expm1($x)',
    title: 'Take Math.expm1, which keeps the digits',
    reason: isNextToOne,
  },
  {
    from: '1 - Math.exp($x)',
    to: '-Math.expm1($x)',
    title: 'Take -Math.expm1, which keeps the digits',
    reason: isNextToOne,
  },
  {
    from: ['Math.log(1 + $x)', 'Math.log($x + 1)'],
    to: 'Math.log1p($x)',
    title: 'Take Math.log1p, which keeps the digits',
    reason: takesNextToOne,
  },
  {
    from: '1 - Math.cos($x)',
    to: '2 * Math.sin($x / 2) ** 2',
    title: 'Take the square of the sine of half the angle, which keeps the digits',
  },
  {
    from: ['$a * $a - $b * $b', '$a ** 2 - $b ** 2'],
    to: '($a - $b) * ($a + $b)',
    title: 'Factor the difference of squares, which keeps the digits',
  },
  {
    from: 'Math.sqrt($x + $d) - Math.sqrt($x)',
    to: '$d / (Math.sqrt($x + $d) + Math.sqrt($x))',
    title: 'Divide by the sum of the roots, which keeps the digits',
  },
  {
    from: 'Math.sqrt($a) - Math.sqrt($b)',
    to: '($a - $b) / (Math.sqrt($a) + Math.sqrt($b))',
    title: 'Divide by the sum of the roots, which keeps the digits',
  },
  {
    from: ['Math.sqrt($x * $x + $d) - $x', 'Math.sqrt($x ** 2 + $d) - $x'],
    to: '$d / (Math.sqrt($x * $x + $d) + $x)',
    title: 'Divide by the sum instead, which keeps the digits',
  },
  {
    from: ['Math.sqrt($x * $x - $d) - $x', 'Math.sqrt($x ** 2 - $d) - $x'],
    to: '-$d / (Math.sqrt($x * $x - $d) + $x)',
    title: 'Divide by the sum instead, which keeps the digits',
  },
  {
    from: ['$b - Math.sqrt($b * $b - $d)', '$b - Math.sqrt($b ** 2 - $d)'],
    to: '$d / ($b + Math.sqrt($b * $b - $d))',
    title: 'Divide by the sum instead, which keeps the digits',
  },
  {
    from: ['-$b + Math.sqrt($b * $b - $d)', '-$b + Math.sqrt($b ** 2 - $d)'],
    to: '-$d / ($b + Math.sqrt($b * $b - $d))',
    title: 'Divide by the sum instead, which keeps the digits',
  },
  {
    from: ['1 / $x - 1 / $y'],
    to: '($y - $x) / ($x * $y)',
    title: 'Take the difference first, which keeps the digits',
  },
  {
    from: 'Math.log($a) - Math.log($b)',
    to: 'Math.log($a / $b)',
    title: 'Take one logarithm of the quotient',
  },
  {
    from: ['1 - 1 / (1 + Math.exp(-$x))'],
    to: '1 / (1 + Math.exp($x))',
    title: 'Take the logistic function of the other sign, which keeps the digits',
  },
  {
    from: ['Math.tanh($x) - 1'],
    to: '-2 / (1 + Math.exp(2 * $x))',
    title: 'Write it without the difference',
  },
];
