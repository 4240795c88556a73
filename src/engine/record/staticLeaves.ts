import { sizeOf } from '../../shared/tensor.ts';
import type { Leaf } from '../../shared/trace.ts';
import type { Floats } from './columns.ts';

/** Static leaves, whose numbers stand among the constants: equations read them there, and so does the trace. */
export class StaticLeaves {
  /** Where the first number of a leaf stands, by the leaf. */
  readonly #places = new Map<Leaf, number>();

  add(leaf: Leaf, at: number): Leaf {
    this.#places.set(leaf, at);
    return leaf;
  }

  /** The leaves with the values of the static ones, once the column of constants grows no more. */
  finish(leaves: readonly Leaf[], { data }: Floats): Leaf[] {
    return leaves.map((leaf) => {
      const at = this.#places.get(leaf);
      return at === undefined ? leaf : { ...leaf, value: data.subarray(at, at + sizeOf(leaf.shape)) };
    });
  }
}
