import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { descendants, functionTypes, spanOf, type Placed } from '../program/program.ts';
import { listGoneThrough } from '../program/elements.ts';
import { declarationOf, type Declared } from '../program/scopes.ts';
import type { Replaced } from './unread/replaced.ts';
import { copyBefore } from './staleCopy.ts';
import { isPrinted } from '../program/refuses.ts';
import { inSameFunction, isInside, readsOf, statementAround } from '../program/reads.ts';
import type { Bound } from './bindings.ts';

/**
 * What the program used in place of values that reach nothing: another variable of the same name, the variable that they were made
 * of, or a copy from before.
 *
 * @param dead where such values got their names
 */
export function replacedValue(evidence: Evidence, dead: readonly Bound[]): Replaced | undefined {
  for (const bound of dead) {
    const found = shadowed(evidence, bound);
    if (found) return found;
  }
  return notRead(evidence, dead);
}

/** A variable declared inside another one of the same name, which is read later in its place. */
function shadowed(evidence: Evidence, { at, declared, span }: Bound): Replaced | undefined {
  const { name } = declared;
  const above = declared.scope.parent;
  const isDeclaration = declared.at.node === at.node && at.parent?.node.type === 'VariableDeclarator';
  const outer = isDeclaration && above ? declarationOf(above, name) : undefined;
  if (!outer || !inSameFunction(outer.at, at)) return undefined;
  const read = readsOf(outer).find((one) => !isInside(one, declared.scope));
  if (!read) return undefined;
  const [first, used] = [spanOf(outer.at), spanOf(read)];
  return {
    kind: 'shadowed',
    span: spanOf(declaratorOf(at)),
    message: `the ${name} of line ${span[1]} is another variable than the ${name} of line ${first[1]}, which line ${used[1]} reads`,
    links: [
      { message: `the other ${name}, which keeps its value`, span: first },
      { message: `reads that one: ${oneLine(evidence.program.text(spanOf(lineOf(read))))}`, span: used },
    ],
  };
}

function declaratorOf(at: Placed): Placed {
  return at.parent?.node.type === 'VariableDeclarator' ? at.parent : at;
}

const lineOf = (at: Placed): Placed => statementAround(at) ?? at;

/** A variable whose reads, if there are any, are all for values that reach nothing either. */
function notRead(evidence: Evidence, dead: readonly Bound[]): Replaced | undefined {
  const statements = dead.flatMap(({ at }) => lineOf(at));
  const isForDead = (read: Placed) =>
    isPrinted(evidence.program, read) || statements.some((one) => isInside(read, one));
  const lost = dead.filter(({ at, declared }) => laterReads(at, declared).every(isForDead));
  // The last of those that are made of one another is the one that should have been read.
  const last = lost.findLast(({ at, declared }) => laterReads(at, declared).length === 0) ?? lost.at(-1);
  if (!last) return undefined;
  const { name } = last.declared;
  const copy = copyBefore(evidence, last.declared, last.at, holdsDead(dead));
  if (copy) return copy;
  const element = changedElement(evidence, last);
  if (element) return element;
  const used = insteadOf(last, lost, isForDead);
  const made = { message: `${name} is made here`, span: last.span };
  if (!used) {
    const links = laterReads(last.at, last.declared)
      .slice(0, 1)
      .map((read) => {
        const text = oneLine(evidence.program.text(spanOf(lineOf(read))));
        return { message: `is read here: ${text}`, span: spanOf(read) };
      });
    const isRead = links.length > 0 || isReadIn(last);
    return {
      kind: 'not read',
      span: last.span,
      message: `${name} of line ${last.span[1]} is ${isRead ? 'used for nothing that the result is made of' : 'read nowhere'}`,
      links,
    };
  }
  const span = spanOf(used.read);
  return {
    kind: 'not read',
    span,
    message: `${name} of line ${last.span[1]} is not read; line ${span[1]} reads ${used.name} in its place`,
    links: [
      made,
      { message: `reads ${used.name}: ${oneLine(evidence.program.text(spanOf(lineOf(used.read))))}`, span },
    ],
  };
}

/** A number of a list that was changed under the name that a loop gives it: the list has the old one. */
function changedElement(evidence: Evidence, { at, declared, span }: Bound): Replaced | undefined {
  const list = at.node === declared.at.node ? undefined : listGoneThrough(declared.at);
  if (!list) return undefined;
  const text = oneLine(evidence.program.text(spanOf(list)));
  return {
    kind: 'not read',
    span,
    message: `${declared.name} is a copy of the element, and what line ${span[1]} gives it is not in ${text}`,
    links: [{ message: `${text} is gone through here`, span: spanOf(list) }],
  };
}

/** The reads of a name after it got a value at a place; all of them where a loop can come back. */
function laterReads(at: Placed, declared: Declared): Placed[] {
  const loop = loopAround(at, declared);
  const here = statementAround(at);
  return readsOf(declared).filter((read) => {
    if (here && isInside(read, here)) return false;
    return read.node.start! > at.node.start! || (loop !== undefined && isInside(read, loop));
  });
}

/** Whether a name is read after it got a value, be it in the statement that declares it, as a parameter of a short function. */
function isReadIn({ at, declared }: Bound): boolean {
  const isParameter = declared.at.node === at.node && functionTypes.test(declared.scope.node.type);
  return (isParameter ? readsOf(declared) : laterReads(at, declared)).length > 0;
}

/** The outermost loop around a place in which a name is known from outside. */
function loopAround(at: Placed, { scope }: Declared): Placed | undefined {
  let found: Placed | undefined;
  for (let up = at.parent; up && up.node !== scope.node; up = up.parent) {
    if (/^(For(In|Of)?|While|DoWhile)Statement$/.test(up.node.type)) found = up;
  }
  return found;
}

/** A read, after a value that reaches nothing was made, of something that it was made of or that was copied before it. */
function insteadOf(
  last: Bound,
  lost: readonly Bound[],
  isForDead: (read: Placed) => boolean,
): { readonly name: string; readonly read: Placed } | undefined {
  const names = new Set(lost.map(({ declared }) => declared.at.node));
  const group = [last, ...lost.toReversed()];
  for (const { at } of group) {
    const statement = statementAround(at);
    if (!statement) continue;
    for (const part of descendants(statement)) {
      const { node } = part;
      if (node.type !== 'Identifier' || node === at.node) continue;
      const source = declarationOf(part, node.name);
      if (!source || names.has(source.at.node) || !inSameFunction(source.at, at)) continue;
      const read = readsOf(source).find(
        (one) => one.node.start! > statement.node.end! && !isForDead(one) && inSameFunction(one, at),
      );
      if (read) return { name: node.name, read };
    }
  }
  return undefined;
}

/** Whether a declaration is one of those that values that reach nothing are bound by. */
export function holdsDead(dead: readonly Bound[]): (declarator: Placed) => boolean {
  return (declarator) => dead.some(({ at }) => isInside(at, declarator));
}
