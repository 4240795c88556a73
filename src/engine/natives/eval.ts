import type { Boundary } from './carrier.ts';

/** How source text becomes code while the program runs. */
export interface Evals {
  /** Instruments what is evaluated at a site; throws if it does not parse. */
  instrument(source: string, site: number): string;
  /** Evaluates it in the global scope, as code of the site's file: `import()` inside is relative to that. */
  evaluate?(code: string, site: number): unknown;
}

/** Source text that becomes code while the program runs is instrumented like any other: `new Function`, indirect `eval`. */
export function registerSource({ tracer, dispatch, toPrimitive }: Boundary, evals: Evals): void {
  const globalEval = eval; // called by another name, so in the global scope
  const evaluateNatively = (source: string): unknown => globalEval(source);
  const evaluate = (source: string, site: number): unknown => {
    const code = rewritten(evals, source, site);
    return evals.evaluate ? evals.evaluate(code, site) : globalEval(code);
  };
  dispatch.handlers.set(eval, ({ site, args: [source] }) =>
    typeof source === 'string' ? evaluate(source, site) : source,
  );

  // `Function` and its three relatives: the text that the language puts together from the arguments is what runs.
  const kinds = ['function', 'function*', 'async function', 'async function*'];
  for (const kind of kinds) {
    const { constructor } = evaluateNatively(`(${kind} () {})`) as { constructor: FunctionConstructor };
    const make = (site: number, args: unknown[], newTarget: object = constructor): unknown => {
      const text = (arg: unknown) =>
        tracer.unbox(toPrimitive(arg, 'string', site), 'text', constructor.name, site) as string;
      const texts = args.map((arg) => `${text(arg)}`);
      Reflect.construct(constructor, texts); // throws what the language throws
      const body = texts.pop() ?? '';
      const made = evaluate(`(${kind} anonymous(${texts.join(',')}\n) {\n${body}\n})`, site);
      if (newTarget === constructor) return made;
      return Object.setPrototypeOf(made, Reflect.get(newTarget, 'prototype') as object);
    };
    dispatch.handlers.set(constructor, ({ site, args }) => make(site, args));
    dispatch.constructors.set(constructor, make as never);
  }
}

/** The source rewritten; as it is if it does not parse, so that the language says what is wrong. */
export function rewritten(evals: Evals, source: string, site: number): string {
  try {
    return evals.instrument(source, site);
  } catch {
    return source;
  }
}
