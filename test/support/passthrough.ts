import { types } from 'node:util';
import type { Storage } from '../../src/engine/tracking/slots.ts';
import { refusals } from '../../src/engine/fidelity/refusals.ts';
import { patterns } from '../../src/engine/fidelity/patterns.ts';
import type { Tracer } from '../../src/engine/tracking/tracer.ts';
import type { Runtime } from '../../src/shared/runtime.ts';
import type { SiteTable } from '../../src/shared/sites.ts';

/** Registers: each may be read once, right after it was set; any later read is a bug of the generated code. */
const registers = ['v', 'self', 'kept', 'old', 'lastRef'] as const;
type Register = (typeof registers)[number];

interface Reference {
  readonly object: object;
  readonly key: PropertyKey;
}

/* The operators of the language on values of any type: what the rewriting must not change. */
/* eslint-disable @typescript-eslint/no-explicit-any, eqeqeq */
type Value = any;

/**
 * A runtime whose members do what plain JavaScript does, and nothing else. It is strict about registers: user code
 * (any call) empties them, so generated code that reads one too late fails here.
 */
export function passthrough(
  tables: () => SiteTable,
  evaluateSource: (source: string) => string = (x) => x,
): Runtime {
  const held = new Map<Register, unknown>();
  const leave = <T>(register: Register, value: T): T => {
    held.set(register, value);
    return value;
  };
  const text = (s: number): string => tables().texts[s] ?? `site ${s} has no text`;
  // As if every typed array held tracked numbers.
  const tracer: unknown = {
    shadows: { any: true },
    places: { text: (s: number) => tables().texts[s] },
    isOpaque: types.isProxy,
  };
  const slots: unknown = { seen: (value: object) => value };
  const call = (s: number, f: unknown, self: unknown, args: unknown[]): unknown => {
    held.clear();
    if (typeof f !== 'function') throw new TypeError(`${text(s)} is not a function`);
    const result: unknown = Reflect.apply(f, self, args);
    held.clear();
    return result;
  };
  const read = (object: Value, key: PropertyKey): unknown => {
    const value: unknown = object[key];
    held.clear();
    return value;
  };
  const set = (object: Value, key: PropertyKey, value: unknown): unknown => {
    object[key] = value;
    held.clear();
    return value;
  };
  const setSloppy = new Function('o', 'k', 'v', 'o[k] = v; return v;') as typeof set;
  const binary =
    (operate: (a: Value, b: Value) => unknown) =>
    (_s: number, a: unknown, b: unknown): Value => {
      const value = operate(a, b);
      held.clear();
      return value;
    };
  const unary =
    (operate: (a: Value) => unknown) =>
    (_s: number, a: unknown): Value => {
      const value = operate(a);
      held.clear();
      return value;
    };
  const step =
    (by: 1 | -1) =>
    (_s: number, a: unknown): unknown => {
      // ToNumeric of the old value, a bigint too.
      const old: Value = -(-(a as number));
      leave('old', old);
      return typeof old === 'bigint' ? old + BigInt(by) : old + by;
    };
  const reference = (r: unknown): Reference => r as Reference;
  let base: unknown; // on what a name in a `with` is called
  const runtime = {
    add: binary((a, b) => a + b),
    sub: binary((a, b) => a - b),
    mul: binary((a, b) => a * b),
    div: binary((a, b) => a / b),
    mod: binary((a, b) => a % b),
    pow: binary((a, b) => a ** b),
    bitAnd: binary((a, b) => a & b),
    bitOr: binary((a, b) => a | b),
    bitXor: binary((a, b) => a ^ b),
    shl: binary((a, b) => a << b),
    sar: binary((a, b) => a >> b),
    shr: binary((a, b) => a >>> b),
    lt: binary((a, b) => a < b),
    le: binary((a, b) => a <= b),
    gt: binary((a, b) => a > b),
    ge: binary((a, b) => a >= b),
    eq: binary((a, b) => a == b),
    ne: binary((a, b) => a != b),
    seq: binary((a, b) => a === b),
    sne: binary((a, b) => a !== b),
    inOp: binary((key, object) => key in object),
    instanceOf: binary((value, constructor) => value instanceof constructor),
    neg: unary((a) => -a),
    plus: unary((a) => +a),
    bitNot: unary((a) => ~a),
    not: unary((a) => !a),
    typeOf: (a: unknown) => typeof a,
    inc: step(1),
    dec: step(-1),
    truth: (_s: number, a: unknown) => !!leave('v', a),
    nil: (a: unknown) => leave('v', a) === null || a === undefined,
    call0: (s: number, f: unknown, self: unknown) => call(s, f, self, []),
    call1: (s: number, f: unknown, self: unknown, a: unknown) => call(s, f, self, [a]),
    call2: (s: number, f: unknown, self: unknown, a: unknown, b: unknown) => call(s, f, self, [a, b]),
    call3: (s: number, f: unknown, self: unknown, a: unknown, b: unknown, c: unknown) =>
      call(s, f, self, [a, b, c]),
    callN: call,
    method(_s: number, object: unknown, key: PropertyKey) {
      const value = read(object, key);
      leave('self', object);
      return value;
    },
    methodAt(_s: number, object: unknown, key: unknown) {
      const value = read(object, key as PropertyKey);
      leave('self', object);
      return value;
    },
    construct(s: number, constructor: unknown, args: unknown[]) {
      held.clear();
      if (typeof constructor !== 'function') throw new TypeError(`${text(s)} is not a constructor`);
      try {
        Reflect.construct(Object, [], constructor);
      } catch {
        throw new TypeError(`${text(s)} is not a constructor`);
      }
      const value: unknown = Reflect.construct(constructor, args);
      held.clear();
      return value;
    },
    tag:
      (s: number, f: unknown, self: unknown) =>
      (...args: unknown[]) =>
        call(s, f, self, args),
    ...refusals(tracer as Tracer),
    ...patterns(tracer as Tracer, slots as Storage),
    evalSource: (_s: number, source: unknown) =>
      typeof source === 'string' ? evaluateSource(source) : source,
    get: (_s: number, object: unknown, key: PropertyKey) => read(object, key),
    at: (_s: number, object: unknown, key: unknown) => read(object, key as PropertyKey),
    setAt: (_s: number, object: unknown, key: unknown, value: unknown) =>
      set(object, key as PropertyKey, value),
    setAtSloppy: (_s: number, object: unknown, key: unknown, value: unknown) =>
      setSloppy(object, key as PropertyKey, value),
    keep: (object: unknown) => leave('kept', object),
    ref: (object: unknown, key: unknown) => leave('lastRef', { object, key }),
    current() {
      const ref = reference(runtime.lastRef);
      const value = read(ref.object, ref.key);
      leave('lastRef', ref);
      return value;
    },
    put: (_s: number, ref: unknown, value: unknown) => set(reference(ref).object, reference(ref).key, value),
    putSloppy: (_s: number, ref: unknown, value: unknown) =>
      setSloppy(reference(ref).object, reference(ref).key, value),
    putOld(s: number, ref: unknown, value: unknown, old: unknown) {
      runtime.put(s, ref, value);
      return old;
    },
    putOldSloppy(s: number, ref: unknown, value: unknown, old: unknown) {
      runtime.putSloppy(s, ref, value);
      return old;
    },
    key: unary((key) =>
      typeof key === 'object' || typeof key === 'function' ? Reflect.ownKeys({ [key]: 0 })[0] : key,
    ),
    text: (_s: number, value: unknown) => value,
    plain: (_s: number, value: unknown) => value,
    scope: (_s: number, object: unknown) =>
      object === null || object === undefined
        ? object
        : new Proxy(Object.create(null) as object, {
            has: (_, key) => key !== '__gl' && key in (Object(object) as object),
            get: (_, key) => {
              if (key !== Symbol.unscopables) base = object;
              return (object as Record<PropertyKey, unknown>)[key];
            },
            set: (_, key, value) => Reflect.set(object, key, value),
          }),
    look: () => (base = undefined),
    looked: (_: unknown, f: unknown) => {
      leave('self', base);
      return f;
    },
    returned: (_target: unknown, value: unknown) => value,
    thrown: (_s: number, value: unknown) => value,
    caught: () => undefined,
    captured: (_s: number, value: unknown) => value,
    name: (_s: number, value: unknown) => value,
    iteration: () => {},
    cases: () => {},
    helpers: {},
  } as unknown as Runtime;
  for (const register of registers) {
    Object.defineProperty(runtime, register, {
      get() {
        if (!held.has(register)) throw new Error(`register ${register} is read too late`);
        const value = held.get(register);
        held.delete(register);
        return value;
      },
    });
  }
  return runtime;
}
