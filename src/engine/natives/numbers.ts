import { Box } from '../record/box.ts';
import { opCode, primitiveNames, primitives } from '../primitives/index.ts';
import type { NewTarget } from '../language/construction.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { bare, constructor, named, opaque, perSession, rule } from './carrier.ts';
import type { Boundary, NativeRecord, NativeTable } from './carrier.ts';

/** ToNumber of an argument; a box stays one. */
function numeric({ toPrimitive }: Boundary, x: unknown, site: number): unknown {
  if (typeof x === 'number' || Box.isOperand(x)) return x;
  const primitive = toPrimitive(x, 'number', site);
  return Box.is(primitive) ? primitive : +(primitive as number);
}

/** A function of numbers that is traced where one of its first `arity` arguments is a box. */
const math = (
  arity: number,
  trace: (boundary: Boundary, site: number, args: readonly unknown[]) => unknown,
): NativeRecord =>
  bare(
    rule((boundary, native) => ({ site, args }) => {
      let boxed = false;
      for (let i = 0; i < args.length && i < arity; i++) {
        if (typeof args[i] !== 'number') {
          args[i] = numeric(boundary, args[i], site);
          boxed ||= Box.isOperand(args[i]);
        }
      }
      return boxed ? trace(boundary, site, args) : Reflect.apply(native, Math, args);
    }),
  );

function unary(name: PrimitiveName): NativeRecord {
  const op = opCode(name);
  return math(1, ({ tracer }, site, [x]) => tracer.unary(op, site, x as Box));
}

function binary(name: PrimitiveName): NativeRecord {
  const op = opCode(name);
  return math(2, (boundary, site, [x, y = NaN]) =>
    boundary.tracer.binary(op, site, numeric(boundary, x, site), numeric(boundary, y, site)),
  );
}

/** A function of any number of arguments: of two a binary primitive, of more a reduction of a gathered array. */
function variadic(two: PrimitiveName, many: PrimitiveName, evaluate: (...data: number[]) => number) {
  const op = opCode(two);
  return math(Infinity, (boundary, site, given) => {
    const { tracer } = boundary;
    const { recorder } = tracer;
    const args = given.map((x) => numeric(boundary, x, site));
    if (args.length === 1)
      return two === 'hypot' ? tracer.unary(opCode('abs'), site, args[0] as Box) : args[0];
    if (args.length === 2) return tracer.binary(op, site, args[0], args[1]);
    const data = args.map((x) => tracer.number(x));
    const refs = args.map((x) => (Box.is(x) ? Box.id(x) : 0));
    const operand = recorder.operand(refs, data, args.length, -1);
    return tracer.box(recorder.array(many, site, [operand], -1, -1, [evaluate(...data)]));
  });
}

/** The functions of `Math` that a scalar primitive is evaluated by: tracing one records the primitive. */
const ofPrimitives = Object.fromEntries(
  primitiveNames.flatMap((primitive) => {
    const record = primitives[primitive];
    if (record.kind !== 'elementwise') return [];
    const name = Object.getOwnPropertyNames(Math).find((key) => Reflect.get(Math, key) === record.evaluate);
    if (name === undefined) return [];
    return [[name, record.partials.length === 1 ? unary(primitive) : binary(primitive)]];
  }),
);

/** Number objects made of tracked numbers give those back. */
const numberObjects = perSession(() => new WeakMap<object, Box>());

function objectOf(boundary: Boundary, box: Box, newTarget = Number as unknown as NewTarget): object {
  const object = Reflect.construct(Number, [Box.value(box)], newTarget) as object;
  numberObjects(boundary).set(object, box);
  return object;
}

/** What `Number` makes of its first argument, an object converted by its own methods. */
const converted = ({ toPrimitive }: Boundary, x: unknown, site: number): unknown =>
  typeof x === 'object' ? toPrimitive(x, 'number', site) : x;

const number = constructor(
  (boundary) => (site, args, newTarget) => {
    const x = converted(boundary, args[0], site);
    if (Box.is(x)) return objectOf(boundary, x, newTarget);
    return Reflect.construct(Number, args.length === 0 ? [] : [x], newTarget) as object;
  },
  (boundary) =>
    ({ site, args }) => {
      const x = converted(boundary, args[0], site);
      return Box.is(x) ? x : args.length === 0 ? 0 : Number(x);
    },
);

const boolean = constructor(
  ({ truth }) =>
    (site, args, newTarget) =>
      Reflect.construct(Boolean, args.length > 0 ? [truth(site, args[0])] : [], newTarget),
  ({ truth }) =>
    ({ site, args }) =>
      truth(site, args[0]),
  'predicate',
);

const object = rule(
  (boundary) =>
    ({ args }) =>
      Box.is(args[0]) ? objectOf(boundary, args[0]) : Object(args[0]),
);

const valueOf = rule((boundary, native) => ({ self }) => {
  if (Box.is(self)) return self;
  const box = typeof self === 'object' && self !== null ? numberObjects(boundary).get(self) : undefined;
  return box ?? Reflect.apply(native, self, []);
});

/** A test of a number, recorded as a guard. The global ones convert their argument. */
const test = (kind: 'isNaN' | 'isFinite' | 'isInteger' | 'isSafeInteger', converts = false): NativeRecord =>
  rule((boundary, native) => {
    const { recorder } = boundary.tracer;
    return ({ site, args: [x] }) => {
      const y = converts ? numeric(boundary, x, site) : x;
      const outcome = native(Box.is(y) ? Box.value(y) : y) as boolean;
      if (Box.is(y)) recorder.guard(kind, site, Box.id(y), 0, outcome);
      return outcome;
    };
  }, 'predicate');

/** The text of a number says all of it but the sign of zero. */
const parseFloats = rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
  const [x] = args;
  if (!Box.is(x)) return dispatch.foreign(site, native, self, args, 'text');
  return Object.is(Box.value(x), -0) ? tracer.binary(opCode('add'), site, x, 0) : x;
});

/** All of `Math`, `Number` and the global number functions. */
export const numbers: NativeTable = {
  globalThis: {
    Object: object,
    Number: number,
    Boolean: boolean,
    BigInt: opaque('integer'),
    isNaN: test('isNaN', true),
    isFinite: test('isFinite', true),
  },
  Number: {
    isNaN: test('isNaN'),
    isFinite: test('isFinite'),
    isInteger: test('isInteger'),
    isSafeInteger: test('isSafeInteger'),
    parseFloat: parseFloats,
    parseInt: opaque('text'),
  },
  'Number.prototype': { valueOf, toLocaleString: opaque('text') },
  BigInt: named(opaque('integer'), 'asUintN, asIntN'),
  Math: {
    ...ofPrimitives,
    pow: binary('pow'),
    max: variadic('maximum', 'maximumOf', Math.max),
    min: variadic('minimum', 'minimumOf', Math.min),
    hypot: variadic('hypot', 'hypotOf', Math.hypot),
    ...named(opaque('integer'), 'clz32, imul'),
    random: opaque(),
  },
};
