import type { Node } from '../instrument/syntax.ts';

/** A number of rows, columns or elements that is not chosen yet; sizes that have to agree are one. */
export class Size {
  #same: Size | undefined;
  #exact: number | undefined;
  #least = 1;
  /** The size is the product of these. */
  #factors: readonly Size[] = [];

  /** @param exact how many, where that is known */
  constructor(exact?: number) {
    this.#exact = exact;
  }

  /** A size that is the product of others. */
  static product(factors: readonly Size[]): Size {
    const size = new Size();
    size.#factors = factors;
    return size;
  }

  /** The one that stands for all sizes that agree with this one. */
  get root(): Size {
    return this.#same?.root ?? this;
  }

  get exact(): number | undefined {
    const root = this.root;
    if (root.#exact !== undefined || root.#factors.length === 0) return root.#exact;
    const factors = root.#factors.map(({ exact }) => exact);
    return factors.some((factor) => factor === undefined)
      ? undefined
      : factors.reduce((product: number, factor) => product * factor!, 1);
  }

  /** How many there are at least. */
  get least(): number {
    return this.root.#least;
  }

  /** The sizes that have to be chosen for this one. */
  get free(): readonly Size[] {
    const root = this.root;
    if (root.#exact !== undefined) return [];
    return root.#factors.length === 0 ? [root] : root.#factors.flatMap(({ free }) => free);
  }

  /** How many there are, with `of` saying it of each that has to be chosen. */
  count(of: (free: Size) => number): number {
    const root = this.root;
    if (root.#exact !== undefined) return root.#exact;
    return root.#factors.length === 0
      ? of(root)
      : root.#factors.reduce((product, factor) => product * factor.count(of), 1);
  }

  agree(other: Size): void {
    const [a, b] = [this.root, other.root];
    if (a === b) return;
    const [kept, gone] = b.#exact !== undefined || b.#factors.length > 0 ? [b, a] : [a, b];
    if (gone.#factors.length > 0 && kept.exact !== undefined) gone.#split(kept.exact);
    gone.#same = kept;
    kept.#exact ??= gone.#exact;
    kept.#least = Math.max(kept.#least, gone.#least);
  }

  /** Makes the product a number: the first factor that is free takes it all. */
  #split(product: number): void {
    const free = this.#factors.filter((factor) => factor.exact === undefined);
    const rest = this.#factors.reduce((left, { exact }) => left / (exact ?? 1), product);
    free.forEach((factor, i) => factor.agree(new Size(i === 0 ? rest : 1)));
  }

  needs(least: number): void {
    const root = this.root;
    root.#least = Math.max(root.#least, least);
  }
}

/** What a value has to be. `open` is filled in by how the value is used. */
export type What =
  | { readonly is: 'open' }
  | { readonly is: 'number'; size?: Size; isWhole?: boolean }
  | { readonly is: 'matrix'; readonly rows: Size; readonly columns: Size; isDefinite?: boolean }
  /** An array; `typed` names its class where that is not Array. */
  | { readonly is: 'list'; readonly length: Size; readonly of: Guess; readonly typed?: string }
  | { readonly is: 'tuple'; readonly of: readonly Guess[] }
  | { readonly is: 'object'; readonly fields: Map<string, Guess> }
  | { readonly is: 'function'; readonly result: Guess; readonly parameters: readonly Guess[] }
  /** A function of the source, which is followed when it is called. */
  | { readonly is: 'code'; readonly node: Node; readonly scope: object; readonly self?: Guess }
  | { readonly is: 'map'; readonly key: Guess; readonly of: Guess }
  | { readonly is: 'set'; readonly of: Guess }
  /** An object of a class of the source, with what its constructor is given. */
  | {
      readonly is: 'instance';
      readonly name: string;
      readonly given: readonly Guess[];
      readonly fields: Map<string, Guess>;
    }
  /** A value that can only be written one way: a string, a member of an enumeration; `isAny` of a string that may be another. */
  | { readonly is: 'text'; text: string; isAny?: boolean }
  /** Nothing is known that could be written. */
  | { readonly is: 'unknown' };

export type WhatOf<K extends What['is']> = Extract<What, { readonly is: K }>;

/** A value of the program while its arguments are guessed. Values that have to be alike share what is known. */
export class Guess {
  /** The name that it goes by. */
  name: string;
  /** It may be left out. */
  isOptional = false;
  #what: What;
  #same: Guess | undefined;

  constructor(what: What = { is: 'open' }, name = '') {
    this.#what = what;
    this.name = name;
  }

  get what(): What {
    return this.#same?.what ?? this.#what;
  }

  /** What it is if it is of a kind; an open guess becomes what `make` says. */
  as<K extends What['is']>(kind: K, make?: () => WhatOf<K>): WhatOf<K> | undefined {
    if (this.#same) return this.#same.as(kind, make);
    if (this.#what.is === 'open' && make) this.#what = make();
    return this.#what.is === kind ? (this.#what as WhatOf<K>) : undefined;
  }

  /** From now on this is the other, too; for one that is open. */
  become(other: Guess): void {
    if (this.#same) this.#same.become(other);
    else if (other.root !== this) this.#same = other;
  }

  /** The one that stands for all that this one became. */
  get root(): Guess {
    return this.#same?.root ?? this;
  }

  number(): WhatOf<'number'> | undefined {
    return this.as('number', () => ({ is: 'number' }));
  }

  matrix(): WhatOf<'matrix'> | undefined {
    return this.as('matrix', () => ({ is: 'matrix', rows: new Size(), columns: new Size() }));
  }

  list(): WhatOf<'list'> | undefined {
    return this.as('list', () => ({
      is: 'list',
      length: new Size(),
      of: new Guess({ is: 'open' }, this.name),
    }));
  }

  object(): WhatOf<'object'> | WhatOf<'instance'> | undefined {
    return this.as('instance') ?? this.as('object', () => ({ is: 'object', fields: new Map() }));
  }
}

/** Values that have to be alike, as far as both are known. */
export function alike(a: Guess, b: Guess): void {
  if (a.root === b.root) return;
  const [x, y] = [a.what, b.what];
  if (x.is === 'open') a.become(b);
  else if (y.is === 'open') b.become(a);
  else if (x.is === 'matrix' && y.is === 'matrix') {
    x.rows.agree(y.rows);
    x.columns.agree(y.columns);
  } else if (x.is === 'list' && y.is === 'list') {
    x.length.agree(y.length);
    alike(x.of, y.of);
  }
}
