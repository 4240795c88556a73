/** A function of the running Node that is reachable from the global object by standard names. */
export interface Reached {
  /** `Array.prototype`; `globalThis` for globals themselves. */
  readonly holder: string;
  /** `map`, `@@iterator`, `get size`, `set lastIndex`. */
  readonly name: string;
  readonly f: (...args: never[]) => unknown;
}

/** Objects that no name leads to. */
const hidden: Readonly<Record<string, () => object>> = {
  TypedArray: () => Object.getPrototypeOf(Float64Array) as object,
  GeneratorFunction: () => function* () {}.constructor,
  AsyncFunction: () => (async () => {}).constructor,
  AsyncGeneratorFunction: () => async function* () {}.constructor,
  Generator: () => Object.getPrototypeOf(function* () {}.prototype) as object,
  AsyncGenerator: () => Object.getPrototypeOf(async function* () {}.prototype) as object,
  AsyncIterator: () =>
    Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype)) as object,
  ArrayIterator: () => Object.getPrototypeOf([][Symbol.iterator]()) as object,
  MapIterator: () => Object.getPrototypeOf(new Map().entries()) as object,
  SetIterator: () => Object.getPrototypeOf(new Set().values()) as object,
  StringIterator: () => Object.getPrototypeOf(''[Symbol.iterator]()) as object,
  RegExpStringIterator: () => Object.getPrototypeOf(''.matchAll(/a/g)) as object,
  IteratorHelper: () => Object.getPrototypeOf([].values().map((x) => x)) as object,
  WrapForValidIterator: () =>
    Object.getPrototypeOf(Iterator.from({ next: () => ({ done: true, value: 0 }) })) as object,
};

/** All functions, but for Node's own under its private symbols, below the given globals and the hidden objects, each once, by the first name that leads to it. */
export function reachable(globals: readonly string[]): Reached[] {
  const found = new Map<unknown, Reached>();
  const walked = new Set<unknown>();
  const walk = (holder: string, object: object): void => {
    if (walked.has(object)) return;
    walked.add(object);
    for (const key of Reflect.ownKeys(object)) {
      const name = typeof key === 'symbol' ? `@@${(key.description ?? '').replace(/^Symbol\./, '')}` : key;
      if (
        /^@@(k[A-Z]|nodejs|messaging)|^_/.test(name) ||
        name === 'caller' ||
        name === 'arguments' ||
        name === 'callee'
      )
        continue;
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key)!;
      for (const [f, shown] of [
        [value, name],
        [get, `get ${name}`],
        [set, `set ${name}`],
      ] as [unknown, string][]) {
        if (typeof f === 'function' && name !== 'constructor') add(holder, shown, f as Reached['f']);
      }
      if (typeof value === 'object' && value !== null && isPart(value))
        walk(`${holder}.${name}`, value as object);
    }
  };
  const add = (holder: string, name: string, f: Reached['f']): void => {
    if (found.has(f)) return;
    found.set(f, { holder, name, f });
    walk(holder === 'globalThis' || holder === '' ? name : `${holder}.${name}`, f);
  };
  const isPart = (value: object) =>
    (!Array.isArray(value) || value === Array.prototype) &&
    !ArrayBuffer.isView(value) &&
    value !== globalThis;
  for (const name of globals) {
    const { value, get } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
    const object: unknown = value ?? (get ? (globalThis as Record<string, unknown>)[name] : undefined);
    if (typeof object === 'function') add('globalThis', name, object as Reached['f']);
    else if (typeof object === 'object' && object !== null) walk(name, object);
  }
  for (const [name, get] of Object.entries(hidden)) {
    const object = get();
    if (typeof object === 'function') add('', name, object as Reached['f']);
    else walk(name, object);
  }
  return [...found.values()];
}

// Run by itself, with the globals as arguments: what a fresh Node says; a test's runner replaces some of its objects.
if (import.meta.main) {
  const names = reachable(process.argv.slice(2)).map(({ holder, name }) => `${holder} ${name}`);
  process.stdout.write(JSON.stringify({ names, globals: Object.getOwnPropertyNames(globalThis) }));
}
