import { propertyKey, staticKey, type Node } from '../instrument/syntax.ts';
import { alike, Guess, Size } from './guess.ts';
import { numberOf } from './matrixCalls.ts';
import { elementOf, fieldOf } from './parts.ts';

/** The names in scope. */
export type Scope = Map<string, Guess>;

/** Follows an expression. */
export type ValueOf = (expression: Node, scope: Scope) => Guess | undefined;

/** Gives a pattern's names their values. */
export function bind(pattern: Node, value: Guess | undefined, scope: Scope, valueOf: ValueOf): void {
  const given = value ?? new Guess();
  switch (pattern.type) {
    case 'Identifier':
      if (given.name === '') given.name = pattern.name;
      scope.set(pattern.name, given);
      return;
    case 'AssignmentPattern':
      return bind(pattern.left, given, scope, valueOf);
    case 'ObjectPattern':
      for (const one of pattern.properties) {
        if (one.type === 'RestElement') continue;
        const key = propertyKey(one);
        if (key !== undefined) bind(one.value, fieldOf(given, key), scope, valueOf);
      }
      return;
    case 'ArrayPattern':
      pattern.elements.forEach((element, i) => {
        if (element?.type === 'RestElement') bind(element.argument, given, scope, valueOf);
        else if (element) bind(element, elementOf(given, numberOf(new Size(i))), scope, valueOf);
      });
      return;
    case 'MemberExpression': {
      const object = valueOf(pattern.object, scope);
      const key = staticKey(pattern);
      if (object && key !== undefined) object.object()?.fields.set(key, given);
      else if (object) {
        const element = elementOf(object, valueOf(pattern.property, scope));
        if (element) alike(element, given);
      }
      return;
    }
    default:
  }
}
