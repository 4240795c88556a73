// Loading a part of itself late is not an effect.
// eslint-disable-next-line no-restricted-imports
import { createRequire } from 'node:module';
import type * as core from '@babel/core';
import type { SourceMapInput } from '@jridgewell/trace-mapping';
import { GREATEST_LOWER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Node } from '../ast.ts';
import { eachChild } from '../ast.ts';
import { legacyDecorators } from './legacyDecorators.ts';
import { functionRange, isFunction } from '../functionText.ts';
import type { InstrumentOptions } from '../options.ts';
import type { Parsed } from '../parse.ts';
import type { Position, Range } from '../../shared/span.ts';
import { importEquals } from './importEquals.ts';
import { namespaces } from './namespaces.ts';
import { hasCommonJsSyntax, parse, syntaxError } from '../parse.ts';

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
  /** A node's range in the source, given its range here and its type. */
  readonly original: (range: Range, type: string) => Range;
}

/** Whether the writer is not enough: namespaces, decorators, `accessor`, `import =`, `export =`, enums in several parts. */
export function needsLowering({ program }: Parsed): boolean {
  return hasMergedEnum(program) || hasNode(program, isLowered);
}

function hasNode(program: Node, isOne: (node: Node) => boolean): boolean {
  let found = false;
  const visit = (node: Node): void => {
    found ||= isOne(node);
    if (!found && !isAmbient(node)) eachChild(node, visit);
  };
  visit(program);
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
  const legacy =
    options.compilerOptions?.experimentalDecorators === true &&
    hasNode(before.program, (node) => node.type === 'Decorator');
  const isJsx = /x$/i.test(options.path);
  // Imports are elided when the result is written: a name used in a @trace alone is used.
  const types = before.typescript
    ? [
        importEquals(before.format),
        namespaces(hasValue),
        [typescript, { onlyRemoveTypeImports: true, allowNamespaces: true }],
      ]
    : [];
  const plugins = legacy ? [legacyDecorators, ...types] : [[decorators, { version: '2023-11' }], ...types];
  let result;
  try {
    result = core.transformSync(source, {
      plugins: plugins as NonNullable<Parameters<Babel['core']['transformSync']>[1]>['plugins'],
      filename: options.path,
      sourceType: before.format === 'module' || hasCommonJsSyntax(before) ? 'module' : 'script',
      parserOpts: {
        allowReturnOutsideFunction: before.format === 'commonjs',
        plugins: [...(isJsx ? ['jsx'] : []), ...(legacy ? ['decorators-legacy'] : [])],
      },
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
  const parsed = parse(code, isJsx ? 'lowered.jsx' : 'lowered.js', before.format);
  return { code, parsed, original: originalRange(result?.map as SourceMapInput, before.program, source) };
}

/** A decorated class may become an expression. */
const keyOf = (type: string, line: number, column: number) =>
  `${type.replace(/^Class(Declaration|Expression)$/, 'Class')} ${line}:${column}`;

/**
 * Maps a range back. Where it starts the source map knows; it ends where the original's node of the same type that
 * starts there does. Of several (`a + b + c`), it is the one whose end is nearest to the mapped last token. Of a function or a class
 * it is the text that the program sees, without decorators.
 */
function originalRange(sourceMap: SourceMapInput, program: Node, source: string): Lowered['original'] {
  const map = new TraceMap(sourceMap);
  const ranges = new Map<string, Range[]>();
  const add = (type: string, line: number, column: number, range: Range) => {
    const key = keyOf(type, line, column);
    const known = ranges.get(key);
    if (known) known.push(range);
    else ranges.set(key, [range]);
  };
  const visit = (node: Node): void => {
    const { start } = node.loc!;
    // Babel counts a type annotation in with the name.
    const isName = node.type === 'Identifier';
    const end = isName ? { line: start.line, column: start.column + node.name.length } : node.loc!.end;
    const seen = isFunction(node) ? functionRange(source, node) : undefined;
    add(node.type, start.line, start.column, seen ?? [start.line, start.column, end.line, end.column]);
    if (seen && (seen[0] !== start.line || seen[1] !== start.column)) add(node.type, seen[0], seen[1], seen);
    eachChild(node, visit);
  };
  visit(program);
  const mapped = (line: number, column: number): Position => {
    const found = originalPositionFor(map, { line, column, bias: GREATEST_LOWER_BOUND as never });
    return [found.line ?? 1, found.column ?? 0];
  };
  return ([line, column, endLine, endColumn], type) => {
    const start = mapped(line, column);
    const last = mapped(endLine, Math.max(endColumn - 1, 0));
    const distance = ([, , l, c]: Range): number => Math.abs(l - last[0]) * 1e6 + Math.abs(c - last[1] - 1);
    const candidates = ranges.get(keyOf(type, ...start)) ?? [];
    const [nearest] = candidates.toSorted((a, b) => distance(a) - distance(b));
    return nearest ?? [...start, last[0], last[1] + 1];
  };
}
