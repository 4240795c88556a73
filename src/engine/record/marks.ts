import {
  guardKinds,
  mostFurther,
  type Cut,
  type CutReason,
  type GuardKind,
  type Guards,
  type Overwrites,
  type Trace,
} from '../../shared/trace.ts';
import { Ints } from './columns.ts';
import type { Scopes } from './scopes.ts';

/*
 * What a trace notes between equations: guards, loop iterations, names bound to values, changes in place, and cuts. All but the few cuts are rows of
 * columns. A stack that is full may end any push, so a row counts when its last column is stored, and the next row overwrites what was
 * left undone.
 */

/** The branches taken. */
export class GuardColumns {
  readonly #kind = new Ints();
  readonly #lhs = new Ints();
  readonly #rhs = new Ints();
  readonly #outcome = new Ints();
  readonly #site = new Ints();
  readonly #equation = new Ints();

  /** @param equation number of equations recorded before the guard */
  push(kind: GuardKind, site: number, lhs: number, rhs: number, outcome: boolean, equation: number): void {
    const count = this.#equation.length;
    this.#kind.length = this.#lhs.length = this.#rhs.length = count;
    this.#outcome.length = this.#site.length = count;
    this.#kind.push(guardKinds.indexOf(kind));
    this.#lhs.push(lhs);
    this.#rhs.push(rhs);
    this.#outcome.push(outcome ? 1 : 0);
    this.#site.push(site);
    this.#equation.push(equation);
  }

