import type { StripView } from '../../src/shared/panel/foldedViews.ts';

/** One cell of a strip. */
export interface StripCell {
  /** From 0, the least number, to 1, the largest; null where there is nothing, or a number that is not finite. */
  readonly height: number | null;
  readonly isNotFinite: boolean;
  /** Whether other operations were done than in the iteration before. */
  readonly isChange: boolean;
}

/** Pixels of a cell at least. */
const narrowest = 3;

/** The cells that a strip of this width has room for, each with the largest number of those that fall into it. */
export function stripCells({ cells, changes, gaps }: StripView, width: number): StripCell[] {
  const count = Math.max(1, Math.min(cells.length, Math.floor(width / narrowest)));
  const finite = cells.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  return Array.from({ length: count }, (_, c): StripCell => {
    const [from, to] = [Math.floor((c * cells.length) / count), Math.floor(((c + 1) * cells.length) / count)];
    const indices = Array.from({ length: to - from }, (__, i) => from + i);
    const known = indices.filter((i) => !gaps[i]);
    const isNotFinite = known.some((i) => !Number.isFinite(cells[i]));
    const largest = known.reduce((a, i) => Math.max(a, cells[i]!), -Infinity);
    const share = most > least ? (largest - least) / (most - least) : 0.5;
    return {
      height: isNotFinite || known.length === 0 ? null : share,
      isNotFinite,
      isChange: indices.some((i) => changes[i]),
    };
  });
}
