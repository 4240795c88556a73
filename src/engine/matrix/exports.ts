import { nameOf } from '../language/unboxed.ts';
import { toText } from '../language/functionMarks.ts';
import { originalOf } from './iterators.ts';

export type Callable = (...args: unknown[]) => unknown;

/** A function or class of a copy of ml-matrix. */
interface Exported {
  readonly name: string;
  readonly value: Callable;
  readonly isClass: boolean;
}

/**
 * Functions and classes of a copy, each once under the longest of its names, with the classes that are only reached as bases
 * (that of the views).
 */
export function exportsOf(module: object): Exported[] {
  const found = new Map<Callable, Exported>();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'function' || value === Function.prototype || found.has(value as Callable)) return;
    const isClass = /^class\b/.test(Reflect.apply(toText, value, []));
    found.set(value as Callable, { name, value: value as Callable, isClass });
    if (isClass) add(nameOf(Object.getPrototypeOf(value)), Object.getPrototypeOf(value));
  };
  const named = Object.entries(module).filter(([name]) => name !== 'default');
  named.sort(([a], [b]) => b.length - a.length);
  for (const [name, value] of named) add(name, value);
  return [...found.values()];
}

/** Methods and getters of a class or a prototype. */
export function functionsIn(
  holder: object,
): { readonly key: string; readonly f: Callable; readonly isGetter: boolean }[] {
  return Reflect.ownKeys(holder).flatMap((key) => {
    if (key === 'constructor' || key === 'prototype') return [];
    const { value, get } = Object.getOwnPropertyDescriptor(holder, key)!;
    const f = (value ?? get) as unknown;
    return typeof f === 'function'
      ? [{ key: String(key), f: originalOf(f as Callable), isGetter: get !== undefined }]
      : [];
  });
}
