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
  readonly #stackSite = new Int32Array(STACK);
  /** Scope of each call on the stack, plus one; 0 where it has none yet. */
  readonly #stackScope = new Int32Array(STACK);
  readonly #stackMember: (string | undefined)[] = [];
  #depth = 0;
  /** Scope of the innermost call, plus one; 0 where it has none yet. */
  #current = 1;

  constructor() {
    this.#site.push(-1);
    this.#parent.push(-1);
    this.#stackScope[0] = 1;
  }

  /** Enters a call; `leave` must follow. `member` names an ml-matrix member whose inside folds into one row. */
  enter(site: number, member?: string): void {
    const depth = ++this.#depth;
    if (depth >= STACK) return;
    this.#stackSite[depth] = site;
    this.#stackScope[depth] = 0;
    this.#stackMember[depth] = member;
    this.#current = 0;
  }

  leave(): void {
    const depth = --this.#depth;
    if (depth < STACK) this.#current = this.#stackScope[depth]!;
  }

  /** The scope of the innermost call. */
  current(): number {
    return (this.#current || this.#make(Math.min(this.#depth, STACK - 1))) - 1;
  }

  #make(depth: number): number {
    const parent = this.#stackScope[depth - 1]! || this.#make(depth - 1);
    const member = this.#stackMember[depth];
    const scope = this.#parent.length;
    this.#site.length = scope;
    this.#site.push(this.#stackSite[depth]!);
    this.#parent.push(parent - 1);
    if (member !== undefined) this.#members.set(scope, member);
    return (this.#current = this.#stackScope[depth] = this.#parent.length);
  }

  finish(): Trace['scopes'] {
    return { parent: this.#parent.finish(), site: this.#site.finish(), members: this.#members };
  }
}
