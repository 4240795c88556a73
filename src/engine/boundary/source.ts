import type { Boundary } from './registry.ts';

/** Source text that becomes code while the program runs is instrumented like any other: `new Function`, indirect `eval`. */
export function registerSource({ tracer, dispatch }: Boundary, instrument: (source: string) => string): void {
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
    const make = (site: number, args: unknown[]): unknown => {
      const texts = args.map((arg) => String(tracer.unbox(arg, 'text', constructor.name, site)));
      Reflect.construct(constructor, texts); // throws what the language throws
      const body = texts.pop() ?? '';
      return evaluate(`(${kind} anonymous(${texts.join(',')}\n) {\n${body}\n})`);
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
