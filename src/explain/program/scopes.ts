import { boundNames, staticKey, unwrap, type NodeOf } from '../../instrument/syntax.ts';
import {
  ancestors,
  bare,
  childrenOf,
  descendants,
  functionTypes,
  type Placed,
  type Program,
} from './program.ts';

/** A name of the program: where it is declared, and the identifiers that mean it. */
export interface Declared {
  readonly name: string;
  /** The identifier that declares it. */
  readonly at: Placed;
  /** The function, block, loop or file in which it is known. */
  readonly scope: Placed;
}

/** The declaration that an identifier means; undefined of a global. */
export function declarationOf(identifier: Placed, name: string): Declared | undefined {
  for (const scope of [identifier, ...ancestors(identifier)]) {
    const found = namesIn(scope).get(name);
    if (found) return { name, at: found, scope };
  }
  return undefined;
}

/** The identifiers that read or write a declared name, in source order, its declaration left out. */
export function referencesOf({ name, at, scope }: Declared): Placed[] {
  const found: Placed[] = [];
  for (const one of descendants(scope)) {
    if (one.node.type !== 'Identifier' || one.node.name !== name || one.node === at.node) continue;
    if (!isReference(one) || declarationOf(one, name)?.at.node !== at.node) continue;
    found.push(one);
  }
  return found;
}

/** Whether a reference only writes: the left side of `x = …`. */
export function isWrite(reference: Placed): boolean {
  const parent = reference.parent?.node;
  if (parent?.type !== 'AssignmentExpression' || parent.operator !== '=') return false;
  return reference.key === 'left';
}

/** Whether an identifier is a name and not a key or a label. */
function isReference({ key, parent }: Placed): boolean {
  const node = parent?.node;
  if (!node) return false;
  if (key === 'property')
    return /MemberExpression$/.test(node.type) && 'computed' in node && node.computed === true;
  if (key === 'key') return 'computed' in node && node.computed === true;
  return key !== 'label';
}

const known = new WeakMap<Placed['node'], Map<string, Placed>>();

/** The names that a node declares for what is inside it. */
function namesIn(scope: Placed): Map<string, Placed> {
  let names = known.get(scope.node);
  if (!names) known.set(scope.node, (names = collect(scope)));
  return names;
}

function collect(scope: Placed): Map<string, Placed> {
  const names = new Map<string, Placed>();
  const { node } = scope;
  const bind = (pattern: Placed) => {
    boundNames(pattern.node, (id) => {
      const at = [...descendants(pattern)].find((one) => one.node === id);
      if (at) names.set(id.name, at);
    });
  };
  const declare = (statement: Placed): void => {
    const inner = statement.node;
    if (/^Export(Named|Default)Declaration$/.test(inner.type)) return childrenOf(statement).forEach(declare);
    if (inner.type === 'VariableDeclaration') {
      for (const one of childrenOf(statement)) bind(childrenOf(one)[0]!);
    } else if (inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration') {
      const id = childrenOf(statement).find(({ key }) => key === 'id');
      if (id) bind(id);
    } else if (inner.type === 'ImportDeclaration') {
      for (const one of inner.specifiers) {
        names.set(one.local.name, { node: one.local, parent: statement, key: 'local', file: scope.file });
      }
    }
  };
  if (functionTypes.test(node.type)) {
    for (const child of childrenOf(scope)) if (child.key === 'params') bind(child);
  } else if (/^(BlockStatement|Program|StaticBlock)$/.test(node.type)) {
    childrenOf(scope).forEach(declare);
  } else if (/^For(In|Of)?Statement$/.test(node.type)) {
    for (const child of childrenOf(scope)) if (child.key === 'init' || child.key === 'left') declare(child);
  } else if (node.type === 'CatchClause') {
    for (const child of childrenOf(scope)) if (child.key === 'param') bind(child);
  }
  return names;
}

/**
 * The function that a callee names: of the same file, or of one that it imports; a function, what a constant is bound to, or the
 * constructor of a class.
 */
export function calledFunction(program: Program, callee: Placed): Placed | undefined {
  const inner = unwrap(callee.node);
  if (inner.type !== 'Identifier') return functionTypes.test(inner.type) ? bare(callee) : undefined;
  const declared = declarationOf(callee, inner.name);
  return declared && functionOf(program, imported(program, declared) ?? declared);
}

