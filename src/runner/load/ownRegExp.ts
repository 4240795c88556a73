/** The methods that match, also for `replace` and `split`. Programs may put their own in their place. */
const { prototype } = RegExp;
const own = (['exec', 'test'] as const).map((key) => [key, prototype[key]] as const);

/** Runs work of this tool with the engine's own `exec` and `test`, so that the program's replacements are not called. */
export function withOwnRegExp<T>(work: () => T): T {
  const replaced = own.filter(([key, native]) => valueOf(key) !== native);
  if (replaced.length === 0) return work();
  const given = replaced.map(([key]) => Object.getOwnPropertyDescriptor(prototype, key));
  for (const [key, value] of replaced) {
    Reflect.defineProperty(prototype, key, { value, writable: true, enumerable: false, configurable: true });
  }
  try {
    return work();
  } finally {
    replaced.forEach(([key], i) => {
      if (given[i]) Reflect.defineProperty(prototype, key, given[i]);
      else Reflect.deleteProperty(prototype, key);
    });
  }
}

const valueOf = (key: 'exec' | 'test'): unknown => Object.getOwnPropertyDescriptor(prototype, key)?.value;
