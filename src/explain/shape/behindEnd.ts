import { countText } from '../../shared/tensor.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, spanOf, type Placed } from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';

/**
 * Elements that are added to behind the end of a typed array: `out[i + k] += x`, where there is none. It reads as undefined, the sum is
 * NaN, and it is lost without a word.
 */
export function findBehindEnd(evidence: Evidence): Diagnostic[] {
  const { trace, program } = evidence;
  const { constants, equations } = trace;
  if (!constants.includes(NaN)) return [];
  const { lhs, out, site } = equations;
  const lost = new Map<number, { readonly first: number; times: number }>();
  for (let e = 0; e < lhs.length; e++) {
    if (!(lhs[e]! < 0) || !Number.isNaN(constants[-lhs[e]! - 1]!) || evidence.isRead[out[e]!] === 1) continue;
    const one = lost.get(site[e]!);
    if (one) one.times++;
    else lost.set(site[e]!, { first: e, times: 1 });
  }
  const isOutput = new Set(trace.outputs.flatMap(({ refs }) => [...refs]));
  return [...lost].flatMap(([at, { first, times }]): Diagnostic[] => {
    const span = evidence.span(at);
    const node = span && program.nodeAt(span);
    const target =
      node?.node.type === 'AssignmentExpression' && node.node.operator !== '='
        ? bare(childrenOf(node)[0]!)
        : undefined;
    if (
      !span ||
      target?.node.type !== 'MemberExpression' ||
      !target.node.computed ||
      isOutput.has(out[first]!)
    )
      return [];
    const list = bare(childrenOf(target)[0]!);
    const text = (one: Placed) => oneLine(withoutMarks(program.text(spanOf(one))));
    const all = site.filter((one) => one === at).length;
    const typed = typedArrayOf(list);
    if (!typed) return [];
    const iteration = evidence.iteration(first);
    return [
      {
        code: 'shape-mismatch',
        class: 'shape',
        severity: 'warning',
        message:
          `${text(target)} is behind the end of ${text(list)} ${countText(times)} of ${countText(all)} times: there is no number to add to, ` +
          `and a typed array drops what is written there.`,
        span,
        mark: '⚠ behind the end',
        related: [{ message: `is made so long here: ${text(typed)}`, span: spanOf(typed) }],
        equation: first,
        ...(iteration !== undefined && { iteration }),
      },
    ];
  });
}

/** What makes the typed array that a name stands for, of zeros, where its declaration tells. */
function typedArrayOf(list: Placed): Placed | undefined {
  const declared = list.node.type === 'Identifier' ? declarationOf(list, list.node.name) : undefined;
  const declarator = declared?.at.parent;
  const init = declarator && childrenOf(declarator).find(({ key }) => key === 'init');
  const made = init && bare(init);
  return made?.node.type === 'NewExpression' &&
    made.node.callee.type === 'Identifier' &&
    /^Float(32|64)Array$/.test(made.node.callee.name) &&
    /^(NumericLiteral|BinaryExpression|MemberExpression)$/.test(made.node.arguments[0]?.type ?? '')
    ? made
    : undefined;
}
