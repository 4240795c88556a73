/**
 * Numbers of the matrices that got a name, from 1. Several may hold the same elements, a clone and what it is of, so the elements do not
 * tell which of them a name means once one is changed in place.
 */
export class Holders {
  readonly #numbers = new WeakMap<object, number>();
  #count = 0;

  /** The number of a matrix that gets a name. */
  named(matrix: object): number {
    const known = this.#numbers.get(matrix);
    if (known !== undefined) return known;
    this.#numbers.set(matrix, ++this.#count);
    return this.#count;
  }

  /** The number of a matrix, 0 if it never got a name. */
  find(matrix: object): number {
    return this.#count === 0 ? 0 : (this.#numbers.get(matrix) ?? 0);
  }
}