/** Whether an expression calls an async function that the program declares, and nobody awaits it there. */
export function isPromise(program: Program, at: Placed): boolean {
  if (at.node.type !== 'CallExpression' || at.parent?.node.type === 'AwaitExpression') return false;
  const called = calledFunction(program, childrenOf(at)[0]!)?.node;
  return called !== undefined && 'async' in called && called.async === true;
}

/** Whether a function is a generator, which does nothing when it is called. */
export const isGenerator = ({ node }: Placed): boolean => 'generator' in node && node.generator === true;

/** Whether an expression calls a generator that the program declares. */
export function isGeneratorCall(program: Program, at: Placed): boolean {
  const callee = at.node.type === 'CallExpression' ? childrenOf(at)[0]! : undefined;
  const called = callee && (calledFunction(program, callee) ?? onlyMethod(program, callee));
  return called !== undefined && isGenerator(called);
}

/** The function that a name is declared to be, of a class its constructor. */
function functionOf(program: Program, { at }: Declared): Placed | undefined {
  const around = at.parent;
  if (!around) return undefined;
  if (around.node.type === 'ClassDeclaration') return constructorOf(program, around);
  if (functionTypes.test(around.node.type)) return at.key === 'id' ? around : undefined;
  if (around.node.type !== 'VariableDeclarator') return undefined;
  const value = childrenOf(around).find(({ key }) => key === 'init');
  return value && functionTypes.test(unwrap(value.node).type) ? bare(value) : undefined;
}

/** The constructor of a class: its own, or that of the class that it extends. */
function constructorOf(program: Program, type: Placed): Placed | undefined {
  const body = childrenOf(type).find(({ key }) => key === 'body');
  const own = (body ? childrenOf(body) : []).find(
    ({ node }) => node.type === 'ClassMethod' && node.kind === 'constructor',
  );
  const base = childrenOf(type).find(({ key }) => key === 'superClass');
  return own ?? (base && base.node.type === 'Identifier' ? calledFunction(program, base) : undefined);
}

/**
 * The method that a callee `x.name` or `this.name` means, where the program's files have just one of that name with a body. That of `x`
 * may be one of a library: a name that the language has, and any in a program with ml-matrix, is not looked for.
 */
export function onlyMethod(program: Program, callee: Placed): Placed | undefined {
  const inner = unwrap(callee.node);
  const name = inner.type === 'MemberExpression' ? memberName(inner) : undefined;
  if (inner.type !== 'MemberExpression' || name === undefined) return undefined;
  const isOwn = /^(This|New)Expression$/.test(inner.object.type) || name.startsWith('#');
  if (!isOwn && (builtIn.some((one) => name in one) || usesMatrices(program))) return undefined;
  const found = program.nodes().filter((one) => isMethod(one, name));
  return found.length === 1 ? found[0] : undefined;
}

const builtIn: readonly object[] = [
  ...[Array, Map, Set, String, Number, Float64Array, Promise, Date, RegExp, Function].map(
    (one) => one.prototype,
  ),
  Math,
];

function usesMatrices(program: Program): boolean {
  return program
    .roots()
    .some((root) =>
      childrenOf(root).some(
        ({ node }) => node.type === 'ImportDeclaration' && node.source.value === 'ml-matrix',
      ),
    );
}

/** The name of a member, of a private one with its `#`; undefined of one that is computed. */
export function memberName(node: NodeOf<'MemberExpression'>): string | undefined {
  return node.property.type === 'PrivateName' ? `#${node.property.id.name}` : staticKey(node);
}

function isMethod({ node }: Placed, name: string): boolean {
  if (node.type === 'ClassPrivateMethod') return `#${node.key.id.name}` === name;
  if (node.type !== 'ClassMethod' && node.type !== 'ObjectMethod') return false;
  return node.key.type === 'Identifier' && !node.computed && node.key.name === name;
}

/** What an imported name is declared as in the file that it is from. */
function imported(program: Program, { at }: Declared): Declared | undefined {
  const around = at.parent?.node;
  if (around?.type !== 'ImportDeclaration') return undefined;
  const file = program.imported(at.file, around.source.value);
  const root = file === undefined ? undefined : program.root(file);
  const one = around.specifiers.find(({ local }) => local === at.node);
  if (!root || one?.type !== 'ImportSpecifier') return undefined;
  const name = one.imported.type === 'Identifier' ? one.imported.name : one.imported.value;
  const found = namesIn(root).get(name);
  return found && { name, at: found, scope: root };
}
