import type { Trace } from '../../shared/trace.ts';
import { Ints } from './columns.ts';

/** Calls deeper than this share the scope of the last one that has its own. */
const STACK = 20_000;

/**
 * The stack of calls in progress, and the scopes of the trace. A call gets a scope when its first equation is recorded, because
 * most calls of a program compute nothing. As in the recorder, a scope counts when its last column is stored.
 */
export class Scopes {
  readonly #parent = new Ints();
  readonly #site = new Ints();
  readonly #members = new Map<number, string>();
  /**
   * Of each call in progress its scope plus one, above 0. Where it has none yet, −2 less twice its site, and one less for a member:
   * entering a call is one store.
   */
  readonly #stack = new Int32Array(STACK);
  /** The names of the members among them. */
  readonly #stackMember: string[] = [];
  #depth = 0;

  constructor() {
    this.#site.push(-1);
    this.#parent.push(-1);
    this.#stack[0] = 1;
  }

  /** Enters a call; `leave` must follow. */
  enter(site: number): void {
    const depth = ++this.#depth;
    if (depth < STACK) this.#stack[depth] = -2 - 2 * site;
  }

  /** Enters a call of a member of ml-matrix whose inside folds into one row; `leave` must follow. */
  enterMember(site: number, name: string): void {
    const depth = this.#depth + 1;
    if (depth < STACK) this.#stackMember[depth] = name;
    this.enter(site);
    if (depth < STACK) this.#stack[depth]!--;
  }

  leave(): void {
    this.#depth--;
  }

  /** The scope of the innermost call. */
  current(): number {
    const depth = Math.min(this.#depth, STACK - 1);
    const entry = this.#stack[depth]!;
    return (entry > 0 ? entry : this.#make(depth, entry)) - 1;
  }

  #make(depth: number, entry: number): number {
    const above = this.#stack[depth - 1]!;
    const parent = above > 0 ? above : this.#make(depth - 1, above);
    const scope = this.#parent.length;
    const coded = -2 - entry;
    this.#site.length = scope;
    this.#site.push(coded >> 1);
    this.#parent.push(parent - 1);
    if (coded & 1) this.#members.set(scope, this.#stackMember[depth]!);
    return (this.#stack[depth] = this.#parent.length);
  }

  finish(): Trace['scopes'] {
    return { parent: this.#parent.finish(), site: this.#site.finish(), members: this.#members };
  }
}
