import { sizeOf } from '../../../shared/tensor.ts';
import type { NotChecked } from '../../../shared/check.ts';
import type { Trace } from '../../../shared/trace.ts';
import type { Part } from '../endings.ts';
import { leafName } from '../finder.ts';
import type { Direction } from './directions.ts';

/** Which elements were left out of a comparison, and why: the first reason given of an element stays. */
export class LeftOut {
  readonly #leaves: Trace['leaves'];
  readonly #why: (string | undefined)[][];
  readonly #refuted: (string | undefined)[][];

  constructor({ leaves }: Trace) {
    this.#leaves = leaves;
    this.#why = leaves.map(() => []);
    this.#refuted = leaves.map(() => []);
  }

  /** The elements that a direction moves could not be compared along it. */
  add(direction: Direction, why: string): void {
    direction.forEach((data, i) => data.forEach((d, k) => d !== 0 && (this.#why[i]![k] ??= why)));
  }

  /** They were compared along another one. */
  compared(direction: Direction): void {
    direction.forEach((data, i) => data.forEach((d, k) => d !== 0 && (this.#why[i]![k] = undefined)));
  }

  /** Whatever was compared, the gradient of these is not what a person would take it for. */
  refute({ leaf, elements }: Part, why: string): void {
    for (const k of elements) this.#refuted[leaf]![k] ??= why;
  }

  /** By leaf and reason. */
  list(): NotChecked[] {
    return this.#leaves.flatMap((leaf, i) => {
      const { shape } = leaf;
      const byReason = new Map<string, number[]>();
      for (let k = 0; k < sizeOf(shape); k++) {
        const why = this.#refuted[i]![k] ?? this.#why[i]![k];
        if (why === undefined) continue;
        const elements = byReason.get(why);
        if (elements) elements.push(k);
        else byReason.set(why, [k]);
      }
      return [...byReason].map(([why, elements]) => ({
        path: leafName(leaf),
        shape,
        elements: elements.length === sizeOf(shape) ? null : elements,
        why,
      }));
    });
  }
}
