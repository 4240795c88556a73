import { Box } from '../record/box.ts';
import { opCode } from '../primitives/index.ts';
import type { NewTarget } from '../language/dispatch.ts';
import { lowering, type Boundary, type Callable } from './carrier.ts';
import type { PrimitiveName } from '../rules/names.ts';

const unary = [
  'abs', 'sqrt', 'cbrt', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan',
  'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'sign', 'floor', 'ceil', 'round', 'trunc', 'fround',
] as const; // prettier-ignore
const binary = { pow: 'pow', atan2: 'atan2' } as const;
/** Math functions of any number of arguments: on two a binary primitive, on more a reduction of a gathered array. */
const variadic = {
  max: ['maximum', 'maximumOf'],
  min: ['minimum', 'minimumOf'],
  hypot: ['hypot', 'hypotOf'],
} as const satisfies Record<string, readonly [PrimitiveName, PrimitiveName]>;

type MathFunction = (...args: number[]) => number;

/** All of `Math`, `Number` and the global number functions. */
export function registerNumbers(boundary: Boundary): void {
  const { tracer, dispatch, toPrimitive } = boundary;
  const { recorder } = tracer;
  const math = Math as unknown as Record<string, MathFunction>;

  /** ToNumber of an argument, a box staying one. */
  const numeric = (x: unknown, site: number): unknown => {
    if (typeof x === 'number' || Box.isOperand(x)) return x;
    const primitive = toPrimitive(x, 'number', site);
    return Box.is(primitive) ? primitive : +(primitive as number);
  };
  const register = (
    f: MathFunction,
    arity: number,
    trace: (site: number, args: readonly unknown[]) => unknown,
  ) =>
    dispatch.handlers.set(f, ({ site, args }) => {
      let boxed = false;
      for (let i = 0; i < args.length && i < arity; i++) {
        if (typeof args[i] !== 'number') {
          args[i] = numeric(args[i], site);
          boxed ||= Box.isOperand(args[i]);
        }
      }
      return boxed ? trace(site, args) : Reflect.apply(f, Math, args as number[]);
    });

  for (const name of unary) {
    const op = opCode(name);
    register(math[name]!, 1, (site, [x]) => tracer.unary(op, site, x as Box));
  }
  for (const [name, primitive] of Object.entries(binary)) {
    const op = opCode(primitive);
    register(math[name]!, 2, (site, [x, y = NaN]) =>
      tracer.binary(op, site, numeric(x, site), numeric(y, site)),
    );
  }
  for (const [name, [two, many]] of Object.entries(variadic)) {
    const op = opCode(two);
    register(math[name]!, Infinity, (site, given) => {
      const args = given.map((x) => numeric(x, site));
      if (args.length === 1)
        return name === 'hypot' ? tracer.unary(opCode('abs'), site, args[0] as Box) : args[0];
      if (args.length === 2) return tracer.binary(op, site, args[0], args[1]);
      const data = args.map((x) => tracer.number(x));
      const refs = args.map((x) => (Box.is(x) ? Box.id(x) : 0));
      const operand = recorder.operand(refs, data, args.length, -1);
      const value = Reflect.apply(math[name]!, Math, data);
      return tracer.box(recorder.array(many, site, [operand], -1, -1, [value]));
    });
  }
  lowering(boundary, [Math.clz32, Math.imul, math['f16round']], 'integer');

  // A number object made of a tracked number gives it back.
  const wrapped = new WeakMap<object, Box>();
  const objectOf = (box: Box, newTarget: NewTarget = Number as unknown as NewTarget): object => {
    const object = Reflect.construct(Number, [Box.value(box)], newTarget) as object;
    wrapped.set(object, box);
    return object;
  };
  dispatch.handlers.set(Number, ({ site, args }) => {
    const x = typeof args[0] === 'object' ? toPrimitive(args[0], 'number', site) : args[0];
    return Box.is(x) ? x : args.length === 0 ? 0 : Number(x);
  });
  dispatch.constructors.set(Number, (site, args, newTarget) => {
    const x = typeof args[0] === 'object' ? toPrimitive(args[0], 'number', site) : args[0];
    if (Box.is(x)) return objectOf(x, newTarget);
    return Reflect.construct(Number, args.length === 0 ? [] : [x], newTarget);
  });
  dispatch.handlers.set(Object, ({ args }) => (Box.is(args[0]) ? objectOf(args[0]) : Object(args[0])));
  dispatch.handlers.set(Boolean, ({ site, args }) => boundary.truth(site, args[0]));
  dispatch.constructors.set(Boolean, (site, args, newTarget) =>
    Reflect.construct(Boolean, args.length > 0 ? [boundary.truth(site, args[0])] : [], newTarget),
  );
  dispatch.handlers.set(Number.prototype.valueOf, ({ self }) => {
    if (Box.is(self)) return self;
    const box = typeof self === 'object' && self !== null ? wrapped.get(self) : undefined;
    return box ?? Reflect.apply(Number.prototype.valueOf, self as number, []);
  });
  lowering(boundary, [BigInt, BigInt.asIntN, BigInt.asUintN], 'integer');
  const predicates = [
    ['isNaN', Number.isNaN], ['isNaN', isNaN], ['isFinite', Number.isFinite], ['isFinite', isFinite],
    ['isInteger', Number.isInteger], ['isSafeInteger', Number.isSafeInteger],
  ] as const; // prettier-ignore
  for (const [kind, f] of predicates) {
    dispatch.handlers.set(f, ({ site, args: [x] }) => {
      const y = f === isNaN || f === isFinite ? numeric(x, site) : x;
      const outcome = (f as (x: unknown) => boolean)(Box.is(y) ? Box.value(y) : y);
      if (Box.is(y)) recorder.guard(kind, site, Box.id(y), 0, outcome);
      return outcome;
    });
  }
  lowering(boundary, [Number.prototype.toLocaleString, parseInt], 'text');
  // a number's text says all of it but the sign of zero
  dispatch.handlers.set(parseFloat, ({ site, self, args }) => {
    const [x] = args;
    if (!Box.is(x)) return dispatch.foreign(site, parseFloat as Callable, self, args, 'text');
    return Object.is(Box.value(x), -0) ? tracer.binary(opCode('add'), site, x, 0) : x;
  });
}
