import { primitiveNames, primitives } from '../../engine/primitives/index.ts';
import { descendInKernel, groupsOf, kindsOf } from '../../engine/proofs/index.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, sizeAt, valueOf, type Trace } from '../../shared/trace.ts';

/**
 * Where a number that is not finite was born. `made`: by an equation, of finite numbers. `constant`: an equation took it as a number that
 * is not in the trace. `input`: it came in.
 */
export interface Birth {
  readonly kind: 'made' | 'constant' | 'input';
  /** The equation that made it, or the first one that took it; −1 of an input that none took. */
  readonly equation: number;
  /** The number as a reference. */
  readonly ref: number;
}

/** How numbers that are not finite came about. */
export interface Descent {
  /** The births of those asked for, in order; constants that are infinite come last: programs begin a minimum with them. */
  readonly births: readonly Birth[];
  /** The equations that carry what was born at one of them on, up to one of those asked for. */
  pathFrom(birth: Birth): number[];
}

const kinds = kindsOf(primitiveNames);

/**
 * Goes back from numbers that are not finite to those that made them so, and on to where all operands were finite. One sweep over the
 * equations before them.
 *
 * @param refs elements that are not finite
 */
export function descend(trace: Trace, refs: Iterable<number>): Descent {
  const { op, out, rows, columns, lhs, rhs } = trace.equations;
  /** By element the equation through which it is asked for, from 1; `asked` of those that are asked for themselves; 0 of others. */
  let user: Int32Array = new Int32Array(trace.values.length);
  let top = 0;
  for (const ref of refs) {
    user[ref] = asked;
    top = Math.max(top, ref);
  }
  const births: Birth[] = [];
  const own = user;
  const made = descendInKernel(trace, kinds, own, (lent, e) => {
    user = lent;
    descendOne(e);
  });
  user = own;
  if (made) for (const e of made) births.push({ kind: 'made', equation: e, ref: out[e]! });
  else for (let e = op.length - 1; e >= 0; e--) descendOne(e);
  for (const { first, shape } of trace.leaves) {
    if (first === 0) continue;
    const end = first + sizeOf(shape);
    for (let id = first; id < end; id++) {
      if (user[id] !== 0) births.push({ kind: 'input', equation: equationOf(user[id]!), ref: id });
    }
  }
  const isStart = ({ kind, ref }: Birth) => kind === 'constant' && !Number.isNaN(valueOf(trace, ref));
  births.sort((a, b) => Number(isStart(a)) - Number(isStart(b)) || a.equation - b.equation);
  return { births, pathFrom: (birth) => pathFrom(trace, own, birth) };

  function descendOne(e: number): void {
    const first = out[e]!;
    if (first > top) return;
    if (!(op[e]! & ARRAY)) {
      if (user[first] === 0) return;
      const a = lhs[e]!;
      const b = rhs[e]!;
      const isFirst = isBad(trace, a);
      const isSecond = isBad(trace, b);
      const blamed = isFirst && isSecond ? guiltyOfTwo(trace, op[e]!, a, b, trace.values[first]!) : Side.both;
      if (!isFirst && !isSecond) make(e, first);
      if (isFirst && blamed !== Side.second) ask(e, a);
      if (isSecond && blamed !== Side.first) ask(e, b);
      return;
    }
    const end = first + sizeAt(rows[e]!, columns[e]!);
    let from = first;
    while (from < end && user[from] === 0) from++;
    if (from < end) for (const part of partsOf(trace, e, user, from, end)) take(e, part);
  }

  function make(e: number, ref: number): void {
    if (births.at(-1)?.equation !== e) births.push({ kind: 'made', equation: e, ref });
  }

  function ask(e: number, ref: number): void {
    if (ref > 0) user[ref] = e + 1;
    else births.push({ kind: 'constant', equation: e, ref });
  }

  function take(e: number, { made, blamed }: Part): void {
    if (blamed.length === 0) make(e, made);
    for (const ref of blamed) ask(e, ref);
  }
}

