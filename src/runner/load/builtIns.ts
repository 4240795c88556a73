import { createContext, runInContext } from 'node:vm';

const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

/** Properties that a program may have given all objects, and that change what our own descriptors and results mean. */
const hazards = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'then', 'toJSON'] as const;

/** A property as it is or was; without a descriptor where there is none. */
interface Kept {
  readonly holder: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor | undefined;
}

/** What Node adds to the language and this tool's own code uses. Most of what Node adds is loaded when it is first looked at. */
const ofNode = ['process', 'Buffer', 'URL', 'performance', 'queueMicrotask', 'structuredClone'].concat(
  ...['Timeout', 'Interval', 'Immediate'].map((kind) => [`set${kind}`, `clear${kind}`]),
);

/** The names of the global properties that are kept. */
function globalNames(): PropertyKey[] {
  const ofLanguage = runInContext('Reflect.ownKeys(globalThis)', createContext()) as PropertyKey[];
  return [...ofLanguage, ...ofNode];
}

/** The built-in objects of the language with their prototypes; the global object has `globals`. */
function holders(globals: readonly PropertyKey[]): object[] {
  const found = new Set<object>();
  for (const key of globals) {
    if (!/^[A-Z]/.test(String(key))) continue;
    const value: unknown = getOwnPropertyDescriptor(globalThis, key)?.value;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    found.add(value);
    const prototype: unknown = getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (typeof prototype === 'object' && prototype !== null) found.add(prototype);
  }
  const iterators = [
    [].values(),
    new Map().keys(),
    new Set().keys(),
    ''[Symbol.iterator](),
    ''.matchAll(/./g),
  ];
  const hidden = [...iterators, (function* () {})(), (async function* () {})()];
  for (let each of hidden as object[]) {
    for (; each !== null && each !== Object.prototype; each = getPrototypeOf(each)!) found.add(each);
  }
  return [...found, getPrototypeOf(Float64Array)!, getPrototypeOf(Float64Array.prototype)!];
}

/**
 * Remembers the language's built-ins as they are now, before a program is loaded. Code of this tool has taken those that it uses
 * (scripts/primordials); what others wrote, such as the parser, needs them put back.
 */
export function keepBuiltIns(): Restore {
  const kept: Kept[] = [];
  const keep = (holder: object, keys: readonly PropertyKey[]) => {
    for (const key of keys) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (descriptor) kept.push({ holder, key, descriptor });
    }
  };
  const globals = globalNames();
  keep(globalThis, globals);
  for (const holder of holders(globals)) keep(holder, ownKeys(holder));
  const { prototype: holder } = Object;
  for (const key of hazards) {
    if (!getOwnPropertyDescriptor(holder, key)) kept.unshift({ holder, key, descriptor: undefined });
  }
  return () => {
    let changed: Changed | undefined;
    for (let i = 0; i < kept.length; i++) {
      const { holder, key, descriptor } = kept[i]!;
      const now = getOwnPropertyDescriptor(holder, key);
      if (isSame(now, descriptor)) continue;
      changed = { property: { holder, key, descriptor: now }, before: changed };
      put(kept[i]!);
    }
    if (!changed) return nothing;
    return () => {
      for (; changed; changed = changed.before) put(changed.property);
    };
  };
}

/** Puts the built-ins back as they were kept; what it returns undoes that, and is `nothing` where they are as they were. */
export type Restore = () => () => void;
export const nothing = (): void => undefined;

/** Runs work of this tool that does not take its built-ins at its start, as what others wrote does not. */
export function withKept<T>(restore: Restore, work: () => T): T {
  const undo = restore();
  try {
    return work();
  } finally {
    undo();
  }
}

/** What was changed, the last first: a list that needs no method. */
interface Changed {
  readonly property: Kept;
  readonly before: Changed | undefined;
}

function isSame(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  return a && b ? Object.is(a.value, b.value) && a.get === b.get && a.set === b.set : a === b;
}

function put({ holder, key, descriptor }: Kept): void {
  if (descriptor) defineProperty(holder, key, descriptor);
  else deleteProperty(holder, key);
}
