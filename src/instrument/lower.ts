// Loading a part of itself late is not an effect.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports
import { createRequire } from 'node:module';
import type * as core from '@babel/core';
import type { SourceMapInput } from '@jridgewell/trace-mapping';
import { GREATEST_LOWER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Range } from '../shared/span.ts';
import type { Node } from './ast.ts';
import { eachChild } from './ast.ts';
import type { InstrumentOptions } from './index.ts';
import type { Parsed } from './parse.ts';
import { parse, syntaxError } from './parse.ts';

/** See `babel.cjs`. */
interface Babel {
  readonly core: typeof core;
  readonly decorators: unknown;
  readonly typescript: unknown;
}

/** TypeScript that has a meaning at run time, as plain JavaScript, and the way back to the user's ranges. */
export interface Lowered {
  readonly code: string;
  readonly parsed: Parsed;
  readonly original: (range: Range) => Range;
}

/** Whether the writer is not enough: namespaces, decorators, `accessor`, `import =`, `export =`, enums in several parts. */
export function needsLowering(parsed: Parsed): boolean {
  let found = hasMergedEnum(parsed.program);
  const visit = (node: Node): void => {
    found ||= isLowered(node);
    if (!found && !isAmbient(node)) eachChild(node, visit);
  };
  visit(parsed.program);
  return found;
}

function hasMergedEnum({ body }: Parsed['program']): boolean {
  const names = body.flatMap((statement) => {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return inner?.type === 'TSEnumDeclaration' && !inner.declare ? [inner.id.name] : [];
  });
  return new Set(names).size < names.length;
}

function isAmbient(node: Node): boolean {
  return 'declare' in node && node.declare === true;
}

function isLowered(node: Node): boolean {
  switch (node.type) {
    case 'TSModuleDeclaration':
      return !node.declare && node.body.body.some(hasValue);
    case 'TSImportEqualsDeclaration':
      return node.importKind !== 'type';
    case 'TSExportAssignment':
    case 'Decorator':
    case 'ClassAccessorProperty':
      return true;
    default:
      return false;
  }
}

function hasValue(node: Node): boolean {
  const inner = node.type === 'ExportNamedDeclaration' && node.declaration ? node.declaration : node;
  if (isAmbient(inner)) return false;
  if (inner.type === 'TSModuleDeclaration') return inner.body.body.some(hasValue);
  return !/^TS(Interface|TypeAlias)Declaration$|^TSDeclareFunction$/.test(inner.type);
}

/** Transforms with Babel, which is loaded for the few files that need it. */
export function lower(source: string, options: InstrumentOptions, before: Parsed): Lowered {
  const { core, decorators, typescript } = createRequire(import.meta.url)('./babel.cjs') as Babel;
  const legacy = options.compilerOptions?.experimentalDecorators === true;
  const plugins = [
    [decorators, legacy ? { version: 'legacy' } : { version: '2023-11' }],
    // Imports are elided when the result is written: a name used in a @trace alone is used.
    ...(before.typescript ? [[typescript, { onlyRemoveTypeImports: true, allowNamespaces: true }]] : []),
  ];
  let result;
  try {
    result = core.transformSync(source, {
      plugins: plugins as NonNullable<Parameters<Babel['core']['transformSync']>[1]>['plugins'],
      filename: options.path,
      sourceType: before.format === 'module' ? 'module' : 'script',
      parserOpts: { allowReturnOutsideFunction: before.format === 'commonjs' },
      babelrc: false,
      configFile: false,
      browserslistConfigFile: false,
      retainLines: true,
      sourceMaps: true,
      cloneInputAst: false,
      targets: { node: '22' },
    } as Parameters<Babel['core']['transformSync']>[1]);
  } catch (error) {
    throw syntaxError(error);
  }
  // Babel marks a file without imports as a module; what it is has been decided already.
  const text = result?.code ?? source;
  const code = before.format === 'commonjs' ? text.replace(/\bexport \{\};?\s*$/, '') : text;
  const parsed = parse(code, 'lowered.js', before.format);
  return { code, parsed, original: originalRange(result?.map as SourceMapInput, before.program) };
}

/** Maps the ends of a range; the end of the last token it holds is looked up among the ends of the original's nodes. */
function originalRange(sourceMap: SourceMapInput, program: Node): (range: Range) => Range {
  const floor = GREATEST_LOWER_BOUND as never;
  const map = new TraceMap(sourceMap);
  const ends = new Map<string, [number, number]>();
  const visit = (node: Node): void => {
    const { start, end } = node.loc!;
    const at = `${start.line}:${start.column}`;
    const known = ends.get(at);
    // The innermost node that starts there is the token.
    if (!known || end.line < known[0] || (end.line === known[0] && end.column < known[1])) {
      ends.set(at, [end.line, end.column]);
    }
    eachChild(node, visit);
  };
  visit(program);
  return ([line, column, endLine, endColumn]) => {
    const from = originalPositionFor(map, { line, column, bias: floor });
    const last = { line: endLine, column: Math.max(endColumn - 1, 0), bias: floor };
    const to = originalPositionFor(map, last);
    const start: [number, number] = [from.line ?? line, from.column ?? 0];
    const lastStart: [number, number] = [to.line ?? start[0], to.column ?? start[1]];
    const end = ends.get(`${lastStart[0]}:${lastStart[1]}`) ?? [lastStart[0], lastStart[1] + 1];
    return [...start, ...end];
  };
}
