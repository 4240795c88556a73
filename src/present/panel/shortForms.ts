import { leastRoom } from '../../shared/panel/numberViews.ts';
import type { Shape } from '../../shared/tensor.ts';
import { briefNumber, shortNumber } from '../format/numberText.ts';
import { norm, oddities, summarize, summaryText } from '../format/summaryText.ts';

/** Significant digits of the shorter forms of a number. */
const fewer = [4, 2];

/** Texts of a value for less and less room, the longest first: the last of a number fits `leastRoom`, and says so where it stands for NaN or ∞. */
export function valueForms(data: Float64Array, shape: Shape): readonly string[] {
  if (shape.length === 0) return numberForms(data[0]!);
  const whole = summaryText(data, shape, false);
  if (data.length === 0) return [whole];
  const odd = oddities(summarize(data));
  const brief = fewer.map((digits) => manyText(data, odd, digits));
  const last = odd.length > 0 ? [odd.join(', '), oddWord(data)] : normForms(data);
  return shortening([whole, ...brief, ...last]);
}

/** Texts of a gradient for less and less room, the longest first: the derivative, else the norm `‖5.0994‖`, `‖5.1‖`. */
export function gradientForms(data: Float64Array, shape: Shape): readonly string[] {
  return shape.length === 0 ? numberForms(data[0]!) : normForms(data);
}

/**
 * `55.9213`, `55.92`, `56`; one digit where two need more than the least room: `−1e−300`.
 *
 * @param room the least, without what stands around the number
 */
export function numberForms(x: number, room = leastRoom): readonly string[] {
  const forms = [shortNumber(x), ...fewer.map((digits) => briefNumber(x, digits))];
  return shortening(forms.at(-1)!.length > room ? [...forms, briefNumber(x, 1)] : forms);
}

function normForms(data: Float64Array): readonly string[] {
  const length = norm(data);
  const forms = numberForms(length, leastRoom - '‖‖'.length).map((text) => `‖${text}‖`);
  return Number.isFinite(length) ? forms : [...forms, shortNumber(length)];
}

/** As `summaryText` without bars, in fewer digits. */
function manyText(data: Float64Array, odd: readonly string[], digits: number): string {
  const write = (x: number) => briefNumber(x, digits);
  if (data.length <= 3) return `[${Array.from(data, write).join(', ')}]`;
  const { min, max, finite } = summarize(data);
  const range = min === max ? `all ${write(min)}` : `${write(min)} … ${write(max)}`;
  return [...(finite > 0 ? [range] : []), ...odd].join(', ');
}

/** All that there is room for of numbers that are not all finite. */
function oddWord(data: Float64Array): string {
  return data.some(Number.isNaN) ? 'NaN' : '±∞';
}

/** Those texts that are shorter than all before them. */
export function shortening(texts: readonly string[]): readonly string[] {
  return texts.filter((text, i) => texts.slice(0, i).every((before) => text.length < before.length));
}
