/** A line end of JavaScript. */
const lineEnd = /\r\n|[\n\r\u2028\u2029]/;
const lineEnds = new RegExp(lineEnd, 'g');

/** The lines of a text, without their ends. */
export function linesOf(text: string): string[] {
  return text.split(lineEnd);
}

/** Offsets at which the lines of a text start. */
export function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(lineEnds), ({ index, 0: end }) => index + end.length)];
}
