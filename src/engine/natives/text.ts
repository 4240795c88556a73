import { functionsOf, lowering, type Boundary, type Callable } from './carrier.ts';

/** Text of numbers, and output. Text cuts; what is only shown does not. */
export function registerText(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  const { replace, replaceAll } = String.prototype;
  lowering(
    boundary,
    [String, ...functionsOf(String), ...functionsOf(String.prototype, ['constructor'])],
    'text',
  );
  // what these take beside the text, if it is a number, is a position or a count
  const text = String.prototype;
  const { toFixed, toPrecision, toExponential, toString } = Number.prototype;
  const counting = [
    text.at, text.charAt, text.charCodeAt, text.codePointAt, text.slice, text.substring, text['substr'],
    text.repeat, text.padStart, text.padEnd, toFixed, toPrecision, toExponential, toString,
  ] as Callable[]; // prettier-ignore
  for (const native of counting) {
    dispatch.handlers.set(native, ({ site, self, args }) => {
      const plain = args.map((x) => tracer.unbox(x, 'index', native.name, site));
      return dispatch.foreign(site, native, self, plain, 'text');
    });
  }
  for (const native of [replace, replaceAll] as Callable[]) {
    dispatch.handlers.set(native, ({ site, self, args }) => {
      const [pattern, by] = args;
      const replacer =
        typeof by === 'function'
          ? (...found: unknown[]) =>
              tracer.unbox(dispatch.call(site, by, undefined, found), 'text', native.name, site)
          : by;
      return dispatch.foreign(site, native, self, args.length > 1 ? [pattern, replacer] : args, 'text');
    });
  }
  for (const f of [RegExp.prototype.exec, RegExp.prototype.test]) lowering(boundary, [f], 'text');

  lowering(boundary, functionsOf(console), null);
}
