import type { Fix } from '../../../shared/errors.ts';
import { staticKey } from '../../../instrument/syntax.ts';
import { bare } from '../../program/program.ts';
import { declarationOf, referencesOf } from '../../program/scopes.ts';
import { part, parts, replaced, textOf, type Edit, type Repair } from '../repair.ts';
import { aroundWrappers } from '../copies.ts';

/** `const moment = new Date(t)` of which only the time is read: the number itself. */
export const timeItself: Repair = (at, program) => {
  const made = bare(at);
  const declarator = aroundWrappers(made);
  if (made.node.type !== 'NewExpression' || declarator?.node.type !== 'VariableDeclarator') return [];
  if (textOf(program, part(made, 'callee')!) !== 'Date') return [];
  const [time, ...more] = parts(made, 'arguments');
  const id = part(declarator, 'id');
  if (!time || more.length > 0 || id?.node.type !== 'Identifier') return [];
  const declared = declarationOf(id, id.node.name);
  const reads = (declared ? referencesOf(declared) : []).map((one): Edit | undefined => {
    const member = one.parent;
    const call = member?.parent;
    const isTime =
      member?.node.type === 'MemberExpression' && /^(getTime|valueOf)$/.test(staticKey(member.node) ?? '');
    if (isTime && call?.node.type === 'CallExpression') return replaced(call, textOf(program, one));
    return member?.node.type === 'UnaryExpression' && member.node.operator === '+'
      ? replaced(member, textOf(program, one))
      : undefined;
  });
  if (reads.length === 0 || reads.includes(undefined)) return [];
  const edits = [replaced(made, textOf(program, time)), ...reads.filter((one) => one !== undefined)];
  return [{ title: `Use the time ${textOf(program, time)} itself, without a Date`, edits } satisfies Fix];
};
