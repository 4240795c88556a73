import type { Span } from '../../shared/span.ts';

/** Whether the source range of one site lies in that of another. */
export type Within = (inner: number, outer: number) => boolean;

/** Source ranges by site in columns, since every equation asks. A site without a range lies nowhere. */
export function spansOf(spans: ReadonlyMap<number, Span>): Within {
  const most = [...spans.keys()].reduce((a, b) => Math.max(a, b), -1);
  const file = new Int32Array(most + 1).fill(-1);
  // Line and column in one number, in the order of the text.
  const start = new Float64Array(most + 1);
  const end = new Float64Array(most + 1);
  for (const [site, [path, line, column, endLine, endColumn]] of spans) {
    file[site] = path;
    start[site] = line * 2 ** 32 + column;
    end[site] = endLine * 2 ** 32 + endColumn;
  }
  return (inner, outer) =>
    file[inner] !== undefined &&
    file[inner] >= 0 &&
    file[inner] === file[outer] &&
    start[inner]! >= start[outer]! &&
    end[inner]! <= end[outer]!;
}
