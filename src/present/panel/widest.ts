import { longestPlace } from '../../shared/panel/numberViews.ts';
import type { Widest } from '../../shared/panel/protocol.ts';
import { shapeText } from '../../shared/tensor.ts';
import type { Trace, TraceResult } from '../../shared/trace.ts';
import { shortPlace } from '../format/placeText.ts';
import { lineText } from './rowViews.ts';

const known = new WeakMap<Trace, Widest>();

/** Characters of the longest texts that the rows of a trace may have; counted once, every look at other iterations asks. */
export function widestOf(result: TraceResult): Widest {
  const { trace } = result;
  let widest = known.get(trace);
  if (!widest) known.set(trace, (widest = counted(result)));
  return widest;
}

function counted(result: TraceResult): Widest {
  const { leaves, equations } = result.trace;
  const places = Array.from(result.spans.values(), (span) => lineText(result, span));
  const longest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0);
  return {
    id: `v${leaves.length + equations.op.length - 1}`.length,
    place: longest(places.filter(({ length }) => length <= longestPlace)),
    line: longest(places.map(shortPlace)),
    shape: longest(shapesOf(result.trace).map((shape) => (shape.length > 0 ? shapeText(shape) : ''))),
    hasGradients: result.cotangents.length > 0,
  };
}

/** The shapes of all leaves, and of equations each that is another than the one before. */
function shapesOf({ leaves, equations: { rows, columns } }: Trace): (readonly number[])[] {
  const shapes: (readonly number[])[] = leaves.map(({ shape }) => shape);
  for (let e = 0; e < rows.length; e++) {
    const [r, c] = [rows[e]!, columns[e]!];
    if (r < 0 || (r === rows[e - 1] && c === columns[e - 1])) continue;
    shapes.push(c < 0 ? [r] : [r, c]);
  }
  return shapes;
}
