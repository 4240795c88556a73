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
import { enlarged, Ints } from './columns.ts';
import type { Scopes } from './scopes.ts';

/*
 * What a trace notes between equations: guards, loop iterations, names bound to values, changes in place, and cuts. All but the few cuts are rows of
 * columns. A stack that is full may end any call in a push, so a row counts when its last column is stored, and the next row overwrites
 * what was left undone.
 */

/** The branches taken. */
export class GuardColumns {
  #count = 0;
  #capacity = 1 << 8;
  #kind = new Uint8Array(this.#capacity);
  #lhs = new Int32Array(this.#capacity);
  #rhs = new Int32Array(this.#capacity);
  #outcome = new Uint8Array(this.#capacity);
  #site = new Int32Array(this.#capacity);
  #time = new Int32Array(this.#capacity);

  /** @param time number of equations and starts of iterations recorded before the guard */
  push(kind: GuardKind, site: number, lhs: number, rhs: number, outcome: boolean, time: number): void {
    const code = guardKinds.indexOf(kind);
    const row = this.#count;
    if (row === this.#capacity) this.#grow();
    this.#kind[row] = code;
    this.#lhs[row] = lhs;
    this.#rhs[row] = rhs;
    this.#outcome[row] = outcome ? 1 : 0;
    this.#site[row] = site;
    this.#time[row] = time;
    this.#count = row + 1;
  }

  #grow(): void {
    const capacity = enlarged(this.#capacity);
    const [kind, outcome] = [new Uint8Array(capacity), new Uint8Array(capacity)];
    kind.set(this.#kind);
    outcome.set(this.#outcome);
    this.#kind = kind;
    this.#outcome = outcome;
    this.#lhs = Ints.longer(this.#lhs, capacity);
    this.#rhs = Ints.longer(this.#rhs, capacity);
    this.#site = Ints.longer(this.#site, capacity);
    this.#time = Ints.longer(this.#time, capacity);
    this.#capacity = capacity;
  }

  /** @param iterations numbers of equations recorded before the starts of iterations */
  finish(iterations: Int32Array): Guards {
    const time = this.#time.subarray(0, this.#count);
    let started = 0;
    const equation = time.map((at) => {
      while (started < iterations.length && iterations[started]! + started < at) started++;
      return at - started;
    });
    return {
      kind: this.#kind.subarray(0, this.#count),
      lhs: this.#lhs.subarray(0, this.#count),
      rhs: this.#rhs.subarray(0, this.#count),
      outcome: this.#outcome.subarray(0, this.#count),
      site: this.#site.subarray(0, this.#count),
      equation,
      time,
    };
  }
}

/** The starts of loop iterations. */
export class IterationColumns {
  /** How many there are. */
  count = 0;
  #capacity = 1 << 8;
  #equation = new Int32Array(this.#capacity);
  #site = new Int32Array(this.#capacity);
  #scope = new Int32Array(this.#capacity);
  #skipped = new Int32Array(this.#capacity);

  /** An iteration of the loop at `site` starts before `equation`. One that follows another of this loop at once is only counted. */
  push(equation: number, site: number, scopes: Scopes): void {
    const row = this.count;
    const last = row - 1;
    const scope = scopes.current();
    if (last >= 0 && this.#equation[last] === equation && this.#site[last] === site) {
      if (this.#scope[last] === scope) {
        this.#skipped[last]!++;
        return;
      }
    }
    if (row === this.#capacity) this.#grow();
    this.#equation[row] = equation;
    this.#site[row] = site;
    this.#scope[row] = scope;
    this.count = row + 1;
  }

  #grow(): void {
    const capacity = enlarged(this.#capacity);
    this.#equation = Ints.longer(this.#equation, capacity);
    this.#site = Ints.longer(this.#site, capacity);
    this.#scope = Ints.longer(this.#scope, capacity);
    this.#skipped = Ints.longer(this.#skipped, capacity);
    this.#capacity = capacity;
  }

  finish(): Trace['iterations'] {
    return {
      equation: this.#equation.subarray(0, this.count),
      site: this.#site.subarray(0, this.count),
      scope: this.#scope.subarray(0, this.count),
      skipped: this.#skipped.subarray(0, this.count),
    };
  }
}

/** The names bound to values. */
export class NameColumns {
  /** How many there are. */
  count = 0;
  #capacity = 1 << 8;
  #id = new Int32Array(this.#capacity);
  #site = new Int32Array(this.#capacity);
  #size = new Int32Array(this.#capacity);
  #time = new Int32Array(this.#capacity);
  /** Names whose value a matrix holds, and the matrix: most are of numbers. */
  readonly #heldRow = new Ints(4);
  readonly #holder = new Ints(4);

  /**
   * The value of `size` elements that starts with element `id`, held by matrix `holder`, got the name at `site` at `time`. A repetition
   * at the same time leaves no row.
   */
  push(id: number, site: number, size: number, holder: number, time: number): void {
    const row = this.count;
    const last = row - 1;
    if (last >= 0 && this.#time[last] === time && this.#id[last] === id && this.#site[last] === site) {
      if (this.#size[last] === size && this.#holderOf(last) === holder) return;
    }
    if (row === this.#capacity) this.#grow();
    this.#id[row] = id;
    this.#site[row] = site;
    this.#size[row] = size;
    this.#time[row] = time;
    if (this.#holderOf(row) !== holder) this.#hold(row, holder);
    this.count = row + 1;
  }

  #grow(): void {
    const capacity = enlarged(this.#capacity);
    this.#id = Ints.longer(this.#id, capacity);
    this.#site = Ints.longer(this.#site, capacity);
    this.#size = Ints.longer(this.#size, capacity);
    this.#time = Ints.longer(this.#time, capacity);
    this.#capacity = capacity;
  }

  finish(): Omit<Required<Trace['names']>, 'holder'> {
    return {
      id: this.#id.subarray(0, this.count),
      site: this.#site.subarray(0, this.count),
      size: this.#size.subarray(0, this.count),
      time: this.#time.subarray(0, this.count),
    };
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
    return k >= 0 && this.#heldRow.data[k] === row ? this.#holder.data[k]! : 0;
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
