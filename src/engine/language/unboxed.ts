import type { CutReason } from '../../shared/trace.ts';
import { extentOf, isBuffer, isMap, isSet, itemsOf, mapOf } from '../tracking/brands.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { conversionMethods, isObject } from './conversion.ts';
import { isInstrumented } from './functionMarks.ts';

type Callable = (...args: unknown[]) => unknown;

/** Facts about objects that their properties do not show. */
export interface ObjectFacts {
  /** Id of some tracked number that an object keeps in private fields, 0 if there is none. */
  readonly hidden: (object: object) => number;
  /** Classes that are not instrumented and can be extended. */
  readonly constructors: { has(constructor: unknown): boolean };
  /** Typed arrays that were given properties besides their slots. */
  readonly extended: WeakSet<ArrayBufferView>;
  /** The target of each proxy that the program made. */
  readonly proxyTargets: WeakMap<object, object>;
}

/**
 * Boxes in a value taken out for a foreign call and put back afterwards where the slot still holds the number. Looks into
 * arrays, plain objects, maps and sets; never into proxies or class instances with accessors. What cannot be written, being
 * frozen, is passed as a copy.
 */
export class Unboxing {
  // Made when they are needed: most calls pass nothing but plain numbers and text.
  #undos: (() => unknown)[] | undefined;
  #seenYet: Map<unknown, unknown> | undefined;
  #copied: Map<unknown, unknown> | undefined;
  readonly #tracer: Tracer;
  readonly site: number;
  readonly #callee: object | string;
  readonly #reason: CutReason | null;
  readonly #facts: ObjectFacts;

  /** @param callee what is called, or its name */
  constructor(
    tracer: Tracer,
    facts: ObjectFacts,
    site: number,
    callee: object | string,
    reason: CutReason | null,
  ) {
    this.#facts = facts;
    this.#tracer = tracer;
    this.site = site;
    this.#callee = callee;
    this.#reason = reason;
  }

  /** The callee's name for people. */
  get name(): string {
    const callee = this.#callee;
    if (typeof callee === 'string') return callee;
    return this.#tracer.isOpaque(callee) ? 'a proxy' : calledName(this.#tracer, callee, this.site);
  }

  get #undo(): (() => unknown)[] {
    return (this.#undos ??= []);
  }

  get #seen(): Map<unknown, unknown> {
    return (this.#seenYet ??= new Map());
  }

