import type { Node } from '../../ast.ts';
import { isWrapper, staticKey, unwrap } from '../../ast.ts';

const unknown = '(intermediate value)';

/** An expression as V8 prints it in "… is not a function"; `called` is what it writes for the arguments of a call. */
export function calleeText(node: Node, called = '(...)'): string {
  return print(node, called) || unknown;
}

/** `calleeText`, except that V8 prints no text of an optional chain. */
export function valueText(node: Node): string {
  return /^Optional/.test(unwrap(node).type) ? unknown : calleeText(node);
}

function print(node: Node, called: string): string {
  const calleeText = (one: Node) => print(one, called) || unknown;
  if (isWrapper(node)) {
    // A parenthesised optional chain is a value to V8, not a reference it can print.
    const inner = node.expression;
    return /^Optional/.test(inner.type) && node.type === 'ParenthesizedExpression'
      ? ''
      : print(inner, called);
  }
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'PrivateName':
      return `#${node.id.name}`;
    case 'StringLiteral':
      return `"${node.value}"`;
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return String(node.value);
    case 'NullLiteral':
      return 'null';
    case 'RegExpLiteral':
      return `/${node.pattern}/${node.flags}`;
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? `"${node.quasis[0]!.value.cooked ?? ''}"`
        : node.expressions.map(calleeText).join('');
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const mark = 'optional' in node && node.optional ? '?.' : '';
      const key = staticKey(node);
      const member = key === undefined ? `${mark}[${calleeText(node.property)}]` : `${mark || '.'}${key}`;
      return calleeText(node.object) + member;
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      return calleeText(node.callee) + called;
    case 'NewExpression':
      return called === '' ? calleeText(node.callee) : '';
    case 'TaggedTemplateExpression':
      return calleeText(node.tag) + called;
    case 'ImportExpression':
      return `import(${calleeText(node.source)})`;
    case 'ObjectExpression':
      return `{${node.properties.map(() => unknown).join('')}}`;
    case 'ClassExpression':
      return node.body.body
        .map((one) =>
          /Method$/.test(one.type) && !('kind' in one && one.kind === 'constructor') ? unknown : '',
        )
        .join('');
    case 'ArrayExpression':
      return `[${node.elements.map((e) => (e ? calleeText(e) : '')).join(',')}]`;
    case 'SpreadElement':
      return `(...${calleeText(node.argument)})`;
    case 'UnaryExpression': {
      if (node.operator === '-' && node.argument.type === 'NumericLiteral') return `-${node.argument.value}`;
      return `(${node.operator}${/\w/.test(node.operator) ? ' ' : ''}${calleeText(node.argument)})`;
    }
    case 'UpdateExpression':
      return node.prefix
        ? `(${node.operator}${calleeText(node.argument)})`
        : `(${calleeText(node.argument)}${node.operator})`;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return `(${sides(node, node.operator, calleeText)})`;
    case 'SequenceExpression':
      return `(${node.expressions.map(calleeText).join(' , ')})`;
    case 'AssignmentExpression':
      return calleeText(node.left);
    case 'ConditionalExpression':
      return unknown + unknown + unknown;
    default:
      return '';
  }
}

/** `a + b + c` is one operation to V8. */
function sides(node: Node, operator: string, text: (node: Node) => string): string {
  if ((node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') || node.operator !== operator) {
    return text(node);
  }
  const left = operator === '**' ? text(node.left) : sides(node.left, operator, text);
  return `${left} ${operator} ${text(node.right)}`;
}
