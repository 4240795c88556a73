import type * as t from '@babel/types';
import type { ParameterPattern } from '../../shared/runtime.ts';
import type { Range } from '../../shared/span.ts';
import { unwrap } from '../ast.ts';
import { namesOfList } from './parameters.ts';
import { dotted, type Target } from './targets.ts';

/** The function that a `@trace` calls. */
export interface Called {
  readonly name: string;
  /** Where it is declared; of one that is not declared in the file, where the tag stands. */
  readonly range: Range;
  /** Unknown if it is not declared in the file. */
  readonly parameters: ParameterPattern | undefined;
}

/**
 * What a call calls: a declaration of this file by its name; a method of an object that the text does not tell the class of, by the
 * method's name, if the tag stands on one such; else what the text says. A callee that has no name is taken for the `target`.
 */
export function calledBy(
  node: t.CallExpression | t.MemberExpression,
  target: Target,
  targets: readonly Target[],
): Called {
  const text = dotted(node.type === 'CallExpression' ? unwrap(node.callee) : node);
  if (text === undefined) return of(target);
  const exact = targets.find(({ name }) => name === text);
  if (exact) return of(exact);
  const method = /\.[^.]+$/.exec(text)?.[0];
  const sameMethod = method === undefined ? [] : targets.filter(({ name }) => name.endsWith(method));
  if (sameMethod.includes(target)) return of(target);
  const parameters = sameMethod.length === 1 ? of(sameMethod[0]!).parameters : undefined;
  return { name: text, range: target.range, parameters };
}

function of({ name, range, parameters }: Target): Called {
  const named = parameters.filter((param) => !(param.type === 'Identifier' && param.name === 'this'));
  return { name, range, parameters: namesOfList(named) };
}
