import type { Trace } from '../../shared/trace.ts';
import { mixed } from './form.ts';
import type { Within } from './siteSpans.ts';
import { NodeKind, type FoldTree } from './tree.ts';

/** A loop in progress: its round is the node after it on the stack. */
interface OpenLoop {
  readonly depth: number;
  /** Form of the round before. */
  before: number;
  /** The first equation since the last one in its source range; −1 if that was the last. */
  outside: number;
  /** How many nodes there were then, and the round's form. */
  nodes: number;
  form: number;
}

const noLoops: OpenLoop[] = [];

/** Makes a fold tree from equations and marks in order. The stack holds the nodes in progress: calls, and in each loops and rounds. */
export class TreeBuilder {
  readonly #scopes: Trace['scopes'];
  /** The member that a scope folds into, or −1. */
  readonly #folded: Int32Array;
  readonly #within: Within;
  readonly #kind: number[] = [];
  readonly #site: number[] = [];
  readonly #scope: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #parent: number[] = [];
  readonly #end: number[] = [];
  readonly #round: number[] = [];
  readonly #mark: number[] = [];
  readonly #form: number[] = [];
  readonly #stack: number[] = [];
  /** The open loops of each call in progress, outermost first. Most calls have none, and share an empty list. */
  readonly #calls: OpenLoop[][] = [];
  /** Of each scope its place in `calls`, plus one. */
  readonly #level: Int32Array;
  /** The calls that `enter` is about to open; empty in between. */
  readonly #below: number[] = [];
  #marks = 0;
  #lastScope = -1;
  #lastSite = -1;

  constructor(scopes: Trace['scopes'], folded: Int32Array, within: Within) {
    this.#scopes = scopes;
    this.#folded = folded;
    this.#within = within;
    this.#level = new Int32Array(scopes.parent.length);
    this.#call(0, 0);
  }

