/**
 * How numbers are written. For people: few digits, a true minus sign, aligned; a nonzero is never shown as 0, and
 * NaN, ∞ and −0 are seen. For machines: the shortest digits that read back as the same number. No locale anywhere.
 */

import { countText } from '../../shared/tensor.ts';

const exponentialFrom = 1e6;
const exponentialBelow = 1e-3;

/** NaN, ±∞ and −0; undefined for all other numbers. */
function special(x: number): string | undefined {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Infinity) return '∞';
  if (x === -Infinity) return '−∞';
  return Object.is(x, -0) ? '−0' : undefined;
}

/** A true minus sign for every hyphen: `−1.5e−7`. */
function typeset(digits: string): string {
  return digits.replaceAll('-', '−').replace('e+', 'e');
}

/** Places after the point of numbers below 100, for people, unless `showPlaces` said otherwise. */
export const usualPlaces = 4;
let most = usualPlaces;

/** Sets how many places after the point people see, 2 to 15: one number for the whole process, or page. */
export function showPlaces(places: number): void {
  most = Math.min(15, Math.max(2, Math.round(places) || usualPlaces));
}

/** How many places people see now. */
export function shownPlaces(): number {
  return most;
}

/** Places after the point that show a number of this magnitude with about two digits more than the most places. */
function placesFor(magnitude: number): number {
  if (magnitude < 100) return most;
  return Math.max(0, most + 1 - Math.floor(Math.log10(magnitude)));
}

/** One number by itself: `55.9213`, `4`, `−0.01235`, `3.142e−7`. */
export function shortNumber(x: number): string {
  const word = special(x);
  if (word !== undefined) return word;
  const magnitude = Math.abs(x);
  if (Number.isInteger(x) && magnitude < exponentialFrom) return typeset(String(x));
  if (magnitude >= exponentialFrom || magnitude < exponentialBelow) return typeset(x.toExponential(most - 1));
  return typeset(magnitude < 0.1 ? x.toPrecision(most) : x.toFixed(placesFor(magnitude)));
}

/** A number of the program's text or a count: as it is written there where that is no longer: `0.6`, `1e−8`, but `0.3333`. */
export function constantText(x: number): string {
  const [written, short] = [typeset(String(x)), shortNumber(x)];
  return Number.isFinite(x) && x !== 0 && written.length < short.length ? written : short;
}

/** One number with so many significant digits, where there is less room: `55.92`, `806`, `1.7e−5`; the shorter way of writing it. */
export function briefNumber(x: number, digits: number): string {
  const word = special(x);
  if (word !== undefined) return word;
  if (x === 0) return '0';
  const exponential = x.toExponential(digits - 1);
  const places = digits - 1 - Number(exponential.split('e')[1]);
  const plain = Number.isInteger(x) ? String(x) : x.toFixed(Math.min(100, Math.max(0, places)));
  const [short, long] = [typeset(plain), typeset(exponential)];
  return short.length > long.length ? long : short;
}

/**
 * Numbers that stand together: the same places after the point for all, so that right-aligned they compare by eye.
 * An exact zero is a bare `0`.
 *
 * @param fewer places after the point that there is no room for
 */
export function alignedNumbers(data: ArrayLike<number>, fewer = 0): string[] {
  const numbers = Array.from(data);
  const finite = numbers.filter(Number.isFinite);
  const largest = finite.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  if (largest >= exponentialFrom || (largest > 0 && largest < exponentialBelow)) {
    return numbers.map(
      (x) => special(x) ?? (x === 0 ? '0' : typeset(x.toExponential(Math.max(0, most - 1 - fewer)))),
    );
  }
  const places = finite.every(Number.isInteger) ? 0 : Math.max(0, placesFor(largest) - fewer);
  return numbers.map((x) => {
    const word = special(x) ?? (x === 0 ? '0' : undefined);
    if (word !== undefined) return word;
    const digits = x.toFixed(places);
    return typeset(Number(digits) === 0 ? x.toExponential(1) : digits);
  });
}

/** An error or a tolerance, to one digit: `3e−10`. */
export function roughNumber(x: number): string {
  return special(x) ?? (x === 0 ? '0' : typeset(x.toExponential(0)));
}

/** `1 equation`, `45,960 equations`. */
export function plural(n: number, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** A duration: `1.8 ms`, `320 ms`, `2.4 s`. */
export function milliseconds(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

/** A number as JSON can carry it: what JSON has no digits for is a string. */
export function jsonNumber(x: number): number | string {
  if (Object.is(x, -0)) return '-0';
  return Number.isFinite(x) ? x : String(x);
}

/** A number as Python reads it, with the digits that JavaScript prints. */
export function pythonNumber(x: number): string {
  if (Object.is(x, -0)) return '-0.0';
  if (Number.isNaN(x)) return 'nan';
  return String(x).replace('Infinity', 'inf');
}
