import { stripTypeScriptTypes, type StripTypeScriptTypesOptions } from 'node:module';

/** What may have to stand around the text of a function so that it parses: of an expression, of a method, of a class's. */
const around = [
  ['(', ')'],
  ['({', '})'],
  ['(class {', '})'],
] as const;

/** Sources without their types, if Node strips those. */
const stripped = new Map<string, string | undefined>();

/** A function's text as Node runs it: types are blanks. */
export function written(path: string, source: string, from: number, to: number): string {
  if (!/\.[cm]?tsx?$/i.test(path)) return source.slice(from, to);
  if (!stripped.has(source)) stripped.set(source, strip(source));
  const whole = stripped.get(source);
  if (whole !== undefined) return whole.slice(from, to);
  // Node runs no file of this kind; the function alone may be such that it would.
  const text = source.slice(from, to);
  for (const [before, after] of around) {
    const alone = strip(before + text + after);
    if (alone !== undefined) return alone.slice(before.length, -after.length);
  }
  return text;
}

/** Blanks for types, character by character; undefined if that is not enough. */
function strip(source: string): string | undefined {
  try {
    const text = withoutTypes(source);
    return text.length === source.length ? text : undefined;
  } catch {
    return undefined;
  }
}

/** What Node makes of TypeScript when it loads a file. Throws what Node throws. */
export function withoutTypes(source: string, options?: StripTypeScriptTypesOptions): string {
  const { emitWarning } = process;
  // Node does the same there and does not warn.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, options);
  } finally {
    process.emitWarning = emitWarning;
  }
}
