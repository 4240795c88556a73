import type { Trace } from '../../shared/trace.ts';
import { mixed } from './form.ts';
import { Nodes } from './nodes.ts';
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
  readonly #nodes: Nodes;
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

  /** @param rounds how many marks there will be: most nodes are rounds */
  constructor(scopes: Trace['scopes'], folded: Int32Array, within: Within, rounds: number) {
    this.#nodes = new Nodes(rounds + 64);
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
    this.#nodes.form[top] = mixed(mixed(this.#nodes.form[top]!, op), site);
  }

  /** A round of the loop at `site` starts before equation `e`, after `skipped` that recorded nothing. */
  mark(e: number, scope: number, site: number, skipped: number): void {
    const mark = this.#marks++;
    if (this.#folded[scope]! >= 0) return;
    this.#lastScope = -1;
    this.#enter(e, scope, site);
    let loops = this.#calls.at(-1)!;
    let known = loops.length - 1;
    while (known >= 0 && this.#nodes.site[this.#stack[loops[known]!.depth]!] !== site) known--;
    let number = skipped;
    if (known < 0) {
      if (loops === noLoops) loops = this.#calls[this.#calls.length - 1] = [];
      loops.push({ depth: this.#stack.length, before: 0, outside: -1, nodes: 0, form: 0 });
      this.#open(NodeKind.loop, site, scope, e);
    } else {
      const loop = loops[known]!;
      this.#closeLoops(known + 1, e);
      loop.outside = -1;
      number += this.#nodes.round[this.#stack.at(-1)!]! + 1;
      this.#closeRound(loop, e);
    }
    this.#open(NodeKind.round, site, scope, e);
    this.#nodes.mark[this.#stack.at(-1)!] = mark;
    this.#nodes.round[this.#stack.at(-1)!] = number;
    this.#nodes.round[this.#stack.at(-2)!] = number + 1;
  }

  finish(equations: number): FoldTree {
    this.#closeCalls(0, equations);
    return this.#nodes.finish();
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
      if (this.#within(place, this.#nodes.site[round]!)) loop.outside = -1;
      else if (loop.outside < 0) {
        loop.outside = e;
        loop.nodes = this.#nodes.count;
        loop.form = this.#nodes.form[round]!;
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
    this.#stack.push(this.#nodes.push(kind, site, scope, e, this.#stack.at(-1) ?? -1));
  }

  #close(e: number): number {
    const node = this.#stack.pop()!;
    this.#nodes.to[node] = e;
    this.#nodes.end[node] = this.#nodes.count;
    return node;
  }

  /** Ends the innermost call and those around it, down to `level`. */
  #closeCalls(level: number, e: number): void {
    while (this.#calls.length > level) {
      this.#closeLoops(0, e);
      this.#calls.pop();
      const node = this.#close(e);
      this.#level[this.#nodes.scope[node]!] = 0;
      this.#mix(this.#nodes.form[node]!);
    }
  }

  /** Ends loops of the innermost call, down to the one at `index`. */
  #closeLoops(index: number, e: number): void {
    const loops = this.#calls.at(-1)!;
    while (loops.length > index) {
      const loop = loops.pop()!;
      const round = this.#stack.at(-1)!;
      const tail = this.#nodes.form[round]!;
      if (loop.outside >= 0) this.#nodes.form[round] = loop.form;
      this.#closeRound(loop, e);
      const node = this.#close(e);
      this.#mix(this.#nodes.form[node]!);
      if (loop.outside >= 0) {
        this.#release(loop, round, node);
        if (tail !== loop.form) this.#mix(tail);
      }
    }
  }

  #closeRound(loop: OpenLoop, e: number): void {
    const form = this.#nodes.form[this.#close(e)]!;
    if (form !== loop.before) this.#mix(form);
    loop.before = form;
  }

  /** What turned out to come after a loop is not in its last round. */
  #release({ outside, nodes }: OpenLoop, round: number, loop: number): void {
    this.#nodes.to[round] = this.#nodes.to[loop] = outside;
    this.#nodes.end[round] = this.#nodes.end[loop] = nodes;
    for (let n = nodes; n < this.#nodes.count; n = this.#nodes.end[n]!)
      this.#nodes.parent[n] = this.#nodes.parent[loop]!;
  }

  /** Takes the form of what was closed into that of the node around it. */
  #mix(form: number): void {
    const top = this.#stack.at(-1);
    if (top !== undefined) this.#nodes.form[top] = mixed(this.#nodes.form[top]!, form);
  }
}
