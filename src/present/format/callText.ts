/** Whether operands are joined by a sign, `b · c`: they then say the operation by themselves. */
export function isInfix(operands: string): boolean {
  return / [^\w\s,.…[\]] /.test(operands);
}

/** `b · c` where the operands are joined by a sign, else `sin(b)`. */
export function callText(op: string, operands: string): string {
  return isInfix(operands) ? operands : `${op}(${operands})`;
}
