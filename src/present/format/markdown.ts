/*
 * Names and texts of a trace are a program's, or of whoever wrote its file. In Markdown they stay text: no link, picture, heading or table
 * comes of them, and they stay in their paragraph.
 */

/** Line breaks and other control characters, and those that turn the direction of what follows. */
const invisible = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** Text in a code span, whatever it contains. */
export function code(text: string): string {
  const line = text.replace(invisible, ' ');
  const runs = line.match(/`+/g)?.map((run) => run.length) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const space = runs.length > 0 ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text that Markdown leaves alone. */
export function escapeText(text: string): string {
  return text.replace(invisible, ' ').replace(/[\\`*_{}[\]<>|#~!&@]|:(?=\/\/)|\.(?<=www\.)/gi, '\\$&');
}
