import type * as t from '@babel/types';
import type { Node } from '../ast.ts';
import { boundNames, eachChild } from '../ast.ts';
import type { InstrumentOptions } from '../options.ts';
import type { Parsed } from '../parse.ts';

/** The form that elements are compiled to: calls of a factory in scope, or of functions that are imported for them. */
export type Jsx =
  | { readonly runtime: 'classic'; readonly factory: string; readonly fragment: string }
  | {
      readonly runtime: 'automatic' | 'development';
      /** The module that `/jsx-runtime` belongs to. */
      readonly source: string;
      /** The name it is bound to. */
      readonly name: string;
      /** Path of this file, for the development runtime. */
      readonly file: string;
      /** Whether an element needs `createElement` of the module itself. */
      readonly creates: boolean;
    };

/** How the file's JSX is written, as its pragmas and compiler options say; undefined if it has none. */
export function jsxOf(parsed: Parsed, { path, compilerOptions = {} }: InstrumentOptions): Jsx | undefined {
  if (!/x$/i.test(path)) return undefined;
  const elements = elementsOf(parsed.program);
  if (elements.length === 0) return undefined;
  const pragma = pragmasOf(parsed);
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = compilerOptions;
  const factory = pragma('jsx') ?? jsxFactory ?? 'React.createElement';
  const source = pragma('jsxImportSource') ?? jsxImportSource;
  const root = rootOf(factory);
  const isClassic =
    pragma('jsxRuntime') === 'classic' ||
    (pragma('jsxRuntime') === undefined &&
      pragma('jsxImportSource') === undefined &&
      // Options that leave JSX to others name no runtime: what is in scope tells.
      (/^react(-native)?$/.test(jsx ?? '') ||
        (!/^react-jsx/.test(jsx ?? '') && source === undefined && isBound(parsed.program, root))));
  if (isClassic) {
    return {
      runtime: 'classic',
      factory,
      fragment: pragma('jsxFrag') ?? jsxFragmentFactory ?? 'React.Fragment',
    };
  }
  return {
    runtime: jsx === 'react-jsxdev' ? 'development' : 'automatic',
    source: source ?? 'react',
    name: '__gl_jsx',
    file: path,
    creates: elements.some((one) => keyAfterSpread(one.openingElement.attributes)),
  };
}

/** The import of the runtime, for the start of the file. */
export function jsxImport(jsx: Jsx, format: Parsed['format']): string {
  if (jsx.runtime === 'classic') return '';
  const runtime = jsx.runtime === 'automatic' ? 'jsx-runtime' : 'jsx-dev-runtime';
  const load = (name: string, from: string): string =>
    format === 'module'
      ? `import * as ${name} from ${JSON.stringify(from)};`
      : `const ${name} = require(${JSON.stringify(from)});`;
  const own = load(jsx.name, `${jsx.source}/${runtime}`);
  return jsx.creates ? own + load(`${jsx.name}1`, jsx.source) : own;
}

/** The names that the file's elements use without mentioning them. */
export function jsxNames(jsx: Jsx | undefined): string[] {
  return jsx?.runtime === 'classic' ? [rootOf(jsx.factory), rootOf(jsx.fragment)] : [];
}

/** Whether a name is that of an element of the platform (`div`, `my-tag`), not of a binding. */
export function isIntrinsic(name: string): boolean {
  return /^[a-z]|-/.test(name);
}

/** Whether an attribute is `key="…"`. */
export function isKey(attribute: Node): boolean {
  if (attribute.type !== 'JSXAttribute') return false;
  return attribute.name.type === 'JSXIdentifier' && attribute.name.name === 'key';
}

/** `<a {...b} key="c">`: only `createElement` lets a key win over one that was spread before it. */
export function keyAfterSpread(attributes: readonly Node[]): boolean {
  const spread = attributes.findIndex((one) => one.type === 'JSXSpreadAttribute');
  return spread >= 0 && attributes.findLastIndex(isKey) > spread;
}

const rootOf = (factory: string): string => factory.split('.')[0]!;

function elementsOf(program: t.Program): t.JSXElement[] {
  const found: t.JSXElement[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'JSXElement') found.push(node);
    // A fragment needs the runtime as well.
    else if (node.type === 'JSXFragment') found.push({ openingElement: { attributes: [] } } as never);
    eachChild(node, visit);
  };
  visit(program);
  return found;
}

/** `@jsx h` and its like, in the comments before the first statement. */
function pragmasOf({ program, comments }: Parsed): (name: string) => string | undefined {
  const end = program.body[0]?.start ?? Infinity;
  const text = comments
    .filter((one) => one.type === 'CommentBlock' && one.start! < end)
    .map((one) => one.value)
    .join('\n');
  return (name) => new RegExp(`@${name}\\s+(\\S+)`).exec(text)?.[1];
}

function isBound({ body }: t.Program, name: string): boolean {
  let bound = false;
  for (const statement of body) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner?.type === 'ImportDeclaration')
      bound ||= inner.specifiers.some(({ local }) => local.name === name);
    else if (inner?.type === 'FunctionDeclaration') bound ||= inner.id?.name === name;
    else if (inner?.type === 'VariableDeclaration') {
      for (const { id } of inner.declarations) boundNames(id, (one) => (bound ||= one.name === name));
    }
  }
  return bound;
}
