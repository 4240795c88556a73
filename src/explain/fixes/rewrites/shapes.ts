import { enclosing, type Placed, type Program } from '../../program/program.ts';
import { textOf } from '../repair.ts';
import type { Bound } from '../rewriting/match.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';

const operators = ['add', 'sub', 'mul', 'div'];

/** `Matrix.sub(points, mean)` where the second is a single row or column. */
export const broadcasts: Rewrite[] = operators.flatMap((name) =>
  ['Row', 'Column'].flatMap((line): Rewrite[] => [
    {
      from: `Matrix.${name}($a, $b)`,
      to: `$a.clone().${name}${line}Vector($b)`,
      title: `Take $b for each ${line.toLowerCase()}: ${name}${line}Vector`,
    },
    {
      from: `$a.${name}($b)`,
      to: `$a.${name}${line}Vector($b)`,
      title: `Take $b for each ${line.toLowerCase()}: ${name}${line}Vector`,
      when: (bound) => !/Literal$/.test(bound.get('$b')![0]!.node.type),
    },
  ]),
);

/** Products whose factors stand the wrong way. */
export const products: Rewrite[] = [
  {
    from: '$a.mmul($a.transpose())',
    to: '$a.transpose().mmul($a)',
    title: 'Sum over the rows: $a.transpose().mmul($a)',
  },
  {
    from: '$a.transpose().mmul($a)',
    to: '$a.mmul($a.transpose())',
    title: 'Sum over the columns: $a.mmul($a.transpose())',
  },
  { from: '$a.transpose().mmul($b)', to: '$a.mmul($b)', title: 'Do not transpose $a' },
  { from: '$a.mmul($b.transpose())', to: '$a.mmul($b)', title: 'Do not transpose $b' },
  { from: '$a.mmul($b)', to: '$a.transpose().mmul($b)', title: 'Transpose $a' },
  { from: '$a.mmul($b)', to: '$a.mmul($b.transpose())', title: 'Transpose $b' },
  { from: '$a.mmul($b)', to: '$b.mmul($a)', title: 'Multiply from the other side: $b.mmul($a)' },
  { from: '$a.mul($b)', to: '$a.mmul($b)', title: 'Take the matrix product: mmul' },
  { from: 'Matrix.mul($a, $b)', to: '$a.mmul($b)', title: 'Take the matrix product: mmul' },
  { from: '$a.mmul($b)', to: 'Matrix.mul($a, $b)', title: 'Multiply element by element: Matrix.mul' },
  ...operators.flatMap((name): Rewrite[] => [
    { from: `Matrix.${name}($a, $b)`, to: `Matrix.${name}($a, $b.transpose())`, title: 'Transpose $b' },
    {
      from: `$a.${name}($b)`,
      to: `$a.${name}($b.transpose())`,
      title: 'Transpose $b',
      when: (bound) => !/Literal$/.test(bound.get('$b')![0]!.node.type),
    },
  ]),
];

/** Indices and sizes in the wrong order. */
export const orders: Rewrite[] = [
  {
    from: 'Matrix.from1DArray($r, $c, $d)',
    to: 'Matrix.from1DArray($c, $r, $d)',
    title: '$c rows and $r columns',
  },
  { from: '$m.get($i, $j)', to: '$m.get($j, $i)', title: 'Row first, then column: get($j, $i)' },
  { from: '$m.set($i, $j, $v)', to: '$m.set($j, $i, $v)', title: 'Row first, then column: set($j, $i, …)' },
  { from: '$m[$i][$j]', to: '$m[$j]![$i]', title: 'The other index first' },
  { from: 'Matrix.zeros($r, $c)', to: 'Matrix.zeros($c, $r)', title: '$c rows and $r columns' },
  { from: 'Matrix.ones($r, $c)', to: 'Matrix.ones($c, $r)', title: '$c rows and $r columns' },
  { from: 'new Matrix($r, $c)', to: 'new Matrix($c, $r)', title: '$c rows and $r columns' },
  { from: '$m.reshape($r, $c)', to: '$m.reshape($c, $r)', title: '$c rows and $r columns' },
];

/** Ends that are inclusive, or taken to be. */
export const ends: Rewrite[] = [
  {
    from: '$m.subMatrix($a, $b, $c, $d)',
    to: '$m.subMatrix($a, $b - 1, $c, $d - 1)',
    title: 'subMatrix takes the last row and column, not one past them',
  },
  {
    from: '$m.subMatrix($a, $b, $c, $d)',
    to: '$m.subMatrix($a, $b - 1, $c, $d)',
    title: 'subMatrix takes the last row, not one past it',
  },
  {
    from: '$m.subMatrix($a, $b, $c, $d)',
    to: '$m.subMatrix($a, $b, $c, $d - 1)',
    title: 'subMatrix takes the last column, not one past it',
  },
  ...['slice', 'subarray'].flatMap((name): Rewrite[] => [
    {
      from: `$m.${name}($c - $r, $c + $r)`,
      to: `$m.${name}($c - $r, $c + $r + 1)`,
      title: `End behind $c + $r: the end of ${name} is exclusive`,
    },
    {
      from: `$m.${name}($a, $b)`,
      to: `$m.${name}($a, $a + $b)`,
      title: `End at $a + $b: ${name} takes where to end, not how many`,
      when: (bound) => ['$a', '$b'].every((name) => isSimple(bound.get(name)![0]!)),
    },
  ]),
  { from: '$i <= $n', to: '$i < $n', title: 'Stop before $n' },
  {
    from: '$i < $n',
    to: '$i + 1 < $n',
    title: 'Stop one before the last',
    when: (bound, program, at) => readsNext(bound, program, at),
  },
  { from: '$i >= $n', to: '$i > $n', title: 'Stop after $n' },
  { from: '$m[$a.length]', to: '$m[$a.length - 1]', title: 'The last element is at length - 1' },
];

const isSimple = ({ node }: Placed) => /^(Identifier|NumericLiteral|MemberExpression)$/.test(node.type);

/** Whether a loop reads the element after the one that it is at. */
function readsNext(bound: Bound, program: Program, at: Placed): boolean {
  const loop = enclosing(at, /^(For|While)Statement$/);
  const index = textOf(program, bound.get('$i')![0]!);
  return loop !== undefined && textOf(program, loop).includes(`[${index} + 1]`);
}
