import {
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  type Placed,
  type Program,
} from '../../program/program.ts';
import { isInside } from '../../program/reads.ts';
import { calledFunction, declarationOf, onlyMethod, type Declared } from '../../program/scopes.ts';

/** Whether a call leaves out an optional parameter of this name. */
export function omits(program: Program, call: Placed, name: string): boolean {
  const { node } = call;
  if (node.type !== 'CallExpression' || node.arguments.some(({ type }) => type === 'SpreadElement'))
    return false;
  const callee = childrenOf(call).find(({ key }) => key === 'callee')!;
  const called = calledFunction(program, callee) ?? onlyMethod(program, callee);
  const parameters = called ? childrenOf(called).filter(({ key }) => key === 'params') : [];
  return parameters.slice(node.arguments.length).some(({ node: one }) => {
    const inner = one.type === 'AssignmentPattern' ? one.left : one;
    return inner.type === 'Identifier' && inner.name === name;
  });
}

/** A constant of the module of nearly the same name, or the second read of another parameter, which stands where the lost one should. */
export function readInstead(body: Placed, declared: Declared): Placed | undefined {
  const { name, at } = declared;
  const declarator = enclosing(at, /^VariableDeclarator$|Statement$/);
  const counts = new Map<Placed['node'], number>();
  const lower = name.toLowerCase();
  let twice: Placed | undefined;
  for (const one of descendants(body)) {
    const { node } = one;
    if (node.type !== 'Identifier' || (/^(property|key)$/.test(one.key) && !isComputed(one))) continue;
    if (declarator && isInside(one, declarator)) continue;
    const source = declarationOf(one, node.name);
    if (!source) continue;
    const other = node.name.toLowerCase().replaceAll('_', '');
    const isAlike = other !== lower && (other.includes(lower) || lower.includes(other)) && other.length > 2;
    if (isAlike && source.scope.node.type === 'Program' && !functionTypes.test(source.at.parent!.node.type))
      return one;
    if (source.at.node === at.node || !areSiblings(source, declared)) continue;
    const count = (counts.get(source.at.node) ?? 0) + 1;
    counts.set(source.at.node, count);
    if (count === 2) twice ??= one;
  }
  return twice;
}

/** Whether two names are parameters of one function, or taken out of one object together. */
function areSiblings(one: Declared, other: Declared): boolean {
  if (one.scope.node !== other.scope.node) return false;
  const [a, b] = [one.at, other.at].map((at) => enclosing(at, /^VariableDeclarator$|Statement$/));
  return (
    a?.node === b?.node && (a?.node.type === 'VariableDeclarator' || functionTypes.test(one.scope.node.type))
  );
}

const isComputed = ({ parent }: Placed): boolean =>
  parent !== undefined && 'computed' in parent.node && parent.node.computed === true;
