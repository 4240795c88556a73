import type { Boundary } from './registry.ts';

/** Source text that becomes code while the program runs is instrumented like any other: `new Function`, indirect `eval`. */
export function registerSource(
  { tracer, dispatch, toPrimitive }: Boundary,
  instrument: (source: string) => string,
): void {
  const globalEval = eval; // called by another name, so in the global scope
  const evaluateNatively = (source: string): unknown => globalEval(source);
  const evaluate = (source: string): unknown => globalEval(rewritten(source, instrument));
  dispatch.handlers.set(eval, ({ args: [source] }) =>
    typeof source === 'string' ? evaluate(source) : source,
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
      const made = evaluate(`(${kind} anonymous(${texts.join(',')}\n) {\n${body}\n})`);
      if (newTarget === constructor) return made;
      return Object.setPrototypeOf(made, Reflect.get(newTarget, 'prototype') as object);
    };
    dispatch.handlers.set(constructor, ({ site, args }) => make(site, args));
    dispatch.constructors.set(constructor, make as never);
  }
}

/** The source rewritten; as it is if it does not parse, so that the language says what is wrong. */
export function rewritten(source: string, instrument: (source: string) => string): string {
  try {
    return instrument(source);
  } catch {
    return source;
  }
}
