import { isConstructor, type NewTarget } from '../language/construction.ts';
import { integersRead, isSlots } from '../tracking/slots.ts';
import { constructor, isList, named, opaque, plain, rule } from './carrier.ts';
import type { Boundary, Callable, Evals, NativeRecord, NativeTable } from './carrier.ts';

/** The arguments in an array-like: read by its length, or as boxes where it is typed. */
function listed(boundary: Boundary, list: ArrayLike<unknown>, site: number): unknown[] {
  boundary.dispatch.carrierSite = site;
  integersRead(boundary.tracer, list, site);
  // Its iterator is the tracer's, which gives boxes.
  if (isSlots(list)) return Array.from(list as Iterable<unknown>);
  const { length } = list;
  // the language converts or refuses any other length
  if (!Number.isInteger(length) || length > 10_000) return Array.from({ length }, (_, i) => list[i]);
  const items: unknown[] = [];
  for (let i = 0; i < length; i++) items.push(list[i]);
  return items;
}

const call = rule(({ dispatch }) => ({ site, self, args }) => {
  const [first, ...rest] = args;
  return dispatch.call(site, self, first, rest);
});

const apply = rule((boundary, native) => ({ site, self, args: [first, list] }) => {
  const { dispatch } = boundary;
  const isEmpty = list === undefined || list === null;
  if (!isEmpty && !(typeof self === 'function' && isList(list)))
    return Reflect.apply(native, plain(self), [plain(first), plain(list)]); // throws
  return dispatch.call(site, self, first, isList(list) ? listed(boundary, list, site) : []);
});

const bind = rule(({ dispatch }, native) => ({ self, args }) => {
  const [first, ...rest] = args;
  return dispatch.bind(Reflect.apply(native, self, args) as Callable, self, first, rest);
});

const reflectApply = rule((boundary) => ({ site, args: [f, self, list] }) => {
  if (typeof f !== 'function' || !isList(list))
    return Reflect.apply(plain(f) as Callable, plain(self), plain(list) as unknown[]); // throws
  return boundary.dispatch.call(site, f, self, listed(boundary, list, site));
});

const reflectConstruct = rule((boundary, native) => ({ site, args }) => {
  const { dispatch } = boundary;
  const [type, list, newTarget = type] = args;
  const handler = dispatch.constructors.get(type);
  if (
    !isConstructor(type) ||
    !isConstructor(newTarget) ||
    !isList(list) ||
    (args.length > 2 && args[2] === undefined)
  )
    return Reflect.apply(native, Reflect, args.map(plain)); // throws
  if (newTarget === type) return dispatch.construct(site, type, listed(boundary, list, site));
  if (handler) return handler(site, listed(boundary, list, site), newTarget as never);
  return Reflect.construct(type as never, listed(boundary, list, site), newTarget as never);
});

/** Evaluates source text in the global scope, instrumented. */
function evaluate({ evals }: Boundary, source: string, site: number): unknown {
  const globalEval = eval; // called by another name, so in the global scope
  const code = rewritten(evals, source, site);
  return evals.evaluate ? evals.evaluate(code, site) : globalEval(code);
}

/** The source instrumented; unchanged if it does not parse, so that the language throws its own SyntaxError. */
export function rewritten(evals: Evals, source: string, site: number): string {
  try {
    return evals.instrument(source, site);
  } catch {
    return source;
  }
}

const evaluated = rule(
  (boundary) =>
    ({ site, args: [source] }) =>
      typeof source === 'string' ? evaluate(boundary, source, site) : source,
);

/** `Function` and its three relatives: the text that the language puts together from the arguments is instrumented. */
function functionOf(kind: string): NativeRecord {
  const make = (boundary: Boundary, native: NewTarget) => {
    const { tracer, toPrimitive } = boundary;
    return (site: number, args: unknown[], newTarget: object): unknown => {
      const text = (arg: unknown) =>
        tracer.unbox(toPrimitive(arg, 'string', site), 'text', native.name, site) as string;
      const texts = args.map((arg) => `${text(arg)}`);
      Reflect.construct(native, texts); // throws what the language throws
      const body = texts.pop() ?? '';
      const made = evaluate(boundary, `(${kind} anonymous(${texts.join(',')}\n) {\n${body}\n})`, site);
      if (newTarget === native) return made;
      return Object.setPrototypeOf(made, Reflect.get(newTarget, 'prototype') as object);
    };
  };
  return constructor(make, (boundary, native) => {
    const type = native as unknown as NewTarget;
    const construct = make(boundary, type);
    return ({ site, args }) => construct(site, args, type);
  });
}

/** Functions that call functions, whose callee is dispatched like a call written out, and those that make functions of text. */
export const functions: NativeTable = {
  globalThis: { Function: functionOf('function'), eval: evaluated },
  Function: { prototype: opaque() },
  'Function.prototype': {
    ...{ apply, bind, call },
    toString: rule(
      ({ functionText }) =>
        ({ self }) =>
          functionText(self),
    ),
    '@@hasInstance': opaque(),
  },
  Reflect: { apply: reflectApply, construct: reflectConstruct },
  '': {
    GeneratorFunction: functionOf('function*'),
    AsyncFunction: functionOf('async function'),
    AsyncGeneratorFunction: functionOf('async function*'),
    ...named(opaque(), 'TypedArray'),
  },
};
