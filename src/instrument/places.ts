import { lastNotAbove } from '../shared/bisect.ts';
import { lineStarts } from '../shared/lines.ts';
import { instrument } from './instrument.ts';
import type { InstrumentOptions } from './options.ts';
import type { Position } from '../shared/span.ts';
import { close, open } from './sourceMarks.ts';

interface Copied {
  /** Offsets in the instrumented code and in the source. */
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** From places in instrumented code to those in its source. Made by instrumenting once more; undefined if that gives another text. */
export function placesOf(
  source: string,
  options: InstrumentOptions,
  code: string,
): ((place: Position) => Position | undefined) | undefined {
  const { code: marked, original } = instrument(source, { ...options, marks: true });
  const pieces: Copied[] = [];
  let text = '';
  for (const part of marked.split(open)) {
    const end = part.indexOf(close);
    const [from, length] = part
      .slice(0, Math.max(end, 0))
      .split('.')
      .map((digits) => parseInt(digits, 36));
    if (end >= 0) pieces.push({ at: text.length, from: from!, length: length! });
    text += part.slice(end + 1);
  }
  if (text !== code) return undefined;
  const starts = lineStarts(code);
  const offsets = pieces.map(({ at }) => at);
  return ([line, column]) => {
    const offset = (starts[line - 1] ?? Infinity) + column;
    const found = lastNotAbove(offsets, offset);
    // A call of the runtime: `call1(` and then the mark of its site.
    const name = /^\w+\(/.exec(code.slice(offset, offset + 40))?.[0] ?? '';
    const called = pieces[lastNotAbove(offsets, offset + name.length - 0.5) + 1];
    if (called && name !== '' && called.at === offset + name.length && called.length === 0)
      return original(called.from);
    // V8 may name a member by its dot here, and by its name there.
    const dotted = code[offset] === '.' ? pieces[found + 1] : undefined;
    if (dotted?.at === offset + 1 && dotted.length === 0) return original(dotted.from);
    const piece = pieces[found];
    if (!piece || piece.at < starts[line - 1]!) return undefined;
    return original(piece.from + Math.min(offset - piece.at, piece.length));
  };
}
