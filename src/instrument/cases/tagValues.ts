import type { Range } from '../../shared/span.ts';
import { eachChild, propertyKey, rangeOf, unwrap, type Node } from '../ast.ts';
import { parse } from '../parse.ts';
import { findCases } from './cases.ts';

/** A value in the call of a `@trace`: an argument, or what a property of one is. */
export interface TagValue {
  /** The function and the case that the call is of. */
  readonly of: { readonly function: string; readonly case: string };
  /** What the program calls it: the parameter's name, or the property's. */
  readonly name: string | undefined;
  readonly isArgument: boolean;
  readonly node: Node;
  readonly text: string;
  /** Where it stands in the source. */
  readonly range: Range;
}

/** The values in the calls of all `@trace` tags of a file, in order. A file that does not parse throws. */
export function tagValues(source: string, path: string): TagValue[] {
  return findCases(parse(source, path), source).cases.flatMap(({ call, declaration }) => {
    const { node, text, original } = call;
    if (node.type !== 'CallExpression') return [];
    const values: TagValue[] = [];
    const of = { function: declaration.function, case: declaration.name };
    const visit = (at: Node, name: string | undefined, isArgument: boolean) => {
      const inner = unwrap(at);
      const range = original(rangeOf(inner));
      values.push({ of, name, isArgument, node: inner, text: text.slice(inner.start!, inner.end!), range });
      eachChild(inner, (child) => {
        if (child.type === 'ObjectProperty') visit(child.value, propertyKey(child), false);
        else visit(child, undefined, false);
      });
    };
    node.arguments.forEach((argument, i) => visit(argument, parameterName(declaration.parameters, i), true));
    return values;
  });
}

type Parameters = ReturnType<typeof findCases>['cases'][number]['declaration']['parameters'];

function parameterName(parameters: Parameters, i: number): string | undefined {
  if (parameters?.kind !== 'list') return undefined;
  const name = parameters.parts.find(([key]) => key === String(i))?.[1];
  return typeof name === 'string' ? name : undefined;
}
