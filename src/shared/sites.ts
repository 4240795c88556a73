import type { Range } from './span.ts';

/**
 * The places that the instrumenter rewrote: one entry a *site*. A running program names a site by a
 * number, `base + index`, where `base` is given to each file when it is loaded.
 */
export interface SiteTable {
  /** Four numbers a site: line, column, endLine, endColumn of exactly the rewritten expression or statement. */
  readonly ranges: Int32Array;
  /**
   * A text a site, or undefined. Of a call: the callee's source text as V8 prints it in "… is not a function"
   * (`o.b`, `(intermediate value).b`), `reflected`, or what `wholeMessage` makes. Of a name or a captured read: the name. Of a
   * `parameter`: its name. Of a function in a `@trace`: its text, which the file has with the stars of a comment between.
   */
  readonly texts: readonly (string | undefined)[];
  /**
   * Source ranges of operands, four numbers each, site after site: the receiver of a method call, then its arguments;
   * the two sides of a binary operator.
   */
  readonly operands: Int32Array;
  /** Where the operands of each site end in `operands`: one array for all, since a package has tens of thousands of sites. */
  readonly operandEnds: Int32Array;
  /** Of a file of the workspace. */
  readonly bindings?: Bindings;
}

/** The module-level names of a file: which are another module's, and which others get. */
export interface Bindings {
  /** `import { w as v } from './a'`: `['v', './a', 'w']`; the name is `default` or `*` where all or a namespace is imported. */
  readonly imports: readonly (readonly [local: string, specifier: string, name: string])[];
  /** `export { w as v } from './a'`: `['v', './a', 'w']`, without a specifier if the name is one of the file; `*` for all. */
  readonly exports: readonly (readonly [exported: string, specifier: string, name: string])[];
  /** The names that the file declares itself. */
  readonly declared: readonly string[];
  /** The names of its captured reads. */
  readonly captured: readonly string[];
}

/** The range of site `index` of a table. */
export function siteRange(table: SiteTable, index: number): Range {
  const r = table.ranges;
  const i = 4 * index;
  return [r[i]!, r[i + 1]!, r[i + 2]!, r[i + 3]!];
}

/** The range of operand `k` of site `index` of a table; undefined where it has none. */
export function operandRange(
  { operands, operandEnds }: SiteTable,
  index: number,
  k: number,
): Range | undefined {
  const i = (index === 0 ? 0 : operandEnds[index - 1]!) + 4 * k;
  if (i + 4 > operandEnds[index]!) return undefined;
  return [operands[i]!, operands[i + 1]!, operands[i + 2]!, operands[i + 3]!];
}

/** The text of a call for which V8 has another message than "… is not a function". */
export const wholeMessage = (message: string): string => `\n${message}`;

/** The text of a call with a spread before its last argument: V8 makes it by `Reflect`, which prints the callee's value. */
export const reflected = '\n';

/** V8's message for a callee that is not `wanted`. A `text` with a line break first is no source text: see `wholeMessage`. */
export function calleeMessage(text: string | undefined, wanted: string): string {
  return text?.startsWith('\n') ? text.slice(1) : `${text ?? 'value'} is not ${wanted}`;
}

/** The callee that the text of a call's site names, `sigmoid` or `m.get`; undefined where V8 prints none. */
export function calleeName(text: string | undefined): string | undefined {
  return /^\n?([\w$.#?]+)(?: is not |$)/.exec(text ?? '')?.[1];
}
