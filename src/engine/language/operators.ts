import type { Runtime } from '../../shared/runtime.ts';
import type { GuardKind } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import { opCode } from '../primitives/index.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject, keyOf, type Primitive, type ToPrimitive } from './conversion.ts';

type Operators = Pick<
  Runtime,
  | 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow'
  | 'bitAnd' | 'bitOr' | 'bitXor' | 'shl' | 'sar' | 'shr' | 'bitNot'
  | 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne' | 'seq' | 'sne' | 'inOp' | 'instanceOf'
  | 'neg' | 'plus' | 'not' | 'typeOf' | 'inc' | 'dec' | 'old' | 'truth' | 'v' | 'nil'
>; // prettier-ignore

/**
 * The operators of the language on plain values and boxes. Two plain numbers take the operator at once; a box makes an
 * equation or a guard; everything else is the language's own conversion with boxes kept through it.
 */
export function operators(tracer: Tracer, toPrimitive: ToPrimitive): Operators {
  /** An arithmetic operator: `plain` on anything but boxes, an equation where one takes part. */
  const arithmetic = (
    name: 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow',
    plain: (a: unknown, b: unknown) => unknown,
  ) => {
    const op = opCode(name);
    const hint = name === 'add' ? 'default' : 'number';
    return (s: number, a: unknown, b: unknown): unknown => {
      const x = toPrimitive(a, hint, s);
      const y = toPrimitive(b, hint, s);
      const xBox = Box.is(x);
      const yBox = Box.is(y);
      if (!xBox && !yBox) return plain(x, y);
      if ((xBox || isNumeric(x, name)) && (yBox || isNumeric(y, name))) {
        return tracer.binary(op, s, xBox ? x : toNumber(x), yBox ? y : toNumber(y));
      }
      return plain(tracer.unbox(x, 'text', name, s), tracer.unbox(y, 'text', name, s));
    };
  };
  const slowAdd = arithmetic('add', (a, b) => (a as number) + (b as number));
  const slowSub = arithmetic('sub', (a, b) => (a as number) - (b as number));
  const slowMul = arithmetic('mul', (a, b) => (a as number) * (b as number));
  const slowDiv = arithmetic('div', (a, b) => (a as number) / (b as number));
  const slowMod = arithmetic('mod', (a, b) => (a as number) % (b as number));
  const slowPow = arithmetic('pow', (a, b) => (a as number) ** (b as number));

  /** An integer operator: no derivative, the number leaves the trace. */
  const integer =
    (symbol: string, plain: (a: number, b: number) => unknown) =>
    (s: number, a: unknown, b: unknown): unknown => {
      if (typeof a === 'number' && typeof b === 'number') return plain(a, b);
      const x = toPrimitive(a, 'number', s);
      const y = toPrimitive(b, 'number', s);
      return plain(
        tracer.unbox(x, 'integer', symbol, s) as number,
        tracer.unbox(y, 'integer', symbol, s) as number,
      );
    };

  /** A comparison with a box: its outcome is a guard. Beside a number, the language makes numbers of most primitives. */
  const compare = (kind: GuardKind, plain: (a: unknown, b: unknown) => boolean, converts: boolean) => {
    const guard = (s: number, x: unknown, y: unknown): boolean => {
      const outcome = plain(num(x), num(y));
      tracer.recorder.guard(kind, s, tracer.reference(x, s), tracer.reference(y, s), outcome);
      return outcome;
    };
    return (s: number, a: unknown, b: unknown): boolean => {
      if (isTracked(a, b)) return guard(s, a, b);
      const x = converts ? toPrimitive(a, 'number', s) : a;
      const y = converts ? toPrimitive(b, 'number', s) : b;
      const xBox = Box.is(x);
      const yBox = Box.is(y);
      if (!xBox && !yBox) return plain(x, y);
      const other = xBox ? y : x;
      // no number is the same as what is none
      if (!converts && !Box.is(other) && !isComparable(other, kind)) return plain(xBox ? 0 : x, yBox ? 0 : y);
      if (Box.is(other) || isNumeric(other as Primitive, kind))
        return guard(s, xBox ? x : toNumber(x), yBox ? y : toNumber(y));
      return plain(tracer.unbox(x, 'predicate', kind, s), tracer.unbox(y, 'predicate', kind, s));
    };
  };
  const slowLt = compare('<', (a, b) => (a as number) < (b as number), true);
  const slowLe = compare('<=', (a, b) => (a as number) <= (b as number), true);
  const slowGt = compare('>', (a, b) => (a as number) > (b as number), true);
  const slowGe = compare('>=', (a, b) => (a as number) >= (b as number), true);
  const slowSeq = compare('===', (a, b) => a === b, false);
  const slowSne = compare('!==', (a, b) => a !== b, false);
  /* eslint-disable eqeqeq -- these are the loose operators */
  const looseEqual = compare('==', (a, b) => a == b, false);
  const looseUnequal = compare('!=', (a, b) => a != b, false);
  /* eslint-enable eqeqeq */
  /** `==` converts an object only against a primitive that is not null or undefined. */
  const loose =
    (equal: typeof looseEqual) =>
    (s: number, a: unknown, b: unknown): boolean => {
      const convertible = (x: unknown, y: unknown) =>
        isObject(x) && !Box.is(x) && (Box.is(y) || (!isObject(y) && y !== null && y !== undefined));
      if (convertible(a, b)) return equal(s, toPrimitive(a, 'default', s), b);
      if (convertible(b, a)) return equal(s, a, toPrimitive(b, 'default', s));
      return equal(s, a, b);
    };
  const slowEq = loose(looseEqual);
  const slowNe = loose(looseUnequal);

  const negOp = opCode('neg');
  const addOp = opCode('add');
  const subOp = opCode('sub');
  const mulOp = opCode('mul');
  const divOp = opCode('div');
  const modOp = opCode('mod');
  const powOp = opCode('pow');
  const numeric = (a: unknown, s: number): unknown => {
    const x = toPrimitive(a, 'number', s);
    return Box.is(x) || typeof x === 'bigint' ? x : +(x as number);
  };

  return {
    add(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a + b;
      return isTracked(a, b) ? tracer.record(addOp, s, a, b, num(a) + num(b)) : slowAdd(s, a, b);
    },
    sub(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a - b;
      return isTracked(a, b) ? tracer.record(subOp, s, a, b, num(a) - num(b)) : slowSub(s, a, b);
    },
    mul(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a * b;
      return isTracked(a, b) ? tracer.record(mulOp, s, a, b, num(a) * num(b)) : slowMul(s, a, b);
    },
    div(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a / b;
      return isTracked(a, b) ? tracer.record(divOp, s, a, b, num(a) / num(b)) : slowDiv(s, a, b);
    },
    mod(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a % b;
      return isTracked(a, b) ? tracer.record(modOp, s, a, b, num(a) % num(b)) : slowMod(s, a, b);
    },
    pow(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a ** b;
      return isTracked(a, b) ? tracer.record(powOp, s, a, b, num(a) ** num(b)) : slowPow(s, a, b);
    },
    bitAnd: integer('&', (a, b) => a & b),
    bitOr: integer('|', (a, b) => a | b),
    bitXor: integer('^', (a, b) => a ^ b),
    shl: integer('<<', (a, b) => a << b),
    sar: integer('>>', (a, b) => a >> b),
    shr: integer('>>>', (a, b) => a >>> b),
    bitNot(s, a) {
      if (typeof a === 'number') return ~a;
      return ~(tracer.unbox(toPrimitive(a, 'number', s), 'integer', '~', s) as number);
    },
    lt: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : slowLt(s, a, b)),
    le: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : slowLe(s, a, b)),
    gt: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : slowGt(s, a, b)),
    ge: (s, a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : slowGe(s, a, b)),
    /* eslint-disable eqeqeq -- these are the loose operators */
    eq: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a == b : slowEq(s, a, b)),
    ne: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a != b : slowNe(s, a, b)),
    /* eslint-enable eqeqeq */
    seq: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a === b : slowSeq(s, a, b)),
    sne: (s, a, b) => (typeof a !== 'object' && typeof b !== 'object' ? a !== b : slowSne(s, a, b)),
    inOp(s, key, object) {
      const target = Box.is(object) ? Box.value(object) : object;
      // What has no properties is refused before the key is asked, in a message that quotes a number.
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
    neg(s, a) {
      if (typeof a === 'number') return -a;
      if (Box.isOperand(a)) return tracer.unary(negOp, s, a, -Box.value(a));
      const x = toPrimitive(a, 'number', s);
      return Box.is(x) ? tracer.unary(negOp, s, x) : -(x as number);
    },
    plus(s, a) {
      if (typeof a === 'number') return a;
      const x = toPrimitive(a, 'number', s);
      return Box.is(x) ? x : +(x as number);
    },
    not(s, a) {
      return !this.truth(s, a);
    },
    typeOf: (a) => (Box.is(a) ? 'number' : typeof a),
    inc(s, a) {
      if (typeof a === 'number') {
        this.old = a;
        return a + 1;
      }
      const x = (this.old = numeric(a, s));
      return Box.is(x) ? tracer.binary(addOp, s, x, 1) : typeof x === 'bigint' ? x + 1n : (x as number) + 1;
    },
    dec(s, a) {
      if (typeof a === 'number') {
        this.old = a;
        return a - 1;
      }
      const x = (this.old = numeric(a, s));
      return Box.is(x) ? tracer.binary(subOp, s, x, 1) : typeof x === 'bigint' ? x - 1n : (x as number) - 1;
    },
    old: undefined,
    truth(s, a) {
      this.v = a;
      if (typeof a !== 'object') return !!a;
      if (!Box.is(a)) return a !== null;
      const outcome = !!Box.value(a);
      tracer.recorder.guard('truth', s, Box.id(a), 0, outcome);
      return outcome;
    },
    v: undefined,
    nil(a) {
      this.v = a;
      return a === null || a === undefined;
    },
  };
}

/** Is an operation on these two an equation, without any conversion? */
const isTracked = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' ? Box.isOperand(b) : Box.isOperand(a) && (typeof b === 'number' || Box.isOperand(b));
/** The number of one that is. */
const num = (x: unknown): number => (typeof x === 'number' ? x : Box.value(x as Box));

/** Does it depend on the number whether it equals this, which is no number? */
function isComparable(x: unknown, kind: GuardKind): boolean {
  const isStrict = kind === '===' || kind === '!==';
  return !isStrict && (typeof x === 'string' || typeof x === 'boolean' || typeof x === 'bigint');
}

/** Does the operator treat this primitive as a number beside a number? */
function isNumeric(x: Primitive | Box, operator: string): boolean {
  const type = typeof x;
  if (type === 'number' || type === 'undefined' || type === 'boolean' || x === null) return true;
  return type === 'string' && operator !== 'add';
}
const toNumber = (x: unknown): number => +(x as number);
