import type { Diagnostic } from '../../shared/errors.ts';
import {
  ancestors,
  bare,
  childrenOf,
  descendants,
  functionTypes,
  type Placed,
  type Program,
} from '../program/program.ts';
import { callersOf } from '../program/calls.ts';
import { calledFunction, declarationOf, isWrite, referencesOf } from '../program/scopes.ts';

const statement = /Statement$|^VariableDeclaration$/;

/** Places alike near to the guilty one; not near are those that are only around it, or call it. */
export interface Places {
  readonly places: readonly Placed[];
  readonly isNear: boolean;
}

/**
 * Where a finding may be repaired, nearest first: the guilty expression with its statement and what ends the loops around it, the places
 * of the chain, what the names in them are made of, what they call, the functions around, and their callers.
 */
export function* placesOf(
  { span, related }: Pick<Diagnostic, 'span' | 'related'>,
  program: Program,
): Generator<Places> {
  const guilty = program.nodeAt(span) ?? program.around(span);
  if (!guilty) return;
  const seen = new Set<Placed['node']>();
  const fresh = (places: readonly Placed[]) =>
    places.filter(({ node }) => !seen.has(node) && seen.add(node) !== undefined);
  const near = fresh([...around(guilty), ...endsOfLoops(guilty)]);
  yield { places: near, isNear: true };
  const chain = fresh(
    related
      .flatMap((link) => program.nodeAt(link.span) ?? [])
      .filter(isExpression)
      .flatMap(around),
  );
  yield { places: chain, isNear: true };
  const own = [...near, ...chain];
  const made = fresh(own.flatMap((one) => originsOf(one, program)));
  yield { places: made, isNear: true };
  yield { places: fresh([...own, ...made].flatMap((one) => bodyOf(one, program))), isNear: true };
  const functions = [...ancestors(guilty)].filter(({ node }) => functionTypes.test(node.type));
  const callers = fresh(functions.flatMap((one) => callersOf(one, program)).flatMap(around));
  yield { places: callers, isNear: false };
  yield { places: fresh(functions.flatMap((one) => [...descendants(one)])), isNear: false };
}

/** What decides how long the loops around a place go on: their tests, and those of what breaks them. */
function endsOfLoops(at: Placed): Placed[] {
  const loops = [...ancestors(at)].filter(({ node }) => /^(For|While|DoWhile)Statement$/.test(node.type));
  const tests = (one: Placed) => childrenOf(one).filter(({ key }) => key === 'test');
  const breaks = loops.flatMap((loop) =>
    [...descendants(loop)].filter(
      (one) =>
        one.node.type === 'IfStatement' &&
        [...descendants(one)].some(({ node }) => /^(Break|Return)Statement$/.test(node.type)),
    ),
  );
  return [...loops, ...breaks].flatMap(tests).flatMap((test) => [...descendants(test)]);
}

const isExpression = ({ node }: Placed) => !functionTypes.test(node.type) && node.type !== 'Program';

/** An expression with what it is part of, up to its statement, and what it is made of. */
function around(at: Placed): Placed[] {
  const up: Placed[] = [];
  if (!statement.test(at.node.type)) {
    for (const one of ancestors(at)) {
      if (functionTypes.test(one.node.type) && one.node.type !== 'ArrowFunctionExpression') break;
      if (/^(BlockStatement|Program)$/.test(one.node.type)) break;
      up.push(one);
      if (statement.test(one.node.type)) break;
    }
  }
  const whole = up.at(-1);
  const inside = [...descendants(at)];
  const rest =
    whole && /^(ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(whole.node.type)
      ? [...descendants(whole)]
      : [];
  return [at, ...up, ...inside, ...rest];
}

/** What the names of an expression are made of: first values, assignments, arguments of calls. */
function originsOf(at: Placed, program: Program): Placed[] {
  const { node } = at;
  if (node.type !== 'Identifier') return [];
  if (at.key === 'property' && at.parent?.node.type === 'MemberExpression' && !at.parent.node.computed)
    return propertiesNamed(node.name, program);
  const declared = declarationOf(at, node.name);
  if (!declared) return [];
  const { parent } = declared.at;
  if (parent?.node.type === 'VariableDeclarator') {
    const writes = referencesOf(declared)
      .filter(isWrite)
      .flatMap((one) => one.parent ?? []);
    return [parent, ...writes].flatMap(around);
  }
  if (declared.at.key !== 'params' || !parent || !functionTypes.test(parent.node.type)) return [];
  const index = childrenOf(parent)
    .filter(({ key }) => key === 'params')
    .findIndex((one) => one.node === declared.at.node);
  return callersOf(parent, program).flatMap((call) => {
    const argument = childrenOf(call).filter(({ key }) => key === 'arguments')[index];
    return argument
      ? [
          ...descendants(argument),
          ...(bare(argument).node.type === 'Identifier' ? originsOf(bare(argument), program) : []),
        ]
      : [];
  });
}

/** The values that objects of the program have under a name. */
function propertiesNamed(name: string, program: Program): Placed[] {
  return program
    .nodes()
    .filter(
      ({ node }) =>
        node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === name,
    )
    .flatMap((one) => [...descendants(one)]);
}

/** The body of the function that a call calls. */
function bodyOf(at: Placed, program: Program): Placed[] {
  if (at.node.type !== 'CallExpression') return [];
  const callee = childrenOf(at)[0];
  const called = callee && calledFunction(program, callee);
  return called ? [...descendants(called)] : [];
}
