import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { boundNames, eachChild, hasReceiver, isFunctionLike, isLiteral, unwrap } from '../ast.ts';
import { erasure } from '../typescript/types.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { named, writeUnused } from './assignments.ts';
import { destructuringSite, writeIterated } from './messages/iterated.ts';
import { writeBlock } from './blocks.ts';
import { writeTest } from './operators.ts';
import { patterned, writeSource, checkedSource, writeTarget } from './patterns.ts';
import { checksInside, namesValue, shapeOf, shapeOfPattern, takesSlots } from './messages/patternShapes.ts';

/** Functions that `new` may be used on, as far as their bodies tell. */
const constructors = new WeakMap<Node, boolean>();

function mayBeConstructor(node: Node | undefined): boolean {
  if (node?.type !== 'FunctionDeclaration' && node?.type !== 'FunctionExpression') return false;
  const known = constructors.get(node) ?? (!node.async && !node.generator && hasReceiver(node.body));
  constructors.set(node, known);
  return known;
}

/** Never a tracked number, by its looks. */
const isNoNumber = (node: Node): boolean =>
  isLiteral(node) ||
  isFunctionLike(node) ||
  /^(This|Object|Array|New)Expression$|^TemplateLiteral$/.test(unwrap(node).type);

/** Statements of a traced file: conditions, loops, declarations. */
export const statements: Rewriters = {
  ExpressionStatement: (w, node) =>
    w.ended(
      node,
      w.copy(node, (child) => writeUnused(w, child)),
    ),
  VariableDeclaration(w, node) {
    const text = erasure.VariableDeclaration!(w, node);
    // After `if (x) var { a } = o` nothing can follow.
    return node.declare || node.kind === 'var' ? text : text + patternNames(w, node);
  },
  VariableDeclarator(w, node) {
    const { id, init } = node;
    return w.copy(node, (child, key) => {
      const text =
        key === 'init'
          ? checkedSource(w, id, init!, writeSource(w, id, child, 'declared'), 'declared')
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
    if (!param || !/Pattern$/.test(param.type)) {
      const event = param?.type === 'Identifier' ? `${gl}.caught(${param.name});` : '';
      return w.copy(node, (child) => (child === body ? writeBlock(w, body, event) : w.write(child)));
    }
    // A pattern takes apart what has been looked at before.
    const taken = `let ${w.write(param)} = ${writeElement(w, param, '.catch')};`;
    const event = `${gl}.caught(${element});${taken} `;
    return w.copy(node, (child) => (child === body ? `{${event}${writeBlock(w, body, '')}}` : element));
  },
  // A constructor's result is looked at: is it an object?
  ReturnStatement: (w, node) =>
    w.ended(
      node,
      w.copy(node, (child) =>
        w.within?.type === 'ClassMethod' && w.within.kind === 'constructor'
          ? writePlain(w, child)
          : mayBeConstructor(w.within) && w.setting.trace && !isNoNumber(child)
            ? `${gl}.returned(new.target, ${w.argument(child)})`
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
  // The meaning of a name inside is known only when it runs.
  WithStatement: (w, node) =>
    w.copy(node, (child, key) =>
      key === 'object'
        ? `${gl}.scope(${w.site(child)}, ${w.argument(child)})`
        : w.inWith(() => w.write(child)),
    ),
};

/** Statements that record the names that the patterns of a declaration bind. */
function patternNames(w: Writer, { declarations }: NodeOf<'VariableDeclaration'>): string {
  if (!w.setting.trace || !w.setting.workspace) return '';
  let text = '';
  for (const { id } of declarations) {
    if (id.type === 'Identifier') continue;
    boundNames(id, (each) => (text += `${named(w, each, each.name, each.name)};`));
  }
  return text;
}

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
  const head = node.type === 'ForOfStatement' ? headOf(node) : undefined;
  if (node.type === 'ForOfStatement' && node.await && takesSlots(head!)) {
    const shadowed = shadowedNames(node);
    // A label stays with its loop.
    const isLabelled = w.source.slice(0, node.start!).trimEnd().endsWith(':');
    if (shadowed.length === 0 || !isLabelled) return writeAwaited(w, node, head!, shadowed);
  }
  return w.copy(node, (child, key) => {
    if (key === 'test') return writeTest(w, child);
    if (key === 'init' || key === 'update') return writeHead(w, child);
    if (key === 'left') return child.type === 'VariableDeclaration' ? w.copy(child) : writeTarget(w, child);
    if (key === 'right' && node.type === 'ForOfStatement') {
      const shape = shapeOf(
        w,
        head!,
        node.left.type === 'VariableDeclaration' ? { text: '.for' } : undefined,
      );
      const text = writeIterated(w, child, node.await ? 'awaited' : 'loop', undefined, undefined, !!shape);
      return patterned(w, child, text, shape && `{ each: ${shape}${checksInside(shape)} }`);
    }
    if (key !== 'body') return w.write(child);
    const event = `${gl}.iteration(${loopSite(w, node)});`;
    return child.type === 'BlockStatement' ? writeBlock(w, child, event) : `{${event}${w.write(child)}}`;
  });
}

/** Characters of a part of a loop's head that are kept. */
const longestHead = 100;

/** The site of a loop. Its text is the head as people tell loops apart: `for step < 10`, `for x of xs`, `while error > limit`. */
function loopSite(w: Writer, node: Loop): string {
  const text = (part: Node | null | undefined) => {
    if (!part) return '';
    const end = Math.min(part.end!, part.start! + longestHead);
    return ` ${w.source.slice(part.start!, end).replace(/\s+/g, ' ')}`;
  };
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    const { left, right } = node;
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
    return w.site(node, `for${text(target)} ${node.type === 'ForOfStatement' ? 'of' : 'in'}${text(right)}`);
  }
  const word = { ForStatement: 'for', WhileStatement: 'while', DoWhileStatement: 'do while' }[node.type];
  return w.site(node, word + text(node.test));
}

/** The declaration or assignment target in the head of a loop. */
function headOf({ left }: NodeOf<'ForOfStatement'>): Node {
  return left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
}

/** The element that a pattern is about to take apart. */
const element = `${gl}0`;

/** `for await ({ 0: a } of x)`: nothing may come between a promise and the loop, so that the body takes the element apart. */
function writeAwaited(
  w: Writer,
  node: NodeOf<'ForOfStatement'>,
  head: Node,
  shadowed: readonly string[],
): string {
  const { left } = node;
  const target = writeTarget(w, head);
  let taken: string;
  if (left.type === 'VariableDeclaration')
    taken = `${left.kind} ${target} = ${writeElement(w, head, '.for')};`;
  else if (head.type === 'ArrayPattern') taken = `${target} = ${writeElement(w, head)};`;
  // Of the property of an object, V8 quotes nothing either.
  else taken = `({ v: ${target} } = { v: ${patterned(w, head, element, shapeOf(w, head))} });`;
  const text = w.copy(node, (child, key) => {
    if (key === 'left') return `const ${element}`;
    if (key === 'right') return writeIterated(w, child, 'awaited');
    return `{${gl}.iteration(${loopSite(w, node)});${taken} ${w.write(child)}}`;
  });
  return shadowed.length > 0 ? `switch (1) { case 0: let ${shadowed.join(', ')}; case 1: ${text} }` : text;
}

/** Names that the head of a loop declares and what it iterates mentions, where it may not see those outside. */
function shadowedNames({ left, right }: NodeOf<'ForOfStatement'>): string[] {
  if (left.type !== 'VariableDeclaration' || left.kind === 'var') return [];
  const words = new Set<string>();
  const collect = (node: Node): void => {
    if (node.type === 'Identifier') words.add(node.name);
    eachChild(node, collect);
  };
  collect(right);
  const names: string[] = [];
  boundNames(left.declarations[0]!.id, ({ name }) => names.push(name));
  return names.filter((name) => words.has(name) || words.has('eval'));
}

/**
 * The source value of a declaration that replaces a pattern in the head of a loop or of a `catch`. V8's messages have names of their
 * own for these values.
 */
function writeElement(w: Writer, pattern: Node, name?: '.for' | '.catch'): string {
  const naming = name && { text: name };
  const shape =
    naming && namesValue(pattern) ? shapeOfPattern(w, pattern, naming, '') : shapeOf(w, pattern, naming);
  if (pattern.type === 'ArrayPattern') {
    const message = name === '.for' ? `${name} is not iterable` : undefined;
    return patterned(w, pattern, `${gl}.iterable(${w.site(pattern, message)}, ${element})`, shape);
  }
  const s = destructuringSite(w, pattern as NodeOf<'ObjectPattern'>, pattern, name);
  return patterned(w, pattern, s === undefined ? element : `${gl}.destructured(${s}, ${element})`, shape);
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