  unbox(value: unknown): unknown {
    if (typeof value === 'function') return this.#function(value);
    if (typeof value !== 'object' || value === null) return value;
    const tracer = this.#tracer;
    if (Box.is(value))
      return this.#reason ? tracer.unbox(value, this.#reason, this.name, this.site) : Box.value(value);
    // Without any recorded element there is no box to find, nor a matrix that has no rows yet.
    if (tracer.recorder.values.length === 1 && !tracer.shadows.lazy.any) return value;
    if (this.#seen.has(value)) return this.#seen.get(value);
    this.#seen.set(value, value);
    if (tracer.isOpaque(value)) {
      // `console.log` and its like look through a proxy at its target.
      this.unbox(this.#facts.proxyTargets.get(value));
      return value;
    }
    if (Array.isArray(value)) return this.#array(value);
    tracer.shadows.lazy.settle(value);
    if (isMap(value) || isSet(value)) {
      if (isMap(value)) this.#map(value);
      else for (const item of itemsOf(value)) this.unbox(item);
      this.#keys(value);
      return this.#properties(value, Reflect.ownKeys(value));
    }
    if (ArrayBuffer.isView(value)) {
      const { buffer, start, end } = extentOf(value);
      this.#storage(buffer, start, end);
      // Listing the keys of many elements takes long: only where the view may have other properties.
      if (this.#facts.extended.has(value) || this.#hasFields(value))
        return this.#properties(value, Reflect.ownKeys(value).slice((value as Float64Array).length));
    } else if (isBuffer(value)) {
      this.#storage(value, 0, value.byteLength);
      return this.#properties(value, Reflect.ownKeys(value));
    } else {
      this.#keys(value);
      this.#cut(this.#facts.hidden(value));
      this.#conversions(value);
      this.#inherited(Object.getPrototypeOf(value) as object | null);
      return this.#properties(value, Reflect.ownKeys(value));
    }
    return value;
  }

  /** Whether a view is of a class of the program, which may have fields. */
  #hasFields(view: ArrayBufferView): boolean {
    const prototype = Object.getPrototypeOf(view) as object | null;
    if (prototype === null || this.#tracer.isOpaque(prototype)) return false;
    return isInstrumented(Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value);
  }

  /** The object that a copy stands for; anything else as it is. */
  original(value: unknown): unknown {
    return this.#copied?.get(value) ?? value;
  }

  restore(): void {
    if (this.#undos) for (const undo of this.#undos.reverse()) undo();
  }

  /** Wraps the object's conversion methods, and the `get` of a matrix, so that the callee gets plain numbers of them. */
  #conversions(object: object): void {
    const isOpaque = (x: object) => this.#tracer.isOpaque(x);
    const others = this.#isDerived(object) ? ['get'] : [];
    for (const { holder, key, descriptor } of conversionMethods(object, isOpaque, others)) {
      if (!descriptor.writable && !descriptor.configurable) continue;
      const value = this.#plainly(descriptor.value as Callable);
      Object.defineProperty(holder, key, { ...descriptor, value });
      this.#undo.push(() => {
        if (Object.getOwnPropertyDescriptor(holder, key)?.value === value)
          Object.defineProperty(holder, key, descriptor);
      });
    }
  }

  /** Whether an object is of a class whose own code is not instrumented and which a class of the program extends. */
  #isDerived(object: object): boolean {
    let holder: object | null = object;
    while (holder !== null && holder !== Object.prototype && !this.#tracer.isOpaque(holder)) {
      if (this.#facts.constructors.has(Object.getOwnPropertyDescriptor(holder, 'constructor')?.value))
        return true;
      holder = Object.getPrototypeOf(holder) as object | null;
    }
    return false;
  }

  /** Unboxes the inherited properties of an object: those of `defaults` after `Object.create(defaults)`. */
  #inherited(prototype: object | null): void {
    if (prototype === null || prototype === Object.prototype || this.#seen.has(prototype)) return;
    if (this.#tracer.isOpaque(prototype)) return;
    this.#seen.set(prototype, prototype);
    const held = Reflect.ownKeys(prototype).filter(
      (key) => typeof Object.getOwnPropertyDescriptor(prototype, key)!.value === 'object',
    );
    this.#properties(prototype, held);
    this.#inherited(Object.getPrototypeOf(prototype) as object | null);
  }

  /** A function's own properties, like the static ones of a class. */
  #function(f: object): unknown {
    const { recorder } = this.#tracer;
    if (recorder.values.length === 1 || this.#tracer.isOpaque(f) || this.#seen.has(f)) return f;
    const keys = Object.keys(f);
    if (keys.length === 0) return f;
    this.#seen.set(f, f);
    this.#properties(f, keys);
    return f;
  }

  #array(array: unknown[]): unknown {
    if (Object.isFrozen(array)) return this.#properties(array, Reflect.ownKeys(array));
    for (let i = 0; i < array.length; i++) {
      const slot = array[i];
      if (!isObject(slot) || !Object.hasOwn(array, i)) continue; // in a hole stands what is inherited
      const plain = this.unbox(slot);
      if (plain === slot) continue;
      if (!Reflect.set(array, i, plain)) return this.#properties(array, Reflect.ownKeys(array));
      this.#undo.push(() => Object.is(array[i], plain) && (array[i] = slot));
    }
    // A search for an element does not read `array.name`.
    if (this.#reason === 'predicate') return array;
    // The keys of the elements come first, then `length`, then those of other properties.
    const keys = Reflect.ownKeys(array);
    return this.#properties(array, keys.slice(keys.lastIndexOf('length') + 1));
  }

  #properties(object: object, keys: readonly PropertyKey[]): unknown {
    const fixed = new Map<PropertyKey, unknown>();
    for (const key of keys) {
      const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
      if (isInstrumented(descriptor.get) && descriptor.configurable) this.#getter(object, key, descriptor);
      if (!('value' in descriptor) || !isObject(descriptor.value)) continue;
      const boxed: unknown = descriptor.value;
      const plain = this.unbox(boxed);
      if (plain === boxed) continue;
      if (!descriptor.writable && !descriptor.configurable) {
        fixed.set(key, plain);
        continue;
      }
      // The namespace object of a module refuses the write; only functions that show values look into it.
      if (!Reflect.defineProperty(object, key, { ...descriptor, value: plain })) continue;
      this.#undo.push(() => {
        const now = Object.getOwnPropertyDescriptor(object, key);
        if (now && Object.is(now.value, plain)) Object.defineProperty(object, key, { ...now, value: boxed });
      });
    }
    return fixed.size > 0 ? this.#copy(object, fixed) : object;
  }

  /** Wraps a getter so that the callee gets a plain number of it. */
  #getter(object: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
    const get = this.#plainly(descriptor.get as Callable);
    Object.defineProperty(object, key, { ...descriptor, get });
    this.#undo.push(() => {
      if (Object.getOwnPropertyDescriptor(object, key)?.get === get)
        Object.defineProperty(object, key, descriptor);
    });
  }

  /** Wraps a function to unbox its result. */
  #plainly(f: Callable): Callable {
    const tracer = this.#tracer;
    const { name, site } = this;
    const reason = this.#reason;
    const plain = function (this: unknown, ...args: unknown[]): unknown {
      const answer: unknown = Reflect.apply(f, this, args);
      // The callee only shows the number.
      if (reason === null) return Box.is(answer) ? Box.value(answer) : answer;
      return tracer.unbox(answer, reason, name, site);
    };
    for (const own of ['name', 'length'])
      Object.defineProperty(plain, own, Object.getOwnPropertyDescriptor(f, own) ?? {});
    return plain;
  }

  /** A copy of the object with other values of its fixed properties. */
  #copy(object: object, fixed: ReadonlyMap<PropertyKey, unknown>): object {
    const descriptors = Object.getOwnPropertyDescriptors(object) as Record<PropertyKey, PropertyDescriptor>;
    for (const [key, value] of fixed) descriptors[key]!.value = value;
    const copy = Object.defineProperties(Array.isArray(object) ? [] : {}, descriptors);
    Object.setPrototypeOf(copy, Object.getPrototypeOf(object) as object | null);
    if (!Object.isExtensible(object)) Object.preventExtensions(copy);
    this.#seen.set(object, copy);
    (this.#copied ??= new Map()).set(copy, object);
    return copy;
  }

  #map(map: Map<unknown, unknown>): void {
    const { entries, get, set } = mapOf(map);
    for (const [key, value] of entries()) {
      this.unbox(key); // for boxes inside the key: keys themselves are no boxes
      const plain = this.unbox(value);
      if (plain === value) continue;
      set(key, plain);
      this.#undo.push(() => Object.is(get(key), plain) && set(key, value));
    }
  }

  /** Keys of a collection are plain numbers already: it, or an iterator of it, only has to give them as such. */
  #keys(given: object): void {
    const { keys } = this.#tracer;
    const collection = keys.iterated(given) ?? given;
    const ids = keys.of(collection);
    if (ids.size === 0) return;
    for (const id of ids.values()) this.#cut(id);
    this.#undo.push(keys.lower(collection));
  }

  #storage(buffer: ArrayBufferLike, start: number, end: number): void {
    const { shadows } = this.#tracer;
    this.#cut(shadows.within(buffer, start, end));
  }

  #cut(id: number): void {
    if (id > 0 && this.#reason) this.#tracer.recorder.cut(id, this.#reason, this.name, this.site);
  }
}

/** The name of what is called at a site; that of its expression where a function has no name but a number, as those of WebAssembly. */
function calledName({ places }: Tracer, f: object, site: number): string {
  const name = nameOf(f);
  return /^\d+$|^a native function$/.test(name) ? (places.callee(site) ?? name) : name;
}

/** The name of a function for people. */
export function nameOf(f: unknown): string {
  const name = typeof f === 'function' ? Object.getOwnPropertyDescriptor(f, 'name')?.value : undefined;
  return typeof name === 'string' && name !== '' ? name : 'a native function';
}
