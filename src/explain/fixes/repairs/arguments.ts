import type { Fix } from '../../../shared/errors.ts';
import { propertyKey } from '../../../instrument/syntax.ts';
import { bare, childrenOf, type Placed } from '../../program/program.ts';
import { calledFunction, declarationOf, onlyMethod } from '../../program/scopes.ts';
import { keyMeant, keysGiven } from '../../program/keyMeant.ts';
import { after, part, parts, replaced, textOf, type Repair } from '../repair.ts';

/** A call that leaves a parameter at its default although a variable of that name is at hand. */
export const passOn: Repair = (at, program) => {
  const call = bare(at);
  if (call.node.type !== 'CallExpression' && call.node.type !== 'NewExpression') return [];
  const callee = part(call, 'callee')!;
  const called = calledFunction(program, callee) ?? onlyMethod(program, callee);
  if (!called) return [];
  const given = parts(call, 'arguments');
  const parameters = parts(called, 'params');
  return [...positional(call, given, parameters), ...ofOptions(given, parameters)];
};

/** An option under a name that the function does not read, though it reads another one. */
export const givenAs: Repair = (at, program) => {
  const { node, parent } = at;
  if (node.type !== 'ObjectProperty' || parent?.node.type !== 'ObjectExpression') return [];
  const key = propertyKey(node);
  const taken = key === undefined ? undefined : keyMeant(program, parent, key);
  if (!taken) return [];
  const text = `${taken.key}: ${textOf(program, part(at, 'value')!)}`;
  return [{ title: `Give it as ${taken.key}, which ${taken.callee} reads`, edits: [replaced(at, text)] }];
};

function positional(call: Placed, given: readonly Placed[], parameters: readonly Placed[]): Fix[] {
  if (given.some(({ node }) => node.type === 'SpreadElement')) return [];
  const missing = parameters.slice(given.length).map(({ node }) => {
    if (node.type === 'AssignmentPattern')
      return node.left.type === 'Identifier' ? node.left.name : undefined;
    return node.type === 'Identifier' && node.optional ? node.name : undefined;
  });
  const texts = missing.map((name) => (name !== undefined && isAtHand(call, name) ? name : 'undefined'));
  const last = texts.findLastIndex((text) => text !== 'undefined');
  if (last < 0) return [];
  const list = texts.slice(0, last + 1).join(', ');
  const edit = given.length > 0 ? after(given.at(-1)!, `, ${list}`) : insideEmpty(call, list);
  const names = texts.filter((text) => text !== 'undefined').join(' and ');
  return [{ title: `Pass ${names} on, in place of the default`, edits: [edit] }];
}

function insideEmpty({ node, file }: Placed, text: string) {
  const { line, column } = node.loc!.end;
  return { span: [file, line, column - 1, line, column - 1] as const, text };
}

/** `{ amplitude }` where `{ amplitude, length = 1 }` is taken. */
function ofOptions(given: readonly Placed[], parameters: readonly Placed[]): Fix[] {
  return given.flatMap((one, i): Fix[] => {
    const object = bare(one);
    const parameter = parameters[i] && withoutDefault(parameters[i]);
    if (object.node.type !== 'ObjectExpression' || parameter?.node.type !== 'ObjectPattern') return [];
    const has = keysGiven(object);
    if (!has) return [];
    const wanted = parts(parameter, 'properties').flatMap(({ node }) => {
      const key = node.type === 'ObjectProperty' ? propertyKey(node) : undefined;
      return key !== undefined && !has.has(key) && isAtHand(object, key) ? [key] : [];
    });
    const last = parts(object, 'properties').at(-1);
    if (wanted.length === 0 || !last) return [];
    return [
      {
        title: `Pass ${wanted.join(' and ')} on, in place of the default`,
        edits: [after(last, `, ${wanted.join(', ')}`)],
      },
    ];
  });
}

function withoutDefault(at: Placed): Placed {
  return at.node.type === 'AssignmentPattern' ? childrenOf(at)[0]! : at;
}

/** Whether a name is declared for a place within a function or a file, and not imported. */
function isAtHand(at: Placed, name: string): boolean {
  const declared = declarationOf(at, name);
  return declared !== undefined && !/^Import/.test(declared.at.parent?.node.type ?? '');
}
