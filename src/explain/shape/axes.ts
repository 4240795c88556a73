/** What is known of the numbers along a side of a matrix, or in a vector: two sides are one axis if their numbers belong together. */
export class Axes {
  readonly #parent: number[] = [0];
  readonly #groups: Set<string>[] = [new Set()];

  /** A new axis. @param group what its numbers came with: the data, or the parameters of one object */
  make(group?: string): number {
    this.#groups.push(new Set(group === undefined ? [] : [group]));
    return this.#parent.push(this.#parent.length) - 1;
  }

  /** Whether two are one; of what is not known nothing is. */
  areOne(a: number, b: number): boolean {
    return a > 0 && b > 0 && this.#root(a) === this.#root(b);
  }

  /** Says that two are one. */
  join(a: number, b: number): void {
    const [one, other] = [this.#root(a), this.#root(b)];
    if (one === 0 || other === 0 || one === other) return;
    this.#parent[other] = one;
    for (const group of this.#groups[other]!) this.#groups[one]!.add(group);
  }

  /** What the numbers of an axis came with. */
  groups(axis: number): ReadonlySet<string> {
    return this.#groups[this.#root(axis)]!;
  }

  #root(axis: number): number {
    let at = axis;
    while (this.#parent[at] !== at) at = this.#parent[at]!;
    return at;
  }
}