  finish(): Guards {
    return {
      kind: new Uint8Array(this.#kind.finish()),
      lhs: this.#lhs.finish(),
      rhs: this.#rhs.finish(),
      outcome: new Uint8Array(this.#outcome.finish()),
      site: this.#site.finish(),
      equation: this.#equation.finish(),
    };
  }
}

/** The starts of loop iterations. */
export class IterationColumns {
  readonly #equation = new Ints();
  readonly #site = new Ints();
  readonly #scope = new Ints();
  readonly #skipped = new Ints();

  /** How many there are. */
  get count(): number {
    return this.#skipped.length;
  }

  /** An iteration of the loop at `site` starts before `equation`. One that follows another of this loop at once is only counted. */
  push(equation: number, site: number, scopes: Scopes): void {
    const last = this.#skipped.length - 1;
    const scope = scopes.current();
    if (last >= 0 && this.#equation.data[last] === equation && this.#site.data[last] === site) {
      if (this.#scope.data[last] === scope) {
        this.#skipped.data[last]!++;
        return;
      }
    }
    this.#equation.length = this.#site.length = this.#scope.length = last + 1;
    this.#equation.push(equation);
    this.#site.push(site);
    this.#scope.push(scope);
    this.#skipped.push(0);
  }

  finish(): Trace['iterations'] {
    return {
      equation: this.#equation.finish(),
      site: this.#site.finish(),
      scope: this.#scope.finish(),
      skipped: this.#skipped.finish(),
    };
  }
}

/** The names bound to values. */
export class NameColumns {
  /** Element id, site, size and time of each, side by side: a program binds a name every few equations. */
  readonly #rows = new Ints(1024);
  /** Names whose value a matrix holds, and the matrix: most are of numbers. */
  readonly #heldRow = new Ints(4);
  readonly #holder = new Ints(4);

  /** How many there are. */
  get count(): number {
    return this.#rows.length >> 2;
  }

  /**
   * The value of `size` elements that starts with element `id`, held by matrix `holder`, got the name at `site` at `time`. A repetition
   * at the same time leaves no row.
   */
  push(id: number, site: number, size: number, holder: number, time: number): void {
    const rows = this.#rows;
    const at = rows.length;
    if (at > 0) {
      const { data } = rows;
      const isSame = data[at - 4] === id && data[at - 3] === site && data[at - 2] === size;
      if (isSame && data[at - 1] === time && this.#holderOf((at >> 2) - 1) === holder) return;
    }
    rows.reserve(4);
    const { data } = rows;
    data[at] = id;
    data[at + 1] = site;
    data[at + 2] = size;
    data[at + 3] = time;
    if (this.#holderOf(at >> 2) !== holder) this.#hold(at >> 2, holder);
    rows.length = at + 4;
  }

  finish(): Omit<Required<Trace['names']>, 'holder'> {
    const { data } = this.#rows;
    const column = (k: number) => {
      const numbers = new Int32Array(this.count);
      for (let i = 0; i < numbers.length; i++) numbers[i] = data[4 * i + k]!;
      return numbers;
    };
    return { id: column(0), site: column(1), size: column(2), time: column(3) };
  }

  /** The matrix that holds the value of each, 0 where none does. */
  holders(): Int32Array {
    const holders = new Int32Array(this.count);
    for (let k = 0; k < this.#holder.length; k++) holders[this.#heldRow.data[k]!] = this.#holder.data[k]!;
    return holders;
  }

  /** The holder of one of the last two rows. */
  #holderOf(row: number): number {
    const k = this.#holder.length - 1;
    return this.#heldRow.data[k] === row ? this.#holder.data[k]! : 0;
  }

  #hold(row: number, holder: number): void {
    this.#heldRow.length = this.#holder.length;
    this.#heldRow.push(row);
    this.#holder.push(holder);
  }
}

/** The changes in place of matrices that have names. */
export class OverwriteColumns {
  readonly #holder = new Ints(4);
  readonly #id = new Ints(4);
  readonly #site = new Ints(4);
  readonly #name = new Ints(4);
  readonly #equation = new Ints(4);

  /** How many there are. */
  get count(): number {
    return this.#equation.length;
  }

  /** See `Trace.overwrites`. Of changes in part, one after another at the same place, the first has a row. */
  push(holder: number, id: number, site: number, name: number, equation: number): void {
    const last = this.#equation.length - 1;
    const isSame = (column: Ints, value: number) => column.data[last] === value;
    if (id === 0 && last >= 0 && isSame(this.#id, 0) && isSame(this.#holder, holder)) {
      if (isSame(this.#site, site)) return;
    }
    this.#holder.length = this.#id.length = this.#site.length = this.#name.length = last + 1;
    this.#holder.push(holder);
    this.#id.push(id);
    this.#site.push(site);
    this.#name.push(name);
    this.#equation.push(equation);
  }

  finish(): Overwrites {
    return {
      holder: this.#holder.finish(),
      id: this.#id.finish(),
      site: this.#site.finish(),
      name: this.#name.finish(),
      equation: this.#equation.finish(),
    };
  }
}

/** The places where numbers lost their tracking. */
export class CutList {
  readonly #cuts: {
    readonly first: Omit<Cut, 'repeats' | 'further'>;
    readonly further: Ints;
    repeats: number;
  }[] = [];
  /** Index of the cut of each site, reason and destination. */
  readonly #at = new Map<string, number>();

  /**
   * Element `id` left the trace; further ones for the same reason at the same place belong to the same cut.
   *
   * @param equation number of equations recorded before the cut
   */
  push(id: number, reason: CutReason, to: string, site: number, equation: number): void {
    const key = `${site} ${reason} ${to}`;
    const at = this.#at.get(key);
    if (at === undefined) {
      const first = { id, reason, to, site, equation };
      this.#at.set(key, this.#cuts.push({ first, further: new Ints(4), repeats: 0 }) - 1);
    } else {
      const cut = this.#cuts[at]!;
      cut.repeats++;
      if (cut.further.length < mostFurther) cut.further.push(id);
    }
  }

  finish(): Cut[] {
    return this.#cuts.map(({ first, further, repeats }) => ({
      ...first,
      repeats,
      ...(repeats > 0 && { further: further.finish() }),
    }));
  }
}
