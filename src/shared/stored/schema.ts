/** Plain data that a schema refuses. The message says where and what: `result.files is no list`. */
export class SchemaError extends Error {}

/** What plain data has to look like to be a `T`. */
export interface Schema<T> {
  /** Throws a `SchemaError` if a value is anything else; `at` is the way to it. */
  check(value: unknown, at: string): void;
  /** Is never there: it ties the schema to its type. */
  readonly type?: T;
}

/** A value as what its schema says it is; throws a `SchemaError`. */
export function checked<T>(given: Schema<T>, value: unknown, at: string): T {
  given.check(value, at);
  return value as T;
}

/** The schema of a field that may be absent. */
export interface Optional<T> {
  readonly optional: Schema<T>;
}

/** A schema for each field of `T`: one that is missing, or too many, does not compile. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<NonNullable<T[K]>>
    : Schema<T[K]>;
};

/** A schema by what its values are called and by a test. */
function schema<T>(name: string, test: (value: unknown) => boolean): Schema<T> {
  return {
    check(value, at) {
      if (!test(value)) throw new SchemaError(`${at} is no ${name}`);
    },
  };
}

export const text = schema<string>('text', (value) => typeof value === 'string');
export const flag = schema<boolean>('true or false', (value) => typeof value === 'boolean');
export const number = schema<number>('number', (value) => typeof value === 'number');

/** A whole number from `least` to `most`, both included. */
export const whole = (least: number, most = 2 ** 31 - 1): Schema<number> =>
  schema(
    `whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && least <= (value as number) && (value as number) <= most,
  );

/** One of some words or numbers. */
export const oneOf = <const T extends string | number>(...values: readonly T[]): Schema<T> =>
  schema(`word that is known here`, (value) => values.includes(value as T));

export const nothing = schema<null>('null', (value) => value === null);

/** An instance of a class of typed arrays. */
export const typed = <T>(kind: abstract new (...args: never[]) => T): Schema<T> =>
  schema(kind.name, (value) => value instanceof kind);

export const optional = <T>(given: Schema<T>): Optional<T> => ({ optional: given });

/** What either schema takes; the second one says what is wrong. */
export function either<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  return {
    check(value, at) {
      try {
        first.check(value, at);
      } catch {
        second.check(value, at);
      }
    },
  };
}

/** A list of anything that a schema takes. */
export function list<T>(item: Schema<T>): Schema<readonly T[]> {
  return {
    check(value, at) {
      if (!Array.isArray(value)) throw new SchemaError(`${at} is no list`);
      value.forEach((one, i) => item.check(one, `${at}[${i}]`));
    },
  };
}

/** A list of as many values as there are schemas. */
export function tuple<T extends readonly unknown[]>(
  ...items: { readonly [K in keyof T]: Schema<T[K]> }
): Schema<T> {
  return {
    check(value, at) {
      if (!Array.isArray(value) || value.length !== items.length)
        throw new SchemaError(`${at} is no list of ${items.length}`);
      items.forEach((item: Schema<unknown>, i) => item.check(value[i], `${at}[${i}]`));
    },
  };
}

export function mapOf<K, V>(key: Schema<K>, item: Schema<V>): Schema<ReadonlyMap<K, V>> {
  return {
    check(value, at) {
      if (!(value instanceof Map)) throw new SchemaError(`${at} is no map`);
      for (const [name, one] of value) {
        key.check(name, `a key of ${at}`);
        item.check(one, `${at}.get(${String(name)})`);
      }
    },
  };
}

/** An object of any names, each with a value that a schema takes. */
export function dictionary<T>(item: Schema<T>): Schema<{ readonly [name: string]: T }> {
  return {
    check(value, at) {
      for (const [name, one] of Object.entries(asObject(value, at))) item.check(one, `${at}.${name}`);
    },
  };
}

/** An object with these fields and no others. */
export function fields<T extends object>(given: Fields<T>): Schema<T> {
  const known = new Map(Object.entries<Schema<unknown> | Optional<unknown>>(given));
  return {
    check(value, at) {
      const object = asObject(value, at);
      const unknown = Object.keys(object).find((name) => !known.has(name));
      if (unknown !== undefined)
        throw new SchemaError(`${at} has ${unknown}, which only a newer GradLens may know`);
      for (const [name, one] of known) {
        const isThere = Object.hasOwn(object, name);
        if ('check' in one) one.check(isThere ? object[name] : undefined, `${at}.${name}`);
        else if (isThere) one.optional.check(object[name], `${at}.${name}`);
      }
    },
  };
}

function asObject(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    throw new SchemaError(`${at} is no object`);
  return value as Record<string, unknown>;
}