  /** Equation `e` happened. */
  equation(e: number, scope: number, site: number, op: number): void {
    if (scope !== this.#lastScope || site !== this.#lastSite) this.#enter(e, scope, site);
    this.#lastScope = scope;
    this.#lastSite = site;
    const top = this.#stack.at(-1)!;
    this.#form[top] = mixed(mixed(this.#form[top]!, op), site);
  }

  /** A round of the loop at `site` starts before equation `e`, after `skipped` that recorded nothing. */
  mark(e: number, scope: number, site: number, skipped: number): void {
    const mark = this.#marks++;
    if (this.#folded[scope]! >= 0) return;
    this.#lastScope = -1;
    this.#enter(e, scope, site);
    let loops = this.#calls.at(-1)!;
    const known = loops.findIndex(({ depth }) => this.#site[this.#stack[depth]!] === site);
    let number = skipped;
    if (known < 0) {
      if (loops === noLoops) loops = this.#calls[this.#calls.length - 1] = [];
      loops.push({ depth: this.#stack.length, before: 0, outside: -1, nodes: 0, form: 0 });
      this.#open(NodeKind.loop, site, scope, e);
    } else {
      const loop = loops[known]!;
      this.#closeLoops(known + 1, e);
      loop.outside = -1;
      number += this.#round[this.#stack.at(-1)!]! + 1;
      this.#closeRound(loop, e);
    }
    this.#open(NodeKind.round, site, scope, e);
    this.#mark[this.#stack.at(-1)!] = mark;
    this.#round[this.#stack.at(-1)!] = number;
    this.#round[this.#stack.at(-2)!] = number + 1;
  }

  finish(equations: number): FoldTree {
    this.#closeCalls(0, equations);
    return {
      count: this.#kind.length,
      kind: Uint8Array.from(this.#kind),
      site: Int32Array.from(this.#site),
      scope: Int32Array.from(this.#scope),
      from: Int32Array.from(this.#from),
      to: Int32Array.from(this.#to),
      parent: Int32Array.from(this.#parent),
      end: Int32Array.from(this.#end),
      round: Int32Array.from(this.#round),
      mark: Int32Array.from(this.#mark),
      form: Int32Array.from(this.#form),
    };
  }

  /** Makes `scope` the innermost call; something happens in it at `site`. */
  #enter(e: number, scope: number, site: number): void {
    const { parent, site: sites } = this.#scopes;
    const member = this.#folded[scope]!;
    let at = member >= 0 ? member : scope;
    if (this.#level[at] === this.#calls.length) return this.#look(this.#calls.at(-1)!, site, e);
    const below = this.#below;
    for (; this.#level[at] === 0; at = parent[at]!) below.push(at);
    const level = this.#level[at]! - 1;
    this.#closeCalls(level + 1, e);
    const place = below.length > 0 ? sites[below.at(-1)!]! : site;
    this.#look(this.#calls[level]!, place, e);
    while (below.length > 0) this.#call(below.pop()!, e);
  }

  /** Notes which of a call's loops have `place` in their source range. */
  #look(loops: readonly OpenLoop[], place: number, e: number): void {
    for (const loop of loops) {
      const round = this.#stack[loop.depth + 1]!;
      if (this.#within(place, this.#site[round]!)) loop.outside = -1;
      else if (loop.outside < 0) {
        loop.outside = e;
        loop.nodes = this.#kind.length;
        loop.form = this.#form[round]!;
      }
    }
  }

  #call(scope: number, e: number): void {
    const isMember = this.#folded[scope]! >= 0;
    this.#calls.push(noLoops);
    this.#level[scope] = this.#calls.length;
    this.#open(isMember ? NodeKind.member : NodeKind.call, this.#scopes.site[scope]!, scope, e);
  }

  #open(kind: number, site: number, scope: number, e: number): void {
    const node = this.#kind.length;
    this.#kind.push(kind);
    this.#site.push(site);
    this.#scope.push(scope);
    this.#from.push(e);
    this.#to.push(e);
    this.#parent.push(this.#stack.at(-1) ?? -1);
    this.#end.push(node + 1);
    this.#round.push(0);
    this.#mark.push(-1);
    this.#form.push(site);
    this.#stack.push(node);
  }

  #close(e: number): number {
    const node = this.#stack.pop()!;
    this.#to[node] = e;
    this.#end[node] = this.#kind.length;
    return node;
  }

  /** Ends the innermost call and those around it, down to `level`. */
  #closeCalls(level: number, e: number): void {
    while (this.#calls.length > level) {
      this.#closeLoops(0, e);
      this.#calls.pop();
      const node = this.#close(e);
      this.#level[this.#scope[node]!] = 0;
      this.#mix(this.#form[node]!);
    }
  }

  /** Ends loops of the innermost call, down to the one at `index`. */
  #closeLoops(index: number, e: number): void {
    const loops = this.#calls.at(-1)!;
    while (loops.length > index) {
      const loop = loops.pop()!;
      const round = this.#stack.at(-1)!;
      const tail = this.#form[round]!;
      if (loop.outside >= 0) this.#form[round] = loop.form;
      this.#closeRound(loop, e);
      const node = this.#close(e);
      this.#mix(this.#form[node]!);
      if (loop.outside >= 0) {
        this.#release(loop, round, node);
        if (tail !== loop.form) this.#mix(tail);
      }
    }
  }

  #closeRound(loop: OpenLoop, e: number): void {
    const form = this.#form[this.#close(e)]!;
    if (form !== loop.before) this.#mix(form);
    loop.before = form;
  }

  /** What turned out to come after a loop is not in its last round. */
  #release({ outside, nodes }: OpenLoop, round: number, loop: number): void {
    this.#to[round] = this.#to[loop] = outside;
    this.#end[round] = this.#end[loop] = nodes;
    for (let n = nodes; n < this.#kind.length; n = this.#end[n]!) this.#parent[n] = this.#parent[loop]!;
  }

  /** Takes the form of what was closed into that of the node around it. */
  #mix(form: number): void {
    const top = this.#stack.at(-1);
    if (top !== undefined) this.#form[top] = mixed(this.#form[top]!, form);
  }
}
