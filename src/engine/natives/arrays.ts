import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import { carrier, lowering, type Boundary, type Callable, type Native } from './carrier.ts';

const prototype = Array.prototype;

/** Arrays carry boxes in their slots. What reads a number for itself (a position, a predicate, an order) is unboxed. */
export function registerArrays(boundary: Boundary): void {
  const { tracer, dispatch, toPrimitive } = boundary;
  const plain: readonly Native[] = [
    prototype.push, prototype.unshift, prototype.concat, prototype.pop, prototype.shift, prototype.reverse,
    prototype.toReversed, prototype.keys, prototype.entries, prototype.values, Array.of, Array.isArray,
  ]; // prettier-ignore
  for (const f of plain) carrier(boundary, f);
  for (const f of [prototype.flat, prototype.at]) carrier(boundary, f, { index: [0], converts: true });
  for (const f of [prototype.slice, prototype.splice, prototype.toSpliced])
    carrier(boundary, f, { index: [0, 1], converts: true });
  carrier(boundary, prototype.fill, { index: [1, 2], converts: true });
  carrier(boundary, prototype.copyWithin, { index: [0, 1, 2], converts: true });
  carrier(boundary, prototype.with, { index: [0], converts: true });
  for (const f of [
    prototype.forEach,
    prototype.map,
    prototype.flatMap,
    prototype.reduce,
    prototype.reduceRight,
  ]) {
    carrier(boundary, f, { callback: [0] });
  }
  const predicates: readonly Native[] = [
    prototype.filter, prototype.find, prototype.findIndex, prototype.findLast, prototype.findLastIndex, prototype.some,
    prototype.every,
  ]; // prettier-ignore
  for (const f of predicates) carrier(boundary, f, { callback: [0], reads: 'truth' });
  carrier(boundary, Array.from, { callback: [1] });
  lowering(boundary, [prototype.join, prototype.toString, prototype.toLocaleString], 'text');
  const searches = [prototype.includes, prototype.indexOf, prototype.lastIndexOf] as Callable[];
  lowering(boundary, searches, 'predicate');
  for (const search of searches) {
    const amongNumbers = dispatch.handlers.get(search)!;
    dispatch.handlers.set(search, (call) => {
      const { self, args } = call;
      // a tracked number is neither the object nor the text that is looked for
      const isOther = args.length === 1 && typeof args[0] !== 'number' && !Box.is(args[0]);
      return isOther && Array.isArray(self) && !tracer.isOpaque(self)
        ? Reflect.apply(search, self, args)
        : amongNumbers(call);
    });
  }

  for (const sort of [prototype.sort, prototype.toSorted] as ((compare: unknown) => unknown)[]) {
    dispatch.handlers.set(sort, ({ site, self: given, args }) => {
      const self = tracer.unbox(given, 'opaque', sort.name, site);
      const [compare] = args;
      if (compare === undefined) {
        const text = (x: unknown) =>
          `${tracer.unbox(toPrimitive(x, 'string', site), 'predicate', sort.name, site) as string}`;
        const byText = (a: unknown, b: unknown) => {
          const [x, y] = [text(a), text(b)];
          return x < y ? -1 : x > y ? 1 : 0;
        };
        return Reflect.apply(sort, self, [hasObject(self) ? byText : undefined]);
      }
      if (typeof compare !== 'function')
        return Reflect.apply(sort, self, [tracer.unbox(compare, 'opaque', sort.name, site)]); // throws
      const ordered = (a: unknown, b: unknown) => {
        const order = toPrimitive(dispatch.call(site, compare, undefined, [a, b]), 'number', site);
        if (!Box.is(order)) return order;
        const negative = Box.value(order) < 0;
        const zero = tracer.recorder.constant(0, site);
        tracer.recorder.guard('<', site, Box.id(order), zero, negative);
        if (!negative) tracer.recorder.guard('>', site, Box.id(order), zero, Box.value(order) > 0);
        return Box.value(order);
      };
      return Reflect.apply(sort, self, [ordered]);
    });
  }

  const create = (f: () => unknown) => (site: number, args: unknown[]) => {
    if (args.length === 1) {
      args[0] = tracer.unbox(args[0], 'size', 'Array', site);
      if (typeof args[0] === 'number') tracer.allocate(8 * args[0], site);
    }
    return Reflect.apply(f, undefined, args);
  };
  const asCall = create(Array as () => unknown);
  dispatch.handlers.set(Array, ({ site, args }) => asCall(site, args));
  dispatch.constructors.set(Array, (site, args, newTarget) =>
    newTarget === (Array as unknown)
      ? asCall(site, args)
      : create(((...given: unknown[]) => Reflect.construct(Array, given, newTarget)) as () => unknown)(
          site,
          args,
        ),
  );
}

/** Is there a box, or anything else whose text is not the native's own affair? */
function hasObject(array: unknown): boolean {
  return Array.isArray(array) && array.some(isObject);
}
