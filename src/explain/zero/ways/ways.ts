import { groupsOf } from '../../../engine/proofs/index.ts';
import { ARRAY, operandsOf, sizeAt } from '../../../shared/trace.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { eachTracked } from '../../evidence/reach.ts';
import { FlatSteps, type FlatStep } from './flatSteps.ts';

/** The ways by which numbers with no gradient go on. */
export interface Ways {
  readonly steps: readonly FlatStep[];
  /** Indices of cuts that they end in. */
  readonly cuts: readonly number[];
  /** Indices of guards that they decide. */
  readonly guards: readonly number[];
  /** Elements that nothing was computed from: no operation, cut or guard took them. */
  readonly unused: readonly number[];
  /** Whether an equation reads one of the elements that the ways start from. */
  readonly goesOn: boolean;
  /** By element id, whether a way comes by; only elements without a gradient are followed. */
  readonly reached: Uint8Array;
  /** By element id the operand from which it was first reached; 0 of the numbers that the ways start from. */
  readonly before: Int32Array;
}

/** Follows numbers whose gradient is zero to where their ways end, in one pass over the equations after them. */
export function waysFrom(evidence: Evidence, ids: Int32Array): Ways {
  const walk = new Walk(evidence, ids);
  return walk.ways();
}

class Walk {
  readonly #evidence: Evidence;
  readonly #ids: Int32Array;
  readonly #reached: Uint8Array;
  readonly #used: Uint8Array;
  readonly #before: Int32Array;
  readonly #steps: FlatSteps;

  constructor(evidence: Evidence, ids: Int32Array) {
    this.#evidence = evidence;
    this.#ids = ids;
    const { length } = evidence.trace.values;
    this.#reached = new Uint8Array(length);
    this.#used = new Uint8Array(length);
    this.#before = new Int32Array(length);
    this.#steps = new FlatSteps(evidence.trace);
    for (const id of ids) if (evidence.cotangents[id] === 0) this.#reached[id] = 1;
  }

  ways(): Ways {
    // Most inputs without a gradient are read by no equation at all.
    const { isRead } = this.#evidence;
    const goesOn = this.#ids.some((id) => isRead[id] === 1);
    if (goesOn) this.#followAll();
    const { cuts, guards } = this.#endings();
    return {
      steps: this.#steps.all(),
      cuts,
      guards,
      unused: goesOn ? this.#unused() : [...this.#ids].filter((id) => this.#isUnused(id)),
      goesOn,
      reached: this.#reached,
      before: this.#before,
    };
  }

  #followAll(): void {
    const { op, out, lhs, rhs } = this.#evidence.trace.equations;
    const reached = this.#reached;
    for (let e = 0; e < op.length; e++) {
      if (op[e]! & ARRAY) this.#followArray(e);
      else {
        const a = lhs[e]!;
        const b = rhs[e]!;
        const fromFirst = a > 0 && reached[a] === 1;
        const fromSecond = b > 0 && b !== a && reached[b] === 1;
        if (fromFirst) this.#follow(e, 0, a, out[e]!);
        if (fromSecond) this.#follow(e, 1, b, out[e]!);
      }
    }
  }

  #follow(e: number, operand: number, ref: number, id: number): void {
    this.#used[ref] = 1;
    if (this.#evidence.cotangents[id] !== 0) this.#steps.add(e, operand, [ref]);
    else this.#reach(id, ref);
  }

  #reach(id: number, from: number): void {
    if (this.#reached[id] === 1) return;
    this.#reached[id] = 1;
    this.#before[id] = from;
  }

  #followArray(e: number): void {
    const { trace, cotangents } = this.#evidence;
    const { out, rows, columns } = trace.equations;
    let isReached = false;
    eachTracked(trace.equations, e, (id) => (isReached ||= this.#reached[id] === 1));
    if (!isReached) return;
    const size = sizeAt(rows[e]!, columns[e]!);
    operandsOf(trace, e).forEach((operand, k) => {
      if (operand.static || !operand.refs.some((ref) => ref > 0 && this.#reached[ref] === 1)) return;
      const { count, ofResult, ofOperand } = groupsOf(trace, e, operand, k);
      const isLive = new Uint8Array(count);
      for (let r = 0; r < size; r++) if (cotangents[out[e]! + r] !== 0) isLive[ofResult(r)] = 1;
      const from = new Int32Array(count);
      const flat: number[] = [];
      operand.refs.forEach((ref, i) => {
        if (ref <= 0 || this.#reached[ref] !== 1) return;
        this.#used[ref] = 1;
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

  #endings() {
    const { trace } = this.#evidence;
    const cuts: number[] = [];
    trace.cuts.forEach(({ id, further = [] }, i) => {
      const taken = [id, ...further].filter((one) => this.#ends(one));
      if (taken.length > 0) cuts.push(i);
    });
    const guards: number[] = [];
    const { lhs, rhs } = trace.guards;
    for (let i = 0; i < lhs.length; i++) {
      const isFirst = this.#ends(lhs[i]!);
      const isSecond = this.#ends(rhs[i]!);
      if (isFirst || isSecond) guards.push(i);
    }
    return { cuts, guards };
  }

  /** Whether ways come by a reference, which is used by what they end in. */
  #ends(ref: number): boolean {
    if (ref <= 0 || this.#reached[ref] !== 1) return false;
    this.#used[ref] = 1;
    return true;
  }

  #unused(): number[] {
    const found: number[] = [];
    for (let id = 1; id < this.#reached.length; id++) if (this.#isUnused(id)) found.push(id);
    return found;
  }

  #isUnused(id: number): boolean {
    return this.#reached[id] === 1 && this.#used[id] === 0;
  }
}

/** The operands by which a way comes to an element, from where it starts, the element itself last. */
export function wayTo({ before }: Ways, id: number): number[] {
  const way = [id];
  for (let ref = before[id]!; ref > 0; ref = before[ref]!) way.push(ref);
  return way.reverse();
}
