import type { Runtime } from '../../shared/runtime.ts';
import type { GuardKind } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject, keyOf, type Primitive, type ToPrimitive } from './conversion.ts';
import { isNumeric, isTracked, numberOf, toNumber } from './operands.ts';

type Comparisons = Pick<Runtime, 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne' | 'seq' | 'sne'>;
type Membership = Pick<Runtime, 'inOp' | 'instanceOf'>;
type Compare = (s: number, a: unknown, b: unknown) => boolean;

/** `< <= > >= == != === !==`. With a box, the outcome is recorded as a guard. */
export function comparisons(tracer: Tracer, toPrimitive: ToPrimitive): Comparisons {
  const compare = (kind: GuardKind, plain: (a: unknown, b: unknown) => boolean, converts: boolean) =>
    comparison(tracer, toPrimitive, kind, plain, converts);
  const slowLt = compare('<', (a, b) => (a as number) < (b as number), true);
  const slowLe = compare('<=', (a, b) => (a as number) <= (b as number), true);
  const slowGt = compare('>', (a, b) => (a as number) > (b as number), true);
  const slowGe = compare('>=', (a, b) => (a as number) >= (b as number), true);
  const slowSeq = compare('===', (a, b) => a === b, false);
  const slowSne = compare('!==', (a, b) => a !== b, false);
  /* eslint-disable eqeqeq -- these are the loose operators */
  const slowEq = loose(
    toPrimitive,
    compare('==', (a, b) => a == b, false),
  );
  const slowNe = loose(
    toPrimitive,
    compare('!=', (a, b) => a != b, false),
  );
  return {
    lt: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : slowLt(s, a, b)),
    le: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : slowLe(s, a, b)),
    gt: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : slowGt(s, a, b)),
    ge: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : slowGe(s, a, b)),
    eq: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a == b : slowEq(s, a, b)),
    ne: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a != b : slowNe(s, a, b)),
    seq: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a === b : slowSeq(s, a, b)),
    sne: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a !== b : slowSne(s, a, b)),
  };
  /* eslint-enable eqeqeq */
}

/** A comparison with a box is a guard. `converts`: whether the operator makes primitives of objects, as `<` does. */
function comparison(
  tracer: Tracer,
  toPrimitive: ToPrimitive,
  kind: GuardKind,
  plain: (a: unknown, b: unknown) => boolean,
  converts: boolean,
): Compare {
  const guard = (s: number, x: unknown, y: unknown): boolean => {
    const outcome = plain(numberOf(x), numberOf(y));
    tracer.recorder.guard(kind, s, tracer.reference(x, s), tracer.reference(y, s), outcome);
    return outcome;
  };
  return (s, a, b) => {
    if (isTracked(a, b)) return guard(s, a, b);
    const x = converts ? toPrimitive(a, 'number', s) : a;
    const y = converts ? toPrimitive(b, 'number', s) : b;
    const xBox = Box.is(x);
    const yBox = Box.is(y);
    if (!xBox && !yBox) return plain(x, y);
    const other = xBox ? y : x;
    // No number equals a value that the operator does not convert to a number.
    if (!converts && !Box.is(other) && !isComparable(other, kind)) return plain(xBox ? 0 : x, yBox ? 0 : y);
    if (Box.is(other) || isNumeric(other as Primitive, kind))
      return guard(s, xBox ? x : toNumber(x), yBox ? y : toNumber(y));
    return plain(tracer.unbox(x, 'predicate', kind, s), tracer.unbox(y, 'predicate', kind, s));
  };
}

/** `==` converts an object only if the other operand is a primitive other than null and undefined. */
function loose(toPrimitive: ToPrimitive, equal: Compare): Compare {
  return (s, a, b) => {
    const convertible = (x: unknown, y: unknown) =>
      isObject(x) && !Box.is(x) && (Box.is(y) || (!isObject(y) && y !== null && y !== undefined));
    if (convertible(a, b)) return equal(s, toPrimitive(a, 'default', s), b);
    if (convertible(b, a)) return equal(s, a, toPrimitive(b, 'default', s));
    return equal(s, a, b);
  };
}

/** Whether `==` may find a number equal to this value, which is neither a number nor a box. `===` never does. */
function isComparable(x: unknown, kind: GuardKind): boolean {
  const isStrict = kind === '===' || kind === '!==';
  return !isStrict && (typeof x === 'string' || typeof x === 'boolean' || typeof x === 'bigint');
}

/** `in` and `instanceof`. */
export function membership(tracer: Tracer, toPrimitive: ToPrimitive): Membership {
  return {
    inOp(s, key, object) {
      const target = Box.is(object) ? Box.value(object) : object;
      // `in` throws for a target that is no object before it converts the key; the message quotes the key's number.
      const refused = Box.is(key) ? Box.value(key) : key;
      const plain =
        isObject(key) && isObject(target)
          ? keyOf(tracer, toPrimitive, key as object, 'index', 'in', s)
          : refused;
      return (plain as PropertyKey) in (target as object);
    },
    instanceOf(_s, value, constructor) {
      return (
        (Box.is(value) ? Box.value(value) : value) instanceof
        ((Box.is(constructor) ? Box.value(constructor) : constructor) as () => void)
      );
    },
  };
}
