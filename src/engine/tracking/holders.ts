import { Given } from './given.ts';

class Numbered extends Given {
  readonly #number: number;
  readonly #name: number;

  constructor(matrix: object, number: number, name: number) {
    super(matrix);
    this.#number = number;
    this.#name = name;
  }

  static find(matrix: object): number {
    return #number in matrix ? matrix.#number : 0;
  }

  static nameOf(matrix: object): number | undefined {
    return #name in matrix ? matrix.#name : undefined;
  }
}

/**
 * Numbers of the matrices that got a name, from 1. Several may hold the same elements, a clone and what it is of, so the elements do not
 * tell which of them a name means once one is changed in place. The number stands in the matrix, because a map of weak references costs as
 * much as a small product.
 */
export class Holders {
  #count = 0;

  /** The number of a matrix that gets the name at a site; 0 of one that takes no fields. */
  named(matrix: object, site: number): number {
    const known = Numbered.find(matrix);
    if (known > 0 || !Object.isExtensible(matrix)) return known;
    new Numbered(matrix, ++this.#count, site);
    return this.#count;
  }

  /** The number of a matrix, 0 if it never got a name. */
  find(matrix: object): number {
    return Numbered.find(matrix);
  }

  /** The site of the first name that a matrix got. */
  nameOf(matrix: object): number | undefined {
    return Numbered.nameOf(matrix);
  }
}
