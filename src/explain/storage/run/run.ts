import type { Node } from '../../../instrument/syntax.ts';
import { declare } from './assignment.ts';
import { expression } from './expressions.ts';
import { Ledger, writesSince } from '../ledger.ts';
import { Machine, Spent } from '../machine.ts';
import type { Modules } from './modules.ts';
import {
  nothing,
  Scope,
  Thing,
  type Callable,
  type Clash,
  type Moment,
  type Ref,
  type Site,
  type Storage,
  type Value,
} from '../model.ts';
import { block, statement } from './statements.ts';

/** A run takes so many steps at most. */
const mostSteps = 40_000;
/** Calls inside each other, and calls of one function inside itself. */
const [deepest, mostOfOne] = [16, 2];

/**
 * Runs a program with storage in place of numbers: every branch both ways, every loop twice. It knows which storage each name, field and
 * element means, and what is written and read in which order.
 */
export class Run extends Machine {
  readonly ledger = new Ledger();
  readonly #modules: Modules;
  readonly #calls: Node[] = [];

  constructor(modules: Modules) {
    super(mostSteps);
    this.#modules = modules;
  }

  evaluate(node: Node, scope: Scope): Value {
    return expression(this, node, scope);
  }

  execute(node: Node, scope: Scope): boolean {
    return statement(this, node, scope);
  }

  global(name: string, scope: Scope): Value {
    return this.#modules.imported(this, name, scope.file) ?? { ...nothing, callables: [{ library: name }] };
  }

  call(f: Callable, args: readonly Value[], self: Value | undefined, site: Site): Value {
    if ('library' in f) return nothing;
    const { node, scope: outer } = f;
    const isTooDeep =
      this.#calls.length >= deepest || this.#calls.filter((one) => one === node).length >= mostOfOne;
    if (isTooDeep || !('params' in node) || !('body' in node)) return nothing;
    const isUsed = this.dropped !== site.node;
    const start = this.ledger.moment();
    const { frame } = this;
    this.frame = { returned: nothing };
    this.#calls.push(node);
    const isArrow = node.type === 'ArrowFunctionExpression';
    const scope = new Scope(outer.file, outer, isArrow ? outer.self : self);
    this.apart(() => {
      (node.params as Node[]).forEach((param, k) => {
        if (param.type === 'RestElement') return;
        declare(this, param, args[k] ?? nothing, scope);
      });
      const body = node.body as Node;
      if (body.type === 'BlockStatement') block(this, body.body, scope);
      else this.frame.returned = this.evaluate(body, scope);
    });
    this.#calls.pop();
    const { returned } = this.frame;
    this.frame = frame;
    const given = [...args, ...(self ? [self] : [])].flatMap(({ refs }) => refs);
    if (isUsed) this.#reordered(given, returned, start.time);
    return this.#handedBack(returned, given, start, site);
  }

  /** What a function returns that was there before and was changed by it is a new thing for its caller. */
  #handedBack(returned: Value, given: readonly Ref[], start: Moment, site: Site): Value {
    if (returned.refs.length === 0) return returned;
    const refs = returned.refs.map((ref): Ref => {
      const from = ref.thing.itself;
      if (from.born > start.time || !isWritten(ref.storage, start.time)) return ref;
      if (!given.some(({ storage }) => storage === ref.storage))
        return this.ledger.anew(ref, 'returned', site);
      const thing = new Thing('returned', start, site, from);
      this.#writtenAs(ref, thing, start.time);
      return { ...ref, thing };
    });
    return { ...returned, refs };
  }

  /** Says that what was written of a thing, and of its parts, was written of another. */
  #writtenAs({ storage, thing, at }: Ref, to: Thing, since: number, depth = 0): void {
    this.ledger.writtenAs(storage, thing, to, since);
    if (depth > 2) return;
    for (const slot of [...storage.slots.values(), storage.rest])
      for (const ref of slot.value.refs) {
        if (ref.thing.itself.born > since || !isWritten(ref.storage, since)) continue;
        const [part] = this.ledger.partsOf({ storage, thing: to, at }, { ...nothing, refs: [ref] }).refs;
        if (part && part.thing !== ref.thing) this.#writtenAs(ref, part.thing, since, depth + 1);
      }
  }

  /** A function that sorts what it was given, and returns something else, took it for its own. */
  #reordered(given: readonly Ref[], returned: Value, start: number): void {
    for (const { storage, thing } of given) {
      if (returned.refs.some((ref) => ref.storage === storage)) continue;
      for (const write of writesSince(storage, start))
        if (write.isOrder && write.thing.itself === thing.itself)
          write.thing = new Thing('scratch', { ...write, time: write.time - 1 }, write.site, thing);
    }
  }

  /** Runs a function on what it is given. */
  start(f: Callable, args: readonly Value[], self: Value | undefined, site: Site): readonly Clash[] {
    try {
      const result = this.call(f, args, self, site);
      this.ledger.readAll(result, site);
    } catch (error) {
      if (!(error instanceof Spent)) throw error;
    }
    return this.ledger.clashes;
  }
}

function isWritten(storage: Storage, since: number, depth = 0): boolean {
  if (writesSince(storage, since).length > 0) return true;
  if (depth > 2) return false;
  return [...storage.slots.values(), storage.rest].some(({ value }) =>
    value.refs.some((ref) => isWritten(ref.storage, since, depth + 1)),
  );
}
