import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block, BlockView, NumbersOf } from '../../src/shared/panel/numberViews.ts';
import { blockRequest } from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { isEnough } from './excerpt.ts';

/** The numbers of a part of a matrix; what was there before, another part or other numbers, until they have arrived. */
export function useBlock(of: NumbersOf, shown: Block): BlockView | undefined {
  const [known, setKnown] = useState<{ readonly of: NumbersOf; readonly block: BlockView }>();
  const isKnown = known?.of === of && isEnough(known.block, known.block.cells, shown);
  const asked = useRef(0);
  const arrived = useRef(0);
  useEffect(() => {
    if (isKnown) return;
    const number = ++asked.current;
    const show = (block: BlockView | null) => {
      // While keys and wheel go on, each answer is drawn that is newer than what is there.
      if (!block || number < arrived.current) return;
      arrived.current = number;
      setKnown({ of, block });
    };
    // What cannot be had stays as it is; other numbers are asked for with another `of`.
    host.sendRequest(blockRequest, { of, block: shown }).then(show, () => {});
  }, [of, shown, isKnown]);
  return known?.block;
}
