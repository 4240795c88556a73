// What the syntax around a node says of it.
import ts from 'typescript';

const { SyntaxKind } = ts;

/** Whether a pattern takes the rest of a list. */
export const hasRest = ({ elements }) => elements.some(({ dotDotDotToken }) => dotDotDotToken);

/** Whether more of an optional chain follows, which `undefined` would skip. */
export const isContinued = ({ parent, flags }) =>
  (ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCallExpression(parent)) &&
  !parent.questionDotToken &&
  (parent.flags & flags & ts.NodeFlags.OptionalChain) !== 0;

/** Whether a member is written or deleted. */
export const isWritten = (node) =>
  (ts.isBinaryExpression(node.parent) &&
    node.parent.left === node &&
    ts.isAssignmentOperator(node.parent.operatorToken.kind)) ||
  ts.isDeleteExpression(node.parent);

/** Whether a literal is a pattern that is assigned to. */
export const isAssigned = (node) =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind === SyntaxKind.EqualsToken;

/** Whether an identifier is a value that is read, rather than a name. */
export function isExpression(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent)
  )
    return parent.initializer === node;
  return !(
    ts.isTypeOfExpression(parent) ||
    ts.isMethodDeclaration(parent) ||
    (ts.isPropertyDeclaration(parent) && parent.name === node)
  );
}
