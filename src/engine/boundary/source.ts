import type { Boundary } from './registry.ts';

/** Source text that becomes code while the program runs is instrumented like any other: `new Function`, indirect `eval`. */
export function registerSource({ tracer, dispatch }: Boundary, instrument: (source: string) => string): void {
  const globalEval = eval; // called by another name, so in the global scope
  const evaluate = (source: string): unknown => globalEval(rewritten(source, instrument));
  dispatch.handlers.set(eval, ({ args: [source] }) =>
    typeof source === 'string' ? evaluate(source) : source,
  );

  const make = (site: number, args: unknown[]): unknown => {
    const texts = args.map((arg) => String(tracer.unbox(arg, 'text', 'Function', site)));
    new Function(...texts); // throws what the language throws
    const body = texts.pop() ?? '';
    return evaluate(`(function anonymous(${texts.join(',')}\n) {\n${body}\n})`);
  };
  dispatch.handlers.set(Function, ({ site, args }) => make(site, args));
  dispatch.constructors.set(Function, make as never);
}

/** The source rewritten; as it is if it does not parse, so that the language says what is wrong. */
export function rewritten(source: string, instrument: (source: string) => string): string {
  try {
    return instrument(source);
  } catch {
    return source;
  }
}
