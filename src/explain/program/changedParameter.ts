import { staticKey } from '../../instrument/syntax.ts';
import { bare, childrenOf, type Placed, type Program } from './program.ts';
import { calledFunction, declarationOf, referencesOf } from './scopes.ts';

/** Members of lists and matrices that leave what they are called on as it is; any other method may change it. */
const pure =
  /^(map|filter|reduce|reduceRight|slice|concat|join|indexOf|includes|some|every|find(Last)?(Index)?|at|entries|keys|values|forEach|flat(Map)?|to\w+|has|get\w*|mmul|dot|norm|transpose|clone|sum|mean|max|min|trace|diag|variance|standardDeviation)$/;

/** How many calls deep a parameter is followed. */
const deepest = 4;

/** Whether a function may change the object that it gets as a parameter: it writes to it, hands it to what may, or gives it another name. */
export function mayChange(program: Program, called: Placed, index: number, depth = 0): boolean {
  const parameter = childrenOf(called).filter(({ key }) => key === 'params')[index];
  const id = parameter?.node.type === 'AssignmentPattern' ? childrenOf(parameter)[0]! : parameter;
  if (id?.node.type !== 'Identifier') return id?.node.type === 'RestElement';
  const declared = declarationOf(id, id.node.name);
  return declared === undefined || referencesOf(declared).some((one) => isChange(program, one, depth));
}

/** Whether what a reference stands for may be changed there. */
function isChange(program: Program, reference: Placed, depth: number): boolean {
  let at = reference;
  let member: Placed | undefined;
  // Up to the whole of `x.rows[i]!.y`, and what is done with it.
  for (let up = at.parent; up; up = at.parent) {
    const isMember = up.node.type === 'MemberExpression' && at.key === 'object';
    if (!isMember && bare(up).node !== bare(at).node) break;
    if (isMember) member = up;
    at = up;
  }
  const { parent, key } = at;
  const node = parent?.node;
  if (!node) return false;
  if (node.type === 'AssignmentExpression' && key === 'left') return member !== undefined;
  if (node.type === 'UpdateExpression') return member !== undefined;
  if (node.type === 'UnaryExpression') return node.operator === 'delete';
  if (node.type === 'CallExpression' && key === 'callee' && member?.node.type === 'MemberExpression')
    return !pure.test(staticKey(member.node) ?? '');
  if (node.type === 'CallExpression' && key === 'arguments') return isChangedBy(program, parent!, at, depth);
  // As a whole it gets another name; a part of it may be a number.
  const isNamed =
    /^(VariableDeclarator|AssignmentExpression|ReturnStatement|ObjectProperty|ArrayExpression)$/;
  return isNamed.test(node.type) && member === undefined && !isTakenApart(node);
}

/** `const { x } = wort`: names for the parts. */
function isTakenApart(node: Placed['node']): boolean {
  return node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern';
}

function isChangedBy(program: Program, call: Placed, argument: Placed, depth: number): boolean {
  const callee = childrenOf(call)[0]!;
  const { node } = bare(callee);
  const isOfMath =
    node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'Math';
  if (isOfMath) return false;
  const called = calledFunction(program, callee);
  if (!called || depth >= deepest) return true;
  const index = childrenOf(call)
    .filter(({ key }) => key === 'arguments')
    .findIndex((one) => one.node === argument.node);
  return mayChange(program, called, index, depth + 1);
}
