import { lineStarts } from '../shared/lines.ts';
import type { Range } from '../shared/span.ts';

/** Where a tag goes in a text, and what stands around it there. */
export interface Place {
  /** Line, from 1, and column of where it is inserted. */
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

/** What is inserted, and where. */
export interface TagEdit {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Inserts the tag of a call. */
export function tagEdit({ line, column, before, after }: Place, call: string): TagEdit {
  return { line, column, text: `${before}@trace ${call}${after}` };
}

/** The place above a declaration: at the end of the JSDoc block that stands there, else in a block of its own. */
export function placeOf(text: string, [line, column]: Range): Place {
  const starts = lineStarts(text);
  const start = starts[line - 1]! + column;
  const indent = /^\s*/.exec(text.slice(starts[line - 1]!, start))![0];
  const block = /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*$/.exec(text.slice(0, start));
  const isOwn = block && !/\n\s*\n/.test(/\s*$/.exec(block[0])![0]);
  if (!isOwn) return { line, column, before: '/** ', after: ` */\n${indent}` };
  const end = block.index + block[0].trimEnd().length - 2;
  const above = text.slice(block.index, end);
  if (!above.includes('\n')) return at(starts, block.index + above.trimEnd().length, ' ', '');
  // The star of the last line belongs to the block's end.
  const last = starts.findLast((one) => one <= end)!;
  const lead = text.slice(last, end);
  if (/^\s*$/.test(lead)) return at(starts, last, `${lead}* `, '\n');
  return at(starts, block.index + above.trimEnd().length, `\n${indent} * `, '');
}

function at(starts: readonly number[], offset: number, before: string, after: string): Place {
  const line = starts.findLastIndex((start) => start <= offset);
  return { line: line + 1, column: offset - starts[line]!, before, after };
}
