import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { isLiteral } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { named, writeUnused } from './assignments.ts';
import { writeIterated } from './demands.ts';
import { writeBlock } from './functions.ts';
import { writeTest } from './operators.ts';
import { writeAsked, writeTaken, writeTarget } from './patterns.ts';

/** Statements of a traced file: conditions, loops, declarations. */
export const statements: Rewriters = {
  ExpressionStatement: (w, node) =>
    w.ended(
      node,
      w.copy(node, (child) => writeUnused(w, child)),
    ),
  VariableDeclarator(w, node) {
    const { id, init } = node;
    return w.copy(node, (child, key) => {
      const text =
        key === 'init'
          ? writeTaken(w, id, init!, writeAsked(w, id, child, 'declared'), 'declared')
          : w.write(child);
      return key === 'init' && id.type === 'Identifier' ? named(w, bare(id), id.name, text, init!) : text;
    });
  },
  ThrowStatement: (w, node) =>
    w.ended(
      node,
      w.copy(
        node,
        (child) => `${gl}.thrown(${w.site(node, undefined, undefined, node.start!)}, ${w.argument(child)})`,
      ),
    ),
  CatchClause(w, node) {
    const { param, body } = node;
    const seen = param?.type === 'Identifier' ? `${gl}.caught(${param.name});` : '';
    return w.copy(node, (child) => (child === body ? writeBlock(w, body, seen) : w.write(child)));
  },
  // A constructor's result is looked at: is it an object?
  ReturnStatement: (w, node) =>
    w.ended(
      node,
      w.copy(node, (child) =>
        w.within?.type === 'ClassMethod' && w.within.kind === 'constructor'
          ? writePlain(w, child)
          : w.write(child),
      ),
    ),
  IfStatement: writeTested,
  WhileStatement: writeLoop,
  DoWhileStatement: (w, node) => w.ended(node, writeLoop(w, node)),
  ForStatement: (w, node) => writeLoop(w, node),
  ForInStatement: (w, node) => writeLoop(w, node),
  ForOfStatement: (w, node) => writeLoop(w, node),
  SwitchStatement: (w, node) =>
    w.copy(node, (child, key) => (key === 'discriminant' ? writePlain(w, child) : w.write(child))),
  SwitchCase: (w, node) =>
    w.copy(node, (child, key) => (key === 'test' ? writePlain(w, child) : w.write(child))),
  // What a name means inside is known only when it runs.
  WithStatement: (w, node) =>
    w.copy(node, (child, key) =>
      key === 'object' ? writePlain(w, child) : w.text(child.start!, child.end!),
    ),
};

/** A declaration in the head of a loop: no semicolon of its own. */
function writeHead(w: Writer, node: Node): string {
  return node.type === 'VariableDeclaration' ? w.copy(node) : writeUnused(w, node);
}

function writeTested(w: Writer, node: Node): string {
  return w.copy(node, (child, key) => (key === 'test' ? writeTest(w, child) : w.write(child)));
}

type Loop = NodeOf<
  'WhileStatement' | 'DoWhileStatement' | 'ForStatement' | 'ForInStatement' | 'ForOfStatement'
>;

function writeLoop(w: Writer, node: Loop): string {
  return w.copy(node, (child, key) => {
    if (key === 'test') return writeTest(w, child);
    if (key === 'init' || key === 'update') return writeHead(w, child);
    if (key === 'left') return child.type === 'VariableDeclaration' ? w.copy(child) : writeTarget(w, child);
    if (key === 'right' && node.type === 'ForOfStatement')
      return writeIterated(w, child, node.await ? 'awaited' : 'loop');
    if (key !== 'body') return w.write(child);
    const event = `${gl}.iteration(${w.site(node)});`;
    return child.type === 'BlockStatement' ? writeBlock(w, child, event) : `{${event}${w.write(child)}}`;
  });
}

function writePlain(w: Writer, node: Node): string {
  return isLiteral(node) ? w.write(node) : `${gl}.plain(${w.site(node)}, ${w.argument(node)})`;
}

/** A binding's name without its type annotation. */
function bare(id: NodeOf<'Identifier'>): Node {
  if (!id.typeAnnotation) return id;
  const { start } = id.loc!;
  return { ...id, loc: { ...id.loc!, end: { ...start, column: start.column + id.name.length } } };
}
