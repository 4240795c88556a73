import { ancestors, childrenOf, functionTypes, spanOf, type Placed } from '../../program/program.ts';
import { isInside, readsOf } from '../../program/reads.ts';
import { declarationOf } from '../../program/scopes.ts';
import type { Replaced } from './replaced.ts';

/**
 * A value that a loop gives to a variable from outside of it, which only functions read that the loop makes: when they run, all of them
 * read the last value.
 *
 * @param left what is assigned to: a name, or a pattern that takes an object apart
 * @param fields the path below the assigned value that is looked for
 */
export function sharedByClosures(left: Placed, fields: readonly string[]): Replaced | undefined {
  const at = nameIn(left, fields);
  if (at?.node.type !== 'Identifier') return undefined;
  const { name } = at.node;
  const declared = declarationOf(at, name);
  const loop = [...ancestors(at)].find(
    ({ node }) => /^(For(In|Of)?|While|DoWhile)Statement$/.test(node.type) || functionTypes.test(node.type),
  );
  if (!declared || !loop || functionTypes.test(loop.node.type) || isInside(declared.at, loop))
    return undefined;
  const reads = readsOf(declared).filter((read) => read.node !== at.node);
  const isInClosure = (read: Placed) =>
    isInside(read, loop) &&
    [...ancestors(read)].some((up) => functionTypes.test(up.node.type) && isInside(up, loop));
  if (reads.length === 0 || !reads.every(isInClosure)) return undefined;
  const line = spanOf(declared.at)[1];
  return {
    kind: 'not read',
    span: spanOf(left.parent!),
    message: `the functions that this loop makes all read the one ${name} of line ${line}, which has its last value when they run`,
    links: [
      { message: `${name} is declared outside of the loop`, span: spanOf(declared.at) },
      { message: `reads ${name} when it is called`, span: spanOf(reads[0]!) },
    ],
  };
}

/** The name that a pattern gives a field of a value; the pattern itself where it is a name, and no field is left. */
function nameIn(pattern: Placed, fields: readonly string[]): Placed | undefined {
  if (pattern.node.type === 'Identifier') return fields.length === 0 ? pattern : undefined;
  if (pattern.node.type !== 'ObjectPattern') return undefined;
  for (const property of childrenOf(pattern)) {
    const { node } = property;
    if (node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === fields[0])
      return nameIn(
        childrenOf(property).find(({ key }) => key === 'value')!,
        fields.slice(1),
      );
  }
  return undefined;
}
