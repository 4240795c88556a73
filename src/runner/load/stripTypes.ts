import { stripTypeScriptTypes, type StripTypeScriptTypesOptions } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Text before and after a function so that it parses by itself: as expression, as method, as member of a class. */
const around = [
  ['(', ')'],
  ['({', '})'],
  ['(class {', '})'],
] as const;

/** By source: the text without types, if Node can strip them. */
const stripped = new Map<string, string | undefined>();

/** The text of a function (from `from` to `to` in a source) as Node runs it: types are blanks. */
export function functionTextOnNode(path: string, source: string, from: number, to: number): string {
  if (!/\.[cm]?tsx?$/i.test(path)) return source.slice(from, to);
  if (!stripped.has(source)) stripped.set(source, blankTypes(source));
  const whole = stripped.get(source);
  if (whole !== undefined) return whole.slice(from, to);
  // Node cannot strip the whole file, but may strip the function alone.
  const text = source.slice(from, to);
  for (const [before, after] of around) {
    const alone = blankTypes(before + text + after);
    if (alone !== undefined) return alone.slice(before.length, -after.length);
  }
  return text;
}

/** A source with each type's characters blanked; undefined if Node needs more than that. */
function blankTypes(source: string): string | undefined {
  try {
    const text = stripTypes(source);
    return text.length === source.length ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Strips types as Node does when it loads a file; throws what Node throws. */
export function stripTypes(source: string, options?: StripTypeScriptTypesOptions): string {
  const { emitWarning } = process;
  // Node strips without a warning when it loads a file.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, options);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Text for Node to compile, and its format if that is known now. */
export interface Compiled {
  readonly code: string;
  readonly format: string | undefined;
}

/** JavaScript of TypeScript as Node makes it; text that Node refuses stays. */
export function withoutTypes(path: string, content: string, format: string | undefined): Compiled {
  if (!format?.endsWith('typescript')) return { code: content, format };
  try {
    return {
      code: stripTypes(content, { sourceUrl: pathToFileURL(path).href }),
      format: formatNamed(format.replace('-typescript', '')),
    };
  } catch {
    return { code: content, format };
  }
}

/** A format that code is made for; undefined where another is named, or none. */
export const formatNamed = (format: string | undefined) =>
  format === 'module' || format === 'commonjs' ? format : undefined;
