import type { Widest } from '../../shared/panel/protocol.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { shortPlace } from '../format/placeText.ts';
import { lineText } from './rowViews.ts';

/** Characters of the longest texts that the rows of a trace may have. */
export function widestOf(result: TraceResult): Widest {
  const { leaves, equations } = result.trace;
  const places = Array.from(result.spans.values(), (span) => lineText(result, span));
  const longest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0);
  return {
    id: `v${leaves.length + equations.op.length - 1}`.length,
    place: longest(places),
    line: longest(places.map(shortPlace)),
  };
}
