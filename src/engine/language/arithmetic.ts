import type { Runtime } from '../../shared/runtime.ts';
import { opCode } from '../primitives/index.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { ToPrimitive } from './conversion.ts';
import { isNumeric, isTracked, numberOf, toNumber } from './operands.ts';

type Arithmetic = Pick<Runtime, 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow'>;
type Unary = Pick<Runtime, 'neg' | 'plus' | 'inc' | 'dec' | 'old'>;
type Integers = Pick<Runtime, 'bitAnd' | 'bitOr' | 'bitXor' | 'shl' | 'sar' | 'shr' | 'bitNot'>;

/**
 * `+ - * / % **`. Each has a function of its own, so that each has its own fast path: two plain numbers, or tracked numbers
 * without any conversion.
 */
export function arithmetic(tracer: Tracer, toPrimitive: ToPrimitive): Arithmetic {
  const converting = (name: keyof Arithmetic, plain: (a: unknown, b: unknown) => unknown) =>
    convertingOperator(tracer, toPrimitive, name, plain);
  const slowAdd = converting('add', (a, b) => (a as number) + (b as number));
  const slowSub = converting('sub', (a, b) => (a as number) - (b as number));
  const slowMul = converting('mul', (a, b) => (a as number) * (b as number));
  const slowDiv = converting('div', (a, b) => (a as number) / (b as number));
  const slowMod = converting('mod', (a, b) => (a as number) % (b as number));
  const slowPow = converting('pow', (a, b) => (a as number) ** (b as number));
  const addOp = opCode('add');
  const subOp = opCode('sub');
  const mulOp = opCode('mul');
  const divOp = opCode('div');
  const modOp = opCode('mod');
  const powOp = opCode('pow');
  return {
    add(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a + b;
      return isTracked(a, b) ? tracer.record(addOp, s, a, b, numberOf(a) + numberOf(b)) : slowAdd(s, a, b);
    },
    sub(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a - b;
      return isTracked(a, b) ? tracer.record(subOp, s, a, b, numberOf(a) - numberOf(b)) : slowSub(s, a, b);
    },
    mul(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a * b;
      return isTracked(a, b) ? tracer.record(mulOp, s, a, b, numberOf(a) * numberOf(b)) : slowMul(s, a, b);
    },
    div(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a / b;
      return isTracked(a, b) ? tracer.record(divOp, s, a, b, numberOf(a) / numberOf(b)) : slowDiv(s, a, b);
    },
    mod(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a % b;
      return isTracked(a, b) ? tracer.record(modOp, s, a, b, numberOf(a) % numberOf(b)) : slowMod(s, a, b);
    },
    pow(s, a, b) {
      if (typeof a === 'number' && typeof b === 'number') return a ** b;
      return isTracked(a, b) ? tracer.record(powOp, s, a, b, numberOf(a) ** numberOf(b)) : slowPow(s, a, b);
    },
  };
}

/** The operators as programs write them. */
const signs = { add: '+', sub: '-', mul: '*', div: '/', mod: '%', pow: '**' } as const;

/** An operator with the language's conversion of both operands: an equation where a box takes part, `plain` elsewhere. */
function convertingOperator(
  tracer: Tracer,
  toPrimitive: ToPrimitive,
  name: keyof Arithmetic,
  plain: (a: unknown, b: unknown) => unknown,
) {
  const op = opCode(name);
  const hint = name === 'add' ? 'default' : 'number';
  const sign = signs[name];
  return (s: number, a: unknown, b: unknown): unknown => {
    const x = toPrimitive(a, hint, s);
    const y = toPrimitive(b, hint, s);
    const xBox = Box.is(x);
    const yBox = Box.is(y);
    if (!xBox && !yBox) return plain(x, y);
    if ((xBox || isNumeric(x, name)) && (yBox || isNumeric(y, name))) {
      return tracer.binary(op, s, xBox ? x : toNumber(x), yBox ? y : toNumber(y));
    }
    return plain(tracer.unbox(x, 'text', sign, s), tracer.unbox(y, 'text', sign, s));
  };
}

/** Unary `-` and `+`, `++` and `--`. */
export function unary(tracer: Tracer, toPrimitive: ToPrimitive): Unary {
  const negOp = opCode('neg');
  const addOp = opCode('add');
  const subOp = opCode('sub');
  /** The language's ToNumeric; a box stays a box. */
  const numeric = (a: unknown, s: number): unknown => {
    const x = toPrimitive(a, 'number', s);
    return Box.is(x) || typeof x === 'bigint' ? x : +(x as number);
  };
  return {
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
  };
}

/** The operators on integers. They have no derivative: a tracked number leaves the trace. */
export function integers(tracer: Tracer, toPrimitive: ToPrimitive): Integers {
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
  return {
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
  };
}
