import { parse as babelParse } from '@babel/parser';
import type { ParseError, ParserOptions, ParserPlugin } from '@babel/parser';
import type * as t from '@babel/types';
import { InstrumentError } from './error.ts';

export type Format = 'module' | 'commonjs';

/** A parsed file. Parentheses are nodes of their own; comments stand in a list. */
export interface Parsed {
  readonly program: t.Program;
  readonly comments: readonly t.Comment[];
  readonly format: Format;
  readonly typescript: boolean;
}

/** Blanks are those of one line: lines without anything are gone through once. */
const looksLikeModule = /^[^\S\n\r\u2028\u2029]*(import|export)\b|\bimport\.meta\b/m;

/** Parses a file as its extension and package say; where they say nothing, as the syntax does. Throws `syntax-error`. */
export function parse(source: string, path: string, format?: Format): Parsed {
  const typescript = /\.[cm]?tsx?$/i.test(path);
  const plugins = pluginsFor(path, typescript);
  const sure =
    format ?? (/\.m[jt]sx?$/i.test(path) ? 'module' : /\.c[jt]sx?$/i.test(path) ? 'commonjs' : undefined);
  // TypeScript compiles import and export in a CommonJS file; plain JavaScript in a `.js` decides by its syntax.
  const guess = sure ?? (looksLikeModule.test(source) ? 'module' : 'commonjs');
  try {
    const parsed = attempt(source, guess, typescript, plugins);
    if (sure !== undefined || guess !== 'module' || hasModuleSyntax(parsed.program)) return parsed;
    return tryAttempt(source, 'commonjs', typescript, plugins) ?? asCommonJs(parsed);
  } catch (first) {
    const other = guess === 'module' ? 'commonjs' : 'module';
    const parsed =
      sure === undefined || typescript ? tryAttempt(source, other, typescript, plugins) : undefined;
    if (!parsed) throw syntaxError(first);
    return asCommonJs(parsed);
  }
}

/** A file with `export =` or `import x = require()` is CommonJS, though its syntax is that of modules. */
function asCommonJs(parsed: Parsed): Parsed {
  const isCommonJs = hasCommonJsSyntax(parsed) && !hasModuleSyntax(parsed.program);
  return isCommonJs ? { ...parsed, format: 'commonjs' } : parsed;
}

/** Whether a file imports or exports as only TypeScript's CommonJS does. */
export function hasCommonJsSyntax({ program }: Pick<Parsed, 'program'>): boolean {
  return program.body.some(
    (statement) =>
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'TSImportEqualsDeclaration' &&
        statement.moduleReference.type === 'TSExternalModuleReference'),
  );
}

function hasModuleSyntax(program: t.Program): boolean {
  return program.body.some((statement) => /^(Import|Export)/.test(statement.type));
}

function tryAttempt(...args: Parameters<typeof attempt>): Parsed | undefined {
  try {
    return attempt(...args);
  } catch {
    return undefined;
  }
}

function pluginsFor(path: string, typescript: boolean): ParserPlugin[] {
  const plugins: ParserPlugin[] = [
    'decoratorAutoAccessors',
    'deferredImportEvaluation',
    'sourcePhaseImports',
  ];
  plugins.push(typescript ? 'decorators-legacy' : 'decorators');
  if (/x$/i.test(path)) plugins.push('jsx');
  if (typescript) plugins.push('typescript');
  return plugins;
}

/** The files parsed last, newest first: what rewrites a file, lists its cases and explains it reads the same text, and changes no tree. */
const recent: { readonly source: string; readonly kind: string; readonly parsed: Parsed }[] = [];
const mostRecent = 4;
/** Characters beyond which a tree takes too much memory to be kept. */
const longest = 300_000;

function attempt(source: string, format: Format, typescript: boolean, plugins: ParserPlugin[]): Parsed {
  const kind = `${format} ${plugins.join(' ')}`;
  const known = recent.find((one) => one.source === source && one.kind === kind);
  if (known) return known.parsed;
  const parsed = parseAs(source, format, typescript, plugins);
  if (source.length <= longest) recent.unshift({ source, kind, parsed });
  recent.length = Math.min(recent.length, mostRecent);
  return parsed;
}

function parseAs(source: string, format: Format, typescript: boolean, plugins: ParserPlugin[]): Parsed {
  const options: ParserOptions = {
    sourceType: format,
    createParenthesizedExpressions: true,
    attachComment: false,
    allowUndeclaredExports: true,
    errorRecovery: false,
    plugins,
  };
  const file = babelParse(source, options);
  return { program: file.program, comments: file.comments ?? [], format, typescript };
}

/** A parser's error as ours, at the place it names. */
export function syntaxError(error: unknown): InstrumentError {
  const { loc } = error as ParseError & { loc?: { line: number; column: number } };
  const line = loc?.line ?? 1;
  const column = loc?.column ?? 0;
  return new InstrumentError('syntax-error', syntaxMessage(error), [line, column, line, column + 1]);
}

/** What a parser says, without the path and the place that it adds. */
export function syntaxMessage(error: unknown): string {
  if (error instanceof RangeError) return 'The code is nested too deep to be read.';
  const { message } = error as Error;
  return message.replace(/^.*?\.[cm]?[jt]sx?: |\n[^]*$/g, '').replace(/ \(\d+:\d+\)$/, '');
}
