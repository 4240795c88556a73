import { boundNames } from '../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { isPackage } from '../evidence/places.ts';
import { bare, childrenOf, enclosing, functionTypes, spanOf, type Placed } from '../program/program.ts';
import { declarationOf, type Declared } from '../program/scopes.ts';
import { inSameFunction, isInside, readsOf, statementAround } from '../program/reads.ts';
import type { Replaced } from './unread/replaced.ts';

/**
 * A copy that was taken of an object, an array or a matrix before values were written into it, and that is read after.
 *
 * @param equations those that made values that reach nothing, in order
 * @param isDead whether a variable declared at a place holds nothing but such values
 */
export function staleCopy(
  evidence: Evidence,
  equations: Iterable<number>,
  isDead: (declarator: Placed) => boolean,
): Replaced | undefined {
  const seen = new Set<number>();
  for (const equation of equations) {
    const site = evidence.trace.equations.site[equation]!;
    if (seen.has(site)) continue;
    seen.add(site);
    const span = evidence.span(site);
    const at = span && !isPackage(evidence, span[0]) ? evidence.program.nodeAt(span) : undefined;
    const written = at && receiverOf(at);
    const found =
      written && ofWrite(evidence, written, evidence.trace.equations.scope[equation]!, at, isDead);
    if (found) return found;
  }
  return undefined;
}

/** The name of the object that the statement around a node writes into: `o` of `o.x -= d`, `w` of `w.mul(2)` that stands alone. */
function receiverOf(at: Placed): Placed | undefined {
  const statement = statementAround(at);
  const [expression] = statement?.node.type === 'ExpressionStatement' ? childrenOf(statement) : [];
  if (!expression) return undefined;
  let here: Placed | undefined = bare(expression);
  if (here.node.type === 'AssignmentExpression') here = childrenOf(here)[0];
  else if (here.node.type === 'CallExpression') here = childrenOf(here).find(({ key }) => key === 'callee');
  if (!here || !/MemberExpression$/.test(here.node.type)) return undefined;
  while (here && /MemberExpression$|^TSNonNullExpression$/.test(here.node.type)) here = childrenOf(here)[0];
  return here?.node.type === 'Identifier' ? here : undefined;
}

/** Follows what is written into to the caller that has a copy of it. */
function ofWrite(
  evidence: Evidence,
  written: Placed,
  scope: number,
  write: Placed,
  isDead: (declarator: Placed) => boolean,
): Replaced | undefined {
  let [at, moment, around] = [written, write, scope];
  while (at.node.type === 'Identifier') {
    const declared = declarationOf(at, at.node.name);
    if (!declared) return undefined;
    const found = copyBefore(evidence, declared, moment, isDead);
    if (found) return found;
    const index = parameterIndex(declared);
    const call = index === undefined || around <= 0 ? undefined : callAt(evidence, around);
    const argument = call && childrenOf(call).filter(({ key }) => key === 'arguments')[index!];
    if (!call || !argument) return undefined;
    around = evidence.trace.scopes.parent[around]!;
    [at, moment] = [bare(argument), call];
  }
  return undefined;
}

function callAt(evidence: Evidence, scope: number): Placed | undefined {
  const span = evidence.span(evidence.trace.scopes.site[scope]!);
  const at = span && evidence.program.nodeAt(span);
  return at && bare(at);
}

function parameterIndex({ at, scope }: Declared): number | undefined {
  if (!functionTypes.test(scope.node.type)) return undefined;
  const index = childrenOf(scope)
    .filter(({ key }) => key === 'params')
    .findIndex(({ node }) => node === at.node);
  return index < 0 ? undefined : index;
}

/** A variable that was made of a name before a moment, and is read after it. */
export function copyBefore(
  evidence: Evidence,
  declared: Declared,
  moment: Placed,
  isDead: (declarator: Placed) => boolean,
): Replaced | undefined {
  for (const reference of readsOf(declared)) {
    if (!inSameFunction(reference, moment) || reference.node.start! > moment.node.start!) continue;
    const declarator = enclosing(reference, /^VariableDeclarator$|Statement$/);
    if (declarator?.node.type !== 'VariableDeclarator' || isInside(moment, declarator)) continue;
    if (isDead(declarator)) continue;
    const [pattern] = childrenOf(declarator);
    const names: string[] = [];
    boundNames(pattern!.node, ({ name }) => names.push(name));
    const read = names
      .flatMap((name) => {
        const copy = declarationOf(pattern!, name);
        return copy ? readsOf(copy) : [];
      })
      .find((one) => one.node.start! > moment.node.end!);
    if (!read) continue;
    const [made, used, written] = [spanOf(declarator), spanOf(read), spanOf(moment)];
    const { name } = declared;
    return {
      kind: 'stale copy',
      span: made,
      message:
        `line ${made[1]} takes ${oneLine(evidence.program.text(spanOf(pattern!)))} of ${name} before line ${written[1]} changes it, ` +
        `and line ${used[1]} reads the old one`,
      links: [
        { message: `${name} is changed here: ${oneLine(evidence.program.text(written))}`, span: written },
        { message: 'the old one is read here', span: used },
      ],
    };
  }
  return undefined;
}
