/** A line end of JavaScript. */
const lineEnd = /\r\n|[\n\r\u2028\u2029]/;
const otherEnd = /[\r\u2028\u2029]/;
const lineEnds = new RegExp(lineEnd, 'g');

/** The lines of a text, without their ends. */
export function linesOf(text: string): string[] {
  // Of most texts, in a tenth of the time.
  return otherEnd.test(text) ? text.split(lineEnd) : text.split('\n');
}

/** Offsets at which the lines of a text start. */
export function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(lineEnds), ({ index, 0: end }) => index + end.length)];
}
