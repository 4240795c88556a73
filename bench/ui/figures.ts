import { unit } from './machine.ts';

/** Times of one thing, each with the unit beside it. */
interface Times {
  readonly name: string;
  readonly aim: string;
  readonly samples: { readonly ms: number; readonly unit: number }[];
}

/** The times of a part, by name, in the order in which they came. */
export class Figures {
  readonly #times = new Map<string, Times>();
  #unit = unit();

  /** Measures the unit anew: before each sample. */
  begin(): void {
    this.#unit = median([unit(), unit(), unit()]);
  }

  /** A time in milliseconds; NaN counts as none. */
  add(name: string, ms: number, aim = ''): void {
    const times = this.#times.get(name) ?? { name, aim, samples: [] };
    this.#times.set(name, times);
    if (!Number.isNaN(ms)) times.samples.push({ ms, unit: this.#unit });
  }

  /** Medians and least times, in milliseconds and in units. */
  print(title: string): void {
    const lines = [...this.#times.values()].map(({ name, aim, samples }) => {
      const all = samples.map(({ ms }) => ms);
      const units = samples.map((sample) => sample.ms / sample.unit);
      return [
        ...[name, ms(median(all)), ms(least(all)), units1(median(units)), units1(least(units))],
        ...[String(samples.length), aim],
      ];
    });
    printTable([title, 'ms', 'least', 'units', 'least', 'samples', 'aim'], lines);
  }
}

/** Prints a table as Markdown. */
export function printTable(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i]!.length)));
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  console.log([row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row), ''].join('\n'));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const least = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : NaN);
const ms = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(0));
const units1 = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(1));
