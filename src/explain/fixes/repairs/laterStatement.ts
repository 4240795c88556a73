import { staticKey } from '../../../instrument/syntax.ts';
import type { Fix } from '../../../shared/errors.ts';
import { bare, childrenOf, descendants, enclosing, spanOf, type Placed } from '../../program/program.ts';
import { isInside } from '../../program/reads.ts';
import { declarationOf } from '../../program/scopes.ts';
import { after, before, part, replaced, shortText, textOf, type Repair } from '../repair.ts';

/** A statement that reads what a later one changes: it goes behind that. */
export const afterChange: Repair = (at, program) => {
  const statement = enclosing(at, /^(VariableDeclaration|ExpressionStatement)$/);
  const block = statement?.parent;
  if (!statement || !block || !/^(BlockStatement|Program)$/.test(block.node.type)) return [];
  const siblings = childrenOf(block).filter(({ key }) => key === 'body');
  const index = siblings.findIndex(({ node }) => node === statement.node);
  const declared = new Set(namesIn(statement, (one) => isDeclared(one)));
  const read = new Set(namesIn(statement, (one) => !isDeclared(one)));
  for (const [k, later] of siblings.entries()) {
    if (k <= index) continue;
    if (namesIn(later, () => true).some((name) => declared.has(name))) return [];
    const changed = namesIn(later, mayChange).find((name) => read.has(name));
    if (changed === undefined) continue;
    const next = siblings[index + 1]!;
    const [file, line, column] = spanOf(statement);
    const [, endLine, endColumn] = spanOf(next);
    const indent = ' '.repeat(column);
    const fix: Fix = {
      title: `Do this after ${changed} is changed`,
      edits: [
        { span: [file, line, column, endLine, endColumn], text: '' },
        after(later, `\n${indent}${textOf(program, statement)}`),
      ],
    };
    return [fix];
  }
  return [];
};

/** `for (…) v[i] /= v[0]`: an element that a round of the loop changes is kept as it is before the loop. */
export const beforeLoop: Repair = (at, program) => {
  const read = bare(at);
  const loop = enclosing(read, /^ForStatement$/);
  const isElement = isGet(read) || (read.node.type === 'MemberExpression' && read.node.computed);
  if (!isElement || !loop || loop.parent?.node.type !== 'BlockStatement' || read.key === 'left') return [];
  const name = ['kept', 'keptBefore'].find((one) => !declarationOf(read, one));
  if (!name || [...descendants(read)].some((one) => isOfLoop(one, loop))) return [];
  const isMarked = read.parent?.node.type === 'TSNonNullExpression';
  const whole = isMarked ? read.parent! : read;
  const text = textOf(program, whole);
  const indent = ' '.repeat(spanOf(loop)[2]);
  return [
    {
      title: `Keep ${shortText(program, read)} as it is before the loop`,
      edits: [before(loop, `const ${name} = ${text};\n${indent}`), replaced(whole, name)],
    },
  ];
};

/** `m.get(i, j)`. */
function isGet({ node }: Placed): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    staticKey(node.callee) === 'get'
  );
}

/** Whether an identifier is declared by a loop, or in it. */
function isOfLoop(at: Placed, loop: Placed): boolean {
  const declared = at.node.type === 'Identifier' ? declarationOf(at, at.node.name) : undefined;
  return declared !== undefined && isInside(declared.at, loop);
}

function namesIn(at: Placed, test: (one: Placed) => boolean): string[] {
  return [...descendants(at)].flatMap((one) =>
    one.node.type === 'Identifier' && !isKey(one) && test(one) ? one.node.name : [],
  );
}

function isKey({ key, parent }: Placed): boolean {
  const node = parent?.node;
  if (key === 'property') return node?.type === 'MemberExpression' && !node.computed;
  return key === 'key' && node?.type === 'ObjectProperty' && !node.computed;
}

function isDeclared(at: Placed): boolean {
  for (let one = at; one.parent; one = one.parent) {
    if (one.parent.node.type === 'VariableDeclarator') return one.key === 'id';
    if (!/Pattern$|^ObjectProperty$|^RestElement$/.test(one.parent.node.type)) return false;
  }
  return false;
}

/** Whether a name is assigned to, or handed to a call that may change what it holds. */
function mayChange({ key, parent }: Placed): boolean {
  const node = parent?.node;
  if (node?.type === 'AssignmentExpression') return key === 'left';
  return node?.type === 'CallExpression' && key === 'arguments' && isStatement(parent!);
}

function isStatement(call: Placed): boolean {
  return call.parent?.node.type === 'ExpressionStatement';
}

/** `x = f(x, y); y = g(x, y);`: both at once, of the old ones. */
export const together: Repair = (at, program) => {
  const first = bare(at);
  const statement = first.parent;
  const block = statement?.parent;
  if (!isAssignment(first) || statement?.node.type !== 'ExpressionStatement' || !block) return [];
  const siblings = childrenOf(block);
  const after = siblings[siblings.findIndex(({ node }) => node === statement.node) + 1];
  const second = after?.node.type === 'ExpressionStatement' ? bare(childrenOf(after)[0]!) : undefined;
  if (!after || !second || !isAssignment(second)) return [];
  const [left, right] = ['left', 'right'].map((key) =>
    [first, second].map((one) => textOf(program, part(one, key)!)).join(', '),
  ) as [string, string];
  const targets = left.replace(/!(?=[.[])/g, '');
  return [
    {
      title: `Change both at once: [${targets}] = …`,
      edits: [replaced(statement, `[${targets}] = [${right}];`), replaced(after, '')],
    },
  ];
};

const isAssignment = ({ node }: Placed): boolean =>
  node.type === 'AssignmentExpression' && node.operator === '=';
