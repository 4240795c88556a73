import { Box } from '../box.ts';
import { isInstrumented } from '../runtime/marks.ts';
import { isSlots } from './storage.ts';
import { functionsOf, lowering, type Boundary, type Callable } from './registry.ts';

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

  /**
   * What `toJSON` made of an object, with boxes. The engine called it: one that is instrumented gave boxes, a member of ml-matrix
   * can be asked again, anything else has read the numbers for itself.
   */
  const madeOf = (site: number, given: object, key: string, item: unknown): unknown => {
    let owner: object | null = given;
    while (owner && !tracer.isOpaque(owner) && !Object.hasOwn(owner, 'toJSON'))
      owner = Object.getPrototypeOf(owner) as object | null;
    if (!owner || tracer.isOpaque(owner)) return item;
    const toJSON: unknown = Object.getOwnPropertyDescriptor(owner, 'toJSON')!.value;
    if (dispatch.handles(toJSON)) return dispatch.call(site, toJSON, given, [key]);
    if (!isInstrumented(toJSON)) dispatch.foreign(site, () => undefined, undefined, [given], 'text');
    return item;
  };

  /** Values are unboxed one by one as they are written, those that getters, proxies and `toJSON` give too. */
  dispatch.handlers.set(JSON.stringify, ({ site, args }) => {
    const [value, replacer, space] = args;
    if (tracer.recorder.values.length === 1 || Array.isArray(replacer)) {
      return dispatch.foreign(site, JSON.stringify as Callable, JSON, args, 'text');
    }
    const write = function (this: object, key: string, item: unknown) {
      const given: unknown = tracer.isOpaque(this) ? item : Object.getOwnPropertyDescriptor(this, key)?.value;
      const isMade = given !== item && typeof given === 'object' && given !== null;
      const made = isMade ? madeOf(site, given, key, item) : item;
      const written =
        typeof replacer === 'function' ? dispatch.call(site, replacer, this, [key, made]) : made;
      if (Box.is(written)) return tracer.unbox(written, 'text', 'JSON.stringify', site);
      if (isSlots(written) && tracer.shadows.has(written))
        tracer.cutStorage(written, 'text', 'JSON.stringify', site);
      return written;
    };
    return JSON.stringify(value, write, tracer.unbox(space, 'text', 'JSON.stringify', site) as number);
  });
  dispatch.handlers.set(JSON.parse, ({ site, args: [text, reviver, ...rest] }) => {
    const call =
      typeof reviver === 'function' && dispatch.handles(reviver) ? dispatch.callback(site, reviver) : reviver;
    return JSON.parse(
      tracer.unbox(text, 'text', 'JSON.parse', site) as string,
      call as never,
      ...(rest as []),
    );
  });
  lowering(boundary, functionsOf(console), null);
}
