import { countText } from '../shared/tensor.ts';
import { shortNumber } from '../present/format/numberText.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Target } from './evidence/target.ts';

/** What is said of a number of which nothing is wrong. */
export function nothingWrong({ trace, cotangents }: Evidence, { name, of, ids }: Target): string {
  if (ids.length === 0) return `${name} holds no number that the result was computed from.`;
  const numbers = of === 'value' ? trace.values : cotangents;
  if (numbers.length === 0) return `${name} has no gradient: the run did not come to its end.`;
  const [first = 0] = ids;
  const what = of === 'value' ? name : `The gradient of ${name}`;
  if (ids.length === 1)
    return `${what} is ${shortNumber(numbers[first]!)}. Nothing is wrong with it as far as the record shows.`;
  return `${what} has ${countText(ids.length)} numbers. Nothing is wrong with them as far as the record shows.`;
}
