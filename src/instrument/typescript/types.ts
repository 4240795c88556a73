import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';

/** Only line breaks remain of a type. */
const erase = (w: Writer, node: Node): string => w.lines(node.start!, node.end!);

/** `x as T` and its kin: the expression, then the line breaks of what went. */
const keepExpression = (w: Writer, node: Node & { readonly expression: Node }): string =>
  w.write(node.expression) +
  w.lines(node.start!, node.expression.start!) +
  w.lines(node.expression.end!, node.end!);

const end = (w: Writer, node: Node): string => w.ended(node, w.copy(node));

/** Rewriters of both modes: types are erased, statements end in `;`, module-level reads inside functions call `captured`. */
export const erasure: Rewriters = {
  Identifier(w, node) {
    const { names } = w.setting;
    if (names.helpers.has(node)) return `${gl}.helpers.${node.name}`;
    const isBare = !node.typeAnnotation && !node.optional;
    const name = isBare ? w.text(node.start!, node.end!) : node.name;
    if (w.setting.workspace && names.captured.has(node)) {
      return `${gl}.captured(${w.site(node, node.name)}, ${name})`;
    }
    return isBare ? name : name + w.lines(node.start!, node.end!);
  },
  // `new` would take the call of `captured` for its own.
  NewExpression: (w, node) =>
    w.copy(node, (child) => {
      const text = w.write(child);
      return child === node.callee && text.includes(`${gl}.captured`) ? `(${text})` : text;
    }),
  TSTypeAnnotation: erase,
  TSTypeParameterDeclaration: erase,
  TSTypeParameterInstantiation: erase,
  TSInterfaceDeclaration: erase,
  TSTypeAliasDeclaration: erase,
  TSDeclareFunction: erase,
  TSDeclareMethod: erase,
  TSIndexSignature: erase,
  TSModuleDeclaration: erase,
  TSParameterProperty: (w, node) => w.write(node.parameter),
  TSNamespaceExportDeclaration: erase,
  TSImportEqualsDeclaration: erase,
  TSAsExpression: keepExpression,
  TSSatisfiesExpression: keepExpression,
  TSNonNullExpression: keepExpression,
  TSInstantiationExpression: keepExpression,
  TSTypeAssertion: keepExpression,
  VariableDeclaration: (w, node) => (node.declare ? erase(w, node) : end(w, node)),
  ForStatement: copyWithHead,
  ForInStatement: copyWithHead,
  ForOfStatement: copyWithHead,
  ExpressionStatement: end,
  ReturnStatement: end,
  ThrowStatement: end,
  BreakStatement: end,
  ContinueStatement: end,
  DebuggerStatement: end,
  DoWhileStatement: end,
  Directive: (w, node) => {
    const text = end(w, node);
    // V8 would check instrumented code for asm.js, and warn that it is none.
    return w.setting.trace && node.value.value === 'use asm' ? text.replace('use', 'not') : text;
  },
  ImportDeclaration: writeImport,
  ExportAllDeclaration: (w, node) => (node.exportKind === 'type' ? erase(w, node) : end(w, node)),
  ExportNamedDeclaration(w, node) {
    if (node.exportKind === 'type') return erase(w, node);
    const { declaration } = node;
    if (declaration) return isErased(declaration) ? erase(w, node) : w.copy(node);
    const kept = node.specifiers.filter(
      (one) => one.type !== 'ExportSpecifier' || isValue(w, one, !!node.source),
    );
    if (kept.length === node.specifiers.length) return end(w, node);
    if (kept.length === 0 && !node.source) return erase(w, node);
    const from = node.source ? ` from ${w.source.slice(node.source.start!, node.end!)}` : '';
    const text = `export { ${kept.map((one) => w.source.slice(one.start!, one.end!)).join(', ')} }${from}`;
    return w.ended(node, text.replace(/;$/, '')) + w.lines(node.start!, node.end!);
  },
  ExportDefaultDeclaration(w, node) {
    const { declaration } = node;
    if (isErased(declaration)) return erase(w, node);
    if (declaration.type === 'Identifier' && w.setting.names.types.has(declaration.name))
      return erase(w, node);
    const isDeclaration = /^(Function|Class)Declaration$/.test(declaration.type);
    return isDeclaration ? w.copy(node) : end(w, node);
  },
};

function copyWithHead(w: Writer, node: Node): string {
  return w.copy(node, (child, key) =>
    (key === 'init' || key === 'left') && child.type === 'VariableDeclaration'
      ? w.copy(child)
      : w.write(child),
  );
}

/** Declarations of which nothing is left. */
function isErased(node: Node): boolean {
  if (/^TS(Interface|TypeAlias|Module)Declaration$|^TSDeclareFunction$/.test(node.type)) return true;
  return 'declare' in node && node.declare === true;
}

function isValue(w: Writer, one: t.ExportSpecifier, fromOther: boolean): boolean {
  if (one.exportKind === 'type') return false;
  // A local name that is a string literal belongs to a re-export.
  const { local } = one as { local: Node };
  if (fromOther || local.type !== 'Identifier') return true;
  return !(w.setting.names.types.has(local.name) || w.setting.isElided(local.name));
}

/** An import without its types and, unless the compiler options keep them, without what nothing uses. */
function writeImport(w: Writer, node: t.ImportDeclaration): string {
  if (node.importKind === 'type' || node.importKind === 'typeof') return erase(w, node);
  const isType = (one: t.ImportDeclaration['specifiers'][number]): boolean =>
    one.type === 'ImportSpecifier' && one.importKind === 'type';
  const kept = node.specifiers.filter((one) => !isType(one) && !w.setting.isElided(one.local.name));
  if (kept.length === node.specifiers.length) return end(w, node);
  if (kept.length === 0 && !w.setting.verbatim) return erase(w, node);
  const text = (one: Node): string => w.source.slice(one.start!, one.end!);
  const named = kept.filter((one) => one.type === 'ImportSpecifier').map(text);
  const whole = kept.filter((one) => one.type !== 'ImportSpecifier').map(text);
  if (named.length > 0 || kept.length === 0) whole.push(`{ ${named.join(', ')} }`);
  const rest = w.source.slice(node.source.start!, node.end!);
  return w.ended(node, `import ${whole.join(', ')} from ${rest}`) + w.lines(node.start!, node.source.start!);
}
