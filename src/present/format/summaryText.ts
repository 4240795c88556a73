import { type Shape } from '../../shared/tensor.ts';
import { alignedNumbers, plural, shortNumber } from './numberText.ts';

/** Statistics of many numbers. */
export interface Summary {
  /** Over the finite ones; NaN if there are none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly finite: number;
  readonly nan: number;
  readonly infinite: number;
}

/** Summarises numbers in one pass. */
export function summarize(data: Float64Array): Summary {
  let min = Infinity;
  let max = -Infinity;
  let mean = 0;
  let finite = 0;
  let nan = 0;
  for (const x of data) {
    if (Number.isNaN(x)) nan++;
    if (!Number.isFinite(x)) continue;
    finite++;
    mean += (x - mean) / finite;
    min = Math.min(min, x);
    max = Math.max(max, x);
  }
  const infinite = data.length - finite - nan;
  return finite > 0
    ? { min, max, mean, finite, nan, infinite }
    : { min: NaN, max: NaN, mean: NaN, finite, nan, infinite };
}

const heights = [...'▁▂▃▄▅▆▇█'];

/** A histogram of the finite numbers from the least to the largest: eight bins, the fullest as high as a bar goes. */
export function distribution(data: Float64Array, { min, max }: Summary): string {
  const counts = heights.map(() => 0);
  for (const x of data) {
    if (Number.isFinite(x)) counts[Math.min(7, Math.floor(8 * ((x / 2 - min / 2) / (max / 2 - min / 2))))]!++;
  }
  const most = Math.max(...counts);
  return counts.map((n) => heights[Math.round((7 * n) / most)]!).join('');
}

/** Numbers of a value on part of a line: themselves if few, else their range, with its distribution if there is room for `bars`. */
export function summaryText(data: Float64Array, shape: Shape, bars = true): string {
  if (shape.length === 0) return shortNumber(data[0]!);
  if (data.length === 0) return 'empty';
  if (data.length <= 3) return `[${alignedNumbers(data).join(', ')}]`;
  const summary = summarize(data);
  const { min, max, finite } = summary;
  const parts: string[] = [];
  if (finite > 0 && min === max) parts.push(`all ${shortNumber(min)}`);
  else if (finite > 0) {
    parts.push(`${shortNumber(min)} ${bars ? distribution(data, summary) : '…'} ${shortNumber(max)}`);
  }
  return [...parts, ...oddities(summary)].join(', ');
}

/** All that is said of many numbers: range, distribution, mean, and how many are NaN or infinite. */
export function describe(data: Float64Array): string {
  const summary = summarize(data);
  const { min, max, mean, finite } = summary;
  const range =
    finite === 0
      ? `none of ${plural(data.length, 'number')} is finite`
      : min === max
        ? `all ${shortNumber(min)}`
        : `${shortNumber(min)} ${distribution(data, summary)} ${shortNumber(max)}, mean ${shortNumber(mean)}`;
  return [range, ...oddities(summary)].join(', ');
}

/** `2 NaN`, `1 infinity`: what a range does not show. */
export function oddities({ nan, infinite }: Summary): string[] {
  return [nan > 0 && `${nan} NaN`, infinite > 0 && plural(infinite, '±∞').replace(/s$/, '')].filter(
    (text) => text !== false,
  );
}

/** A gradient on part of a line: the derivative if there is one, else the Euclidean norm `‖4.306‖`. */
export function gradientText(data: Float64Array, shape: Shape): string {
  return shape.length === 0 ? shortNumber(data[0]!) : `‖${shortNumber(norm(data))}‖`;
}

/** √Σx², scaled so that neither overflow nor underflow changes it. */
export function norm(data: Float64Array): number {
  let scale = 0;
  for (const x of data) scale = Math.max(scale, Math.abs(x));
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  let sum = 0;
  for (const x of data) sum += (x / scale) ** 2;
  return scale * Math.sqrt(sum);
}