/** An element of an equation's result, and the operands that are not finite and made it so. */
interface Part {
  readonly made: number;
  readonly blamed: readonly number[];
}

const asked = 0x7fffffff;

/** The equation of an entry of `user`; −1 where there is none. */
const equationOf = (entry: number): number => (entry === asked ? -1 : entry - 1);

function pathFrom({ equations, values }: Trace, user: Int32Array, birth: Birth): number[] {
  const after = (e: number): number => {
    const first = equations.out[e]!;
    const end = first + sizeAt(equations.rows[e]!, equations.columns[e]!);
    for (let id = first; id < end; id++) {
      if (user[id] !== 0 && !Number.isFinite(values[id])) return equationOf(user[id]!);
    }
    return -1;
  };
  const path: number[] = [];
  let e = birth.kind === 'made' ? equationOf(user[birth.ref]!) : birth.equation;
  for (; e >= 0; e = after(e)) path.push(e);
  return path;
}

/** The elements of an array equation's result that are asked for, from one of them on, with what makes them what they are. */
function partsOf(trace: Trace, e: number, user: Int32Array, from: number, end: number): Part[] {
  const { op, out } = trace.equations;
  const code = op[e]! & ~ARRAY;
  const ids: number[] = [];
  for (let id = from; id < end; id++) if (user[id] !== 0) ids.push(id);
  const operands = operandsOf(trace, e);
  const groups = operands.map((operand, k) => groupsOf(trace, e, operand, k));
  if (primitives[primitiveNames[code]!].kind === 'elementwise') {
    return ids.map((id) => {
      const [a = 0, b = 0] = operands.map(({ refs }, k) => refs[groups[k]!.ofResult(id - out[e]!)]!);
      return { made: id, blamed: blamedOfTwo(trace, code, a, b, trace.values[id]!) };
    });
  }
  const bad = operands.flatMap(({ refs }, k) => {
    const { count, ofResult, ofOperand } = groups[k]!;
    const wanted = new Uint8Array(count);
    for (const id of ids) wanted[ofResult(id - out[e]!)] = 1;
    return [...refs].filter((ref, i) => isBad(trace, ref) && wanted[ofOperand(i)] === 1);
  });
  return [{ made: from, blamed: likest(trace, bad, trace.values[from]!) }];
}

const isBad = (trace: Trace, ref: number): boolean => ref !== 0 && !Number.isFinite(valueOf(trace, ref));

/** Which of two operands. */
const Side = { first: 1, second: 2, both: 3 } as const;

/** Of two operands those that make the result what it is, of those that are not finite. */
function blamedOfTwo(trace: Trace, code: number, a: number, b: number, result: number): readonly number[] {
  const bad = [a, b].filter((ref) => isBad(trace, ref));
  if (bad.length < 2) return bad;
  const guilty = guiltyOfTwo(trace, code, a, b, result);
  return guilty === Side.both ? bad : [guilty === Side.first ? a : b];
}

/** Of two operands that are not finite those that make the result what it is. */
function guiltyOfTwo(trace: Trace, code: number, a: number, b: number, result: number): number {
  const primitive = primitives[primitiveNames[code]!];
  const x = valueOf(trace, a);
  const y = valueOf(trace, b);
  if (primitive.kind === 'elementwise') {
    // With one of them finite the result would be: that one is to blame, as the NaN beside the infinite start of a minimum.
    const byFirst = Number.isFinite(primitive.evaluate(1, y));
    if (byFirst !== Number.isFinite(primitive.evaluate(x, 1))) return byFirst ? Side.first : Side.second;
  }
  const isFirst = Object.is(x, result);
  return isFirst === Object.is(y, result) ? Side.both : isFirst ? Side.first : Side.second;
}

/** Of numbers that are not finite those that are what the result is; all of them where none is. */
function likest(trace: Trace, bad: readonly number[], result: number): readonly number[] {
  const same = bad.filter((ref) => Object.is(valueOf(trace, ref), result));
  return same.length > 0 ? same : bad;
}
