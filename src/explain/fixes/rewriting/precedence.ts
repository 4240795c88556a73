import type { Node } from '../../../instrument/syntax.ts';

const ofOperator: Readonly<Record<string, number>> = {
  '??': 2, '||': 3, '&&': 4, '|': 5, '^': 6, '&': 7,
  '==': 8, '!=': 8, '===': 8, '!==': 8,
  '<': 9, '>': 9, '<=': 9, '>=': 9, in: 9, instanceof: 9,
  '<<': 10, '>>': 10, '>>>': 10, '+': 11, '-': 11, '*': 12, '/': 12, '%': 12, '**': 13,
}; // prettier-ignore

/** What is less than any operator: the expressions of a list. */
const IN_LIST = 1;
const UNARY = 14;
/** What may stand before a dot. */
const MEMBER = 16;

/** How tightly an expression holds together. */
export function precedenceOf(node: Node): number {
  switch (node.type) {
    case 'SequenceExpression':
      return 0;
    case 'ArrowFunctionExpression':
    case 'AssignmentExpression':
    case 'ConditionalExpression':
    case 'YieldExpression':
      return IN_LIST;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return ofOperator[node.operator]!;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return 9;
    case 'UnaryExpression':
    case 'AwaitExpression':
      return UNARY;
    case 'UpdateExpression':
    case 'NumericLiteral':
      return UNARY + 1;
    default:
      return MEMBER;
  }
}

/** How tightly an expression has to hold together to stand in a property of a node without parentheses. */
export function precedenceIn(parent: Node | undefined, key: string): number {
  switch (parent?.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const own = ofOperator[parent.operator]!;
      if (parent.operator === '**') return key === 'left' ? UNARY + 1 : own;
      return key === 'left' ? own : own + 1;
    }
    case 'UnaryExpression':
    case 'AwaitExpression':
      return UNARY + 1;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return key === 'object' ? MEMBER : 0;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return key === 'callee' ? MEMBER : IN_LIST;
    case 'TSNonNullExpression':
    case 'TaggedTemplateExpression':
      return MEMBER;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return 10;
    case 'ConditionalExpression':
      return key === 'test' ? IN_LIST + 1 : IN_LIST;
    case 'ParenthesizedExpression':
    case 'ExpressionStatement':
    case 'TemplateLiteral':
    case undefined:
      return 0;
    default:
      return IN_LIST;
  }
}
