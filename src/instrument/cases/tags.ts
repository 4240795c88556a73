import { parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import type { Range } from '../../shared/span.ts';
import { unwrap } from '../ast.ts';
import { InstrumentError } from '../error.ts';
import { syntaxMessage } from '../parse.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import { lineStarts } from '../../shared/lines.ts';

/** One `@tag` of a JSDoc block. */
export interface Tag {
  readonly tag: string;
  /** The text after the tag, without the stars that start its lines. */
  readonly text: string;
  /** Range of the `@tag` itself. */
  readonly range: Range;
  /** The source range of a stretch of `text`. */
  readonly position: (from: number, to: number) => Range;
  /** The tag with another text: stretches of the source, and what stands between them, which is where the tag is. */
  readonly with: (parts: readonly (string | readonly [from: number, to: number])[]) => Tag;
}

/** The call of a `@trace`, or the read of a getter, with the text that its positions refer to. */
export interface Call {
  readonly node: t.CallExpression | t.MemberExpression;
  readonly text: string;
  /** Where it stands in the source. */
  readonly range: Range;
  /** From a range in `text` to one in the source. */
  readonly original: (range: Range) => Range;
}

/** The tags of a comment; a tag's text ends at the next `@word` that starts a line, or at the next of ours. */
export function readTags(comment: t.Comment, source: string): Tag[] {
  const end = comment.end! - 2;
  const tags: Tag[] = [];
  const lines = commentLines(source, comment.start! + 3, end);
  const place = placer(source, comment);
  let current: { tag: string; at: [number, number]; text: string; offsets: number[] } | undefined;
  const make = (tag: string, at: [number, number], text: string, offsets: readonly number[]): Tag => ({
    tag,
    text,
    range: [...place(at[0]), ...place(at[1])],
    position: (from, to) => {
      const clamp = (i: number): number => offsets[Math.min(i, text.length - 1)] ?? at[1] - 1;
      return [...place(clamp(from)), ...place(clamp(Math.max(to - 1, from)) + 1)];
    },
    with(parts) {
      const pieces = parts.map((part) => (typeof part === 'string' ? part : source.slice(...part)));
      const places = parts.flatMap((part, i) =>
        Array.from({ length: pieces[i]!.length }, (_, k) =>
          typeof part === 'string' ? at[1] - 1 : part[0] + k,
        ),
      );
      return make(tag, at, pieces.join(''), places);
    },
  });
  const finish = (): void => {
    if (current) tags.push(make(current.tag, current.at, current.text.trimEnd(), current.offsets));
    current = undefined;
  };
  for (const [start, stop] of lines) {
    const words = tagsOfLine(source.slice(start, stop));
    let at = start;
    const takeUntil = (end: number, text = ''): void => {
      if (!current) return;
      for (let i = at; i < end; i++) {
        current.text += source[i]!;
        current.offsets.push(i);
      }
      current.text += text;
      if (text !== '') current.offsets.push(end);
    };
    for (const { from, to, tag } of words) {
      takeUntil(start + from);
      finish();
      at = start + to;
      if (isOurs(tag)) current = { tag, at: [start + from, at], text: '', offsets: [] };
    }
    takeUntil(stop, '\n');
  }
  finish();
  return tags;
}

const isOurs = (tag: string): boolean => /^(trace|static|wrt|seed)$/.test(tag);

/** What follows `@trace` where it is meant, and not spoken of: a name or none, and a call. */
const call = /^\s+([A-Za-z_$][\w$]*\s*:\s*)?(new\s+)?[A-Za-z_$][\w$]*(\.[\w$]+)*\(/;

/** The tags of a line: any at its start, a `@trace` with a call after other text, and our others after one of ours. */
function tagsOfLine(line: string): { readonly from: number; readonly to: number; readonly tag: string }[] {
  const found: { from: number; to: number; tag: string }[] = [];
  const start = line.search(/\S/);
  for (const match of line.matchAll(/(^|\s)@(\w+)/g)) {
    const [whole, blank, tag] = match as unknown as [string, string, string];
    const from = match.index + blank.length;
    const to = match.index + whole.length;
    const last = found.at(-1)?.tag ?? '';
    const isMeant = tag === 'trace' ? call.test(line.slice(to)) : isOurs(tag) && isOurs(last);
    if (from === start || isMeant) found.push({ from, to, tag });
  }
  return found;
}

/** Start and end of each line's own text: after the indentation, the star and the blank that follows it. */
function commentLines(source: string, from: number, to: number): [number, number][] {
  const lines: [number, number][] = [];
  let start = from;
  for (const line of source.slice(from, to).split('\n')) {
    const lead = /^\s*(\*\s?)?/.exec(line)![0].length;
    lines.push([start + Math.min(lead, line.length), start + line.length]);
    start += line.length + 1;
  }
  return lines;
}

/** From an offset in the comment, or in the declaration after it, to line and column. */
function placer(source: string, comment: t.Comment): (offset: number) => [number, number] {
  const { line, column } = comment.loc!.start;
  const text = source.slice(comment.start!, comment.end!);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  let known = comment.end!;
  return (offset) => {
    for (; known < offset; known++) if (source[known] === '\n') starts.push(known + 1 - comment.start!);
    const at = offset - comment.start!;
    const breaks = lastNotAbove(starts, at);
    return [line + breaks, at - starts[breaks]! + (breaks === 0 ? column : 0)];
  };
}

/**
 * A tag's call, with the name that may stand before it. Throws `trace-tag-syntax` at what is wrong.
 *
 * @param mayRead whether a member that is read (`new Circle(2).area`) does as well: on a getter
 */
export function parseCall(tag: Tag, mayRead = false): { readonly name: string; readonly call: Call } {
  const lead = /^\s*([A-Za-z_$][\w$]*)\s*:/.exec(tag.text);
  const from = lead ? lead[0].length : 0;
  // Blanks instead of the name: positions stay those of the tag's text.
  const text = ' '.repeat(from) + tag.text.slice(from).replace(/;\s*$/, '');
  let node: t.Expression;
  try {
    node = parseExpression(text, {
      plugins: ['typescript'],
      createParenthesizedExpressions: true,
      attachComment: false,
    });
  } catch (error) {
    const { message, pos = from } = error as Error & { pos?: number };
    const said = /^Unexpected parseExpression/.test(message)
      ? 'something follows the call: write the call alone, as in @trace loss(1, 2).'
      : syntaxMessage(error);
    throw new InstrumentError('trace-tag-syntax', `@trace: ${said}`, tag.position(pos, pos + 1));
  }
  const inner = unwrap(node);
  const range = tag.position(inner.start!, inner.end!);
  const isRead = mayRead && inner.type === 'MemberExpression';
  if (inner.type !== 'CallExpression' && !isRead) {
    const message = '@trace needs a call, as in @trace loss(randn(3), 0.5).';
    throw new InstrumentError('trace-tag-syntax', message, range);
  }
  const starts = lineStarts(text);
  const original = ([line, column, endLine, endColumn]: Range): Range =>
    tag.position(starts[line - 1]! + column, starts[endLine - 1]! + endColumn);
  return { name: lead?.[1] ?? '', call: { node: inner, text, range, original } };
}
