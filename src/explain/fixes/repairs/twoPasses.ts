import {
  bare,
  descendants,
  enclosing,
  functionTypes,
  type Placed,
  type Program,
} from '../../program/program.ts';
import { match } from '../rewriting/match.ts';
import { pattern } from '../rewriting/pattern.ts';
import { part, replaced, textOf, type Repair } from '../repair.ts';

/** The mean of squares less the square of the mean: the mean square of the deviations, in a second pass. */
export const twoPasses: Repair = (at, program) => {
  const difference = bare(at);
  const found =
    match(pattern('$q - $m * $m'), difference, program) ??
    match(pattern('$q - $m ** 2'), difference, program);
  const [squares] = found?.get('$q') ?? [];
  const [mean] = found?.get('$m') ?? [];
  if (!squares || !mean || mean.node.type !== 'Identifier') return [];
  const average = averageOfSquares(squares, program);
  if (!average) return [];
  const m = mean.node.name;
  const { list, item, over } = average;
  const text = `${list}.reduce((sum, ${item}) => sum + (${item} - ${m}) ** 2, 0) / ${over}`;
  return [
    {
      title: `Sum the squares of the deviations from ${m}, in a second pass`,
      edits: [replaced(difference, text)],
    },
  ];
};

interface Average {
  readonly list: string;
  readonly item: string;
  readonly over: string;
}

/** What a mean of squares is taken of: `squares / n`, or a name that grew by `x * x / n`. */
function averageOfSquares(at: Placed, program: Program): Average | undefined {
  const quotient = match(pattern('$q / $n'), at, program);
  const [sum] = quotient?.get('$q') ?? [at];
  const over = quotient ? textOf(program, quotient.get('$n')![0]!) : undefined;
  const reduced =
    match(pattern('$xs.reduce(($s, $x) => $s + $x * $x, 0)'), sum!, program) ??
    match(pattern('$xs.reduce(($s, $x) => $s + $x ** 2, 0)'), sum!, program);
  if (reduced && over !== undefined) {
    const [list, item] = ['$xs', '$x'].map((name) => textOf(program, reduced.get(name)![0]!));
    return { list: list!, item: item!, over };
  }
  if (sum!.node.type !== 'Identifier') return undefined;
  const around = enclosing(at, functionTypes);
  for (const one of around ? descendants(around) : []) {
    const grows = [
      '$s += $x * $x',
      '$s += $x ** 2',
      '$s += ($x * $x) / $n',
      '$s += $x ** 2 / $n',
      '$s += $x * $x / $n',
      '$s = $s + $x * $x',
    ]
      .map((text) => match(pattern(text), one, program))
      .find((bound) => bound);
    const [target, item] = ['$s', '$x'].map((name) => grows?.get(name)?.[0]);
    if (!target || !item || textOf(program, target) !== textOf(program, sum!)) continue;
    const loop = enclosing(one, /^ForOfStatement$/);
    const [list, left] = [loop && part(loop, 'right'), loop && part(loop, 'left')];
    const name = textOf(program, item);
    if (
      !list ||
      !left ||
      ![...descendants(left)].some(({ node }) => node.type === 'Identifier' && node.name === name)
    )
      continue;
    const text = textOf(program, list);
    return { list: text, item: name, over: over ?? `${text}.length` };
  }
  return undefined;
}
