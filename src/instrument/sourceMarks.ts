import type { Node } from './ast.ts';
import { isWrapper } from './ast.ts';

/*
 * Marks are written into instrumented code when somebody asks where a place of it was in the source: `length` characters that
 * follow were copied from `offset`; of length 0, V8 names this place for the call of the runtime whose site number follows.
 */
export const [open, close] = ['\uE000', '\uE001'];

export function markText(offset: number, length: number): string {
  return `${open}${offset.toString(36)}.${length.toString(36)}${close}`;
}

/** A marked text with another source offset for its first character. */
export function placedText(text: string, offset: number): string {
  return text.replace(
    /^\uE000([^.]*)\.([^\uE001]*)\uE001(.)/,
    (_, from: string, length: string, first: string) => {
      const [start, count] = [parseInt(from, 36), parseInt(length, 36)];
      return markText(offset, 0) + first + markText(start + 1, count - 1);
    },
  );
}

/** A text without its marks. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/\uE000[^\uE001]*\uE001/g, '');
}

/** Words after which V8 names the parenthesis of a method call, not the method's name. */
const keywords = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return switch this throw true try typeof var void while with'.split(' '),
); // prettier-ignore

/** The offset of the position that V8 names when evaluating a node throws or is on the stack. */
export function errorOffset(source: string, node: Node): number {
  if (isWrapper(node)) return errorOffset(source, node.expression);
  const after = (offset: number, token: string): number => Math.max(source.indexOf(token, offset), offset);
  switch (node.type) {
    case 'CallExpression':
    case 'OptionalCallExpression': {
      const { callee } = node;
      if ('optional' in node && node.optional) return after(callee.end!, '(');
      if (callee.type === 'Identifier' || callee.type === 'Super') return callee.start!;
      const isNamed =
        (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') &&
        !callee.computed &&
        callee.property.type === 'Identifier' &&
        !keywords.has(callee.property.name);
      return isNamed ? callee.property.start! : after(callee.end!, '(');
    }
    case 'TaggedTemplateExpression':
      return node.quasi.start!;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (node.computed) return after(node.object.end!, '[');
      if (!isContinued(node)) return node.property.start!;
      return source.lastIndexOf('optional' in node && node.optional ? '?.' : '.', node.property.start! - 1);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return after(node.left.end!, node.operator);
    case 'AssignmentExpression':
      return node.operator === '=' ? after(node.left.end!, '=') : readOffset(source, node.left);
    case 'UpdateExpression':
      return readOffset(source, node.argument);
    default:
      return node.start!;
  }
}

/** Whether a member follows a call or `?.`. V8 then names the position of its dot. */
function isContinued(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      return true;
    case 'MemberExpression':
      return isContinued(node.object) || node.object.type === 'CallExpression';
    case 'TaggedTemplateExpression':
      return isContinued(node.tag);
    default:
      return /^Optional/.test(node.type);
  }
}

/** The position that V8 names for the read in `o.p += x`: that of the part which was evaluated last. */
export function readOffset(source: string, node: Node): number {
  if (isWrapper(node)) return readOffset(source, node.expression);
  if (node.type !== 'MemberExpression') return node.start!;
  return errorOffset(source, node.computed ? node.property : node.object);
}
