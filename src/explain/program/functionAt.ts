import type { Span } from '../../shared/span.ts';
import { ancestors, childrenOf, descendants, functionTypes, type Placed, type Program } from './program.ts';

/** The function that the traced call is of: what its span stands in or names. */
export function functionAt(program: Program, span: Span): Placed | undefined {
  const around = program.around(span);
  if (!around) return undefined;
  for (const at of [around, ...ancestors(around)]) {
    if (functionTypes.test(at.node.type)) return at;
    if (
      !/^(VariableDeclarat(or|ion)|Export\w+|ClassProperty|ExpressionStatement|AssignmentExpression)$/.test(
        at.node.type,
      )
    )
      continue;
    const inner = [...descendants(at)].find(({ node }) => functionTypes.test(node.type));
    if (inner) return inner;
  }
  return childrenOf(around).find(({ node }) => functionTypes.test(node.type));
}
