import type { FileLines } from '../../present/panel/lines/fileLines.ts';
import type { NumbersOf } from '../../shared/panel/numberViews.ts';
import type { Tensor } from '../../shared/tensor.ts';
import type { Done } from '../done.ts';

/** A run with the file that the Lines tab shows of it. */
export interface Numbered {
  readonly run: Pick<Done, 'index' | 'backward' | 'sentBy'>;
  readonly lines: FileLines | undefined;
}

/** The numbers that a panel's page means; undefined where there are none. */
export function numbersAt({ run, lines }: Numbered, of: NumbersOf): Tensor | undefined {
  const { index, backward, sentBy } = run;
  if ('step' in of) return backward.sent(of.step, sentBy)[of.part];
  const input = 'input' in of ? index.inputs[of.input] : undefined;
  const found =
    'row' in of
      ? index.row(of.row)
      : 'line' in of
        ? lines?.numbers(of.line)
        : input && { ...input, ...input.leaf };
  const data = found?.[of.what];
  return found?.shape && data ? { data, shape: found.shape } : undefined;
}
