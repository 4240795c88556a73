import { conditions, containers, numbers } from './expressions.ts';
import { leaving } from './leaving.ts';
import { modules } from './modules.ts';
import { sloppy } from './sloppy.ts';
import { statements } from './statements.ts';
import { typescript } from './typescript.ts';
import { values } from './values.ts';

/**
 * The grammar that programs are drawn from: what a hole can be filled with, by the hole's letter. A template has a name for the
 * histogram; `$n` in it is a hole for a number. Text before ` ;; ` stands at the top of the module, `§` is a number of its own.
 */
export const holes = {
  n: 'number',
  b: 'condition',
  a: 'array',
  t: 'typed',
  m: 'matrix',
  s: 'statement',
  v: 'value',
  l: 'list',
  f: 'callback',
  o: 'object',
  w: 'text',
  i: 'index',
} as const;
export type Kind = (typeof holes)[keyof typeof holes];

/** Templates of one kind, by name. */
export type Forms = Readonly<Record<string, string>>;
export type Grammar = Readonly<Partial<Record<Kind, Forms>>>;

/** What ends the recursion: the same things, without holes. */
export const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: ['x', 'y', 'p', 'q', 'r', '1', '0.5', '(-2)', '0', 'a[1]', 'slots[0]', 'o.p', 'list[0]'],
  condition: ['true', '(p > q)', '(x < y)'],
  array: ['a', 'list', '[p, q]', '[]'],
  typed: ['slots', 'Float64Array.of(p, 1)'],
  matrix: ['m', 'm.clone()', 'u'],
  statement: ['p += x;', 'log(q);'],
  value: ['x', 'p', 'list', 'o', 'undefined', 'null', "'1.5'", 'got'],
  list: ['', 'p', 'q, r'],
  callback: ['(u) => u', '(u, w) => u - w', 'Math.sin'],
  object: ['o', '{ u: p }', '{}'],
  text: ["'a'", "'1.5'", "''", "'p'"],
  index: ['0', '1', '2', '(-1)'],
};

/** How a module is written, and with it what its text may hold. */
export const dialects = {
  'module.ts': [typescript.both, typescript.standard, modules],
  'legacy.ts': [typescript.both, typescript.legacy, modules],
  'module.mjs': [modules],
  'script.cjs': [sloppy],
} as const satisfies Record<string, readonly Grammar[]>;
export type Dialect = keyof typeof dialects;

/** Forms of every dialect; those that take numbers out of the trace stand apart, for programs whose gradient is to be compared. */
export const everywhere: readonly Grammar[] = [numbers, conditions, containers, statements, values];
export const cutting: readonly Grammar[] = [leaving];
