import { follow, groupsOf } from '../../../engine/proofs/index.ts';
import { ARRAY, operandsOf, sizeAt } from '../../../shared/trace.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { eachTracked, indicesOf } from '../../evidence/reach.ts';
import { FlatSteps, type FlatStep } from './flatSteps.ts';

/** What became of an element that a way comes by: whether something was computed from it, or a cut or a guard took it. */
export const Reach = { unused: 1, used: 2 } as const;

/** The ways by which numbers with no gradient go on. */
export interface Ways {
  readonly steps: readonly FlatStep[];
  /** Indices of cuts that they end in. */
  readonly cuts: readonly number[];
  /** Guards that they decide, those of one place together. */
  readonly guards: readonly Decided[];
  /** Elements that nothing was computed from: no operation, cut or guard took them. */
  readonly unused: readonly number[];
  /** Whether an equation reads one of the elements that the ways start from. */
  readonly goesOn: boolean;
  /** By element id a `Reach`, or 0 where no way comes by; only elements without a gradient are followed. */
  readonly reached: Uint8Array;
  /** By element id the operand from which it was first reached; 0 of the numbers that the ways start from. */
  readonly before: Int32Array;
}

/** The comparisons at one place that ways decide. */
interface Decided {
  /** The index of the first of them. */
  readonly first: number;
  readonly times: number;
}

/** Follows numbers whose gradient is zero to where their ways end, in one pass over the equations after them. */
export function waysFrom(evidence: Evidence, ids: Int32Array): Ways {
  const walk = new Walk(evidence, ids);
  return walk.ways();
}

class Walk {
  readonly #evidence: Evidence;
  readonly #ids: Int32Array;
  #reached: Uint8Array;
  #before: Int32Array;
  readonly #steps: FlatSteps;

  constructor(evidence: Evidence, ids: Int32Array) {
    this.#evidence = evidence;
    this.#ids = ids;
    const { length } = evidence.trace.values;
    this.#reached = new Uint8Array(length);
    this.#before = new Int32Array(length);
    this.#steps = new FlatSteps(evidence.trace);
    for (const id of ids) if (evidence.cotangents[id] === 0) this.#reached[id] = Reach.unused;
  }

  ways(): Ways {
    // Most inputs without a gradient are read by no equation at all.
    const { isRead } = this.#evidence;
    const goesOn = this.#ids.some((id) => isRead[id] === 1);
    if (goesOn) this.#followAll();
    return {
      steps: this.#steps.all(),
      cuts: this.#cuts(),
      guards: goesOn || this.#isCompared() ? this.#guards() : [],
      unused: indicesOf(this.#reached, Reach.unused),
      goesOn,
      reached: this.#reached,
      before: this.#before,
    };
  }

  #followAll(): void {
    const { trace, cotangents } = this.#evidence;
    const [reached, before] = [this.#reached, this.#before];
    const isDone = follow(trace, cotangents, { reached, before }, (lent, e) => {
      [this.#reached, this.#before] = [lent.reached, lent.before];
      this.#followOne(e);
    });
    [this.#reached, this.#before] = [reached, before];
    if (!isDone) for (let e = 0; e < trace.equations.op.length; e++) this.#followOne(e);
  }

  #followOne(e: number): void {
    const { op, out, lhs, rhs } = this.#evidence.trace.equations;
    if (op[e]! & ARRAY) return this.#followArray(e);
    const a = lhs[e]!;
    const b = rhs[e]!;
    const fromFirst = a > 0 && this.#reached[a] !== 0;
    const fromSecond = b > 0 && b !== a && this.#reached[b] !== 0;
    if (fromFirst) this.#follow(e, 0, a, out[e]!);
    if (fromSecond) this.#follow(e, 1, b, out[e]!);
  }

  #follow(e: number, operand: number, ref: number, id: number): void {
    this.#reached[ref] = Reach.used;
    if (this.#evidence.cotangents[id] !== 0) this.#steps.add(e, operand, [ref]);
    else this.#reach(id, ref);
  }

  #reach(id: number, from: number): void {
    if (this.#reached[id] !== 0) return;
    this.#reached[id] = Reach.unused;
    this.#before[id] = from;
  }

  #followArray(e: number): void {
    const { trace, cotangents } = this.#evidence;
    const { out, rows, columns } = trace.equations;
    let isReached = false;
    eachTracked(trace.equations, e, (id) => (isReached ||= this.#reached[id] !== 0));
    if (!isReached) return;
    const size = sizeAt(rows[e]!, columns[e]!);
    operandsOf(trace, e).forEach((operand, k) => {
      if (operand.static || !operand.refs.some((ref) => ref > 0 && this.#reached[ref] !== 0)) return;
      const { count, ofResult, ofOperand } = groupsOf(trace, e, operand, k);
      const isLive = new Uint8Array(count);
      for (let r = 0; r < size; r++) if (cotangents[out[e]! + r] !== 0) isLive[ofResult(r)] = 1;
      const from = new Int32Array(count);
      const flat: number[] = [];
      operand.refs.forEach((ref, i) => {
        if (ref <= 0 || this.#reached[ref] === 0) return;
        this.#reached[ref] = Reach.used;
        const group = ofOperand(i);
        if (isLive[group] === 1) flat.push(ref);
        from[group] ||= ref;
      });
      if (flat.length > 0) this.#steps.add(e, k, flat);
      for (let r = 0; r < size; r++) {
        const id = out[e]! + r;
        const ref = from[ofResult(r)]!;
        if (ref > 0 && cotangents[id] === 0) this.#reach(id, ref);
      }
    });
  }

  #cuts(): number[] {
    return this.#evidence.trace.cuts.flatMap(({ id, further = [] }, i) => {
      const taken = [id, ...further].filter((one) => this.#ends(one));
      return taken.length > 0 ? [i] : [];
    });
  }

  /** Whether a comparison may take one of the numbers that the ways start from; of many it is not looked up. */
  #isCompared(): boolean {
    const { lhs, rhs } = this.#evidence.trace.guards;
    return this.#ids.length > few || this.#ids.some((id) => lhs.includes(id) || rhs.includes(id));
  }

  #guards(): Decided[] {
    const { lhs, rhs, site } = this.#evidence.trace.guards;
    const found = new Map<number, { first: number; times: number }>();
    let last: { first: number; times: number } | undefined;
    for (let i = 0; i < site.length; i++) {
      const isFirst = this.#ends(lhs[i]!);
      const isSecond = this.#ends(rhs[i]!);
      if (!isFirst && !isSecond) continue;
      // Most comparisons stand where the one before did.
      if (!last || site[i] !== site[last.first]) last = found.get(site[i]!);
      if (last) last.times++;
      else found.set(site[i]!, (last = { first: i, times: 1 }));
    }
    return [...found.values()];
  }

  /** Whether ways come by a reference, which is used by what they end in. */
  #ends(ref: number): boolean {
    if (ref <= 0 || this.#reached[ref] === 0) return false;
    this.#reached[ref] = Reach.used;
    return true;
  }
}

/** So few numbers are looked up faster than all comparisons are gone through. */
const few = 16;

/** The operands by which a way comes to an element, from where it starts, the element itself last. */
export function wayTo({ before }: Ways, id: number): number[] {
  const way = [id];
  for (let ref = before[id]!; ref > 0; ref = before[ref]!) way.push(ref);
  return way.reverse();
}
