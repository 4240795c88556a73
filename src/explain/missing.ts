import { staticKey, unwrap } from '../instrument/syntax.ts';
import type { Diagnostic } from '../shared/errors.ts';
import { oneLine, type Evidence } from './evidence/evidence.ts';
import { withoutMarks } from './evidence/words.ts';
import { boundTo } from './nonFinite/suspects.ts';
import { bare, childrenOf, descendants, spanOf, type Placed } from './program/program.ts';

const ofUndefined = /^TypeError: Cannot (?:read|set) properties of undefined \((?:reading|setting) '(.+)'\)$/;

/** The element that a list does not have, where the function threw because it read something of it; undefined of other throws. */
export function missingElement(evidence: Evidence, threw: Diagnostic): Diagnostic | undefined {
  const key = ofUndefined.exec(threw.message)?.[1];
  const at = key === undefined ? undefined : evidence.program.around(threw.span);
  for (const one of at ? descendants(at) : []) {
    const { node } = one;
    if (node.type !== 'MemberExpression' || (!node.computed && staticKey(node) !== key)) continue;
    const object = bare(childrenOf(one)[0]!);
    const { node: of } = object;
    const source = of.type === 'Identifier' ? boundTo(object, of.name) : object;
    const why = source && whyNothing(evidence, source);
    if (!why) continue;
    const name = textOf(evidence, object);
    return {
      ...threw,
      code: 'shape-mismatch',
      class: 'shape',
      message: `${name} is undefined, so nothing can be read of it: ${why}.`,
      span: spanOf(source),
      related: [{ message: threw.message, span: threw.span }],
    };
  }
  return undefined;
}

/** Why an access, or a search, gives nothing. */
function whyNothing(evidence: Evidence, source: Placed): string | undefined {
  const { node } = source;
  const [first] = childrenOf(source);
  if (node.type === 'MemberExpression' && node.computed && !/^String/.test(unwrap(node.property).type)) {
    const index = oneLine(evidence.program.text(spanOf(childrenOf(source)[1]!)));
    return `${textOf(evidence, first!)} has no element at ${index}, as past its end`;
  }
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  const member = callee.type === 'MemberExpression' ? staticKey(callee) : undefined;
  if (member === undefined) return undefined;
  const text = textOf(evidence, source);
  if (/^find(Last)?$/.test(member)) return `${text} finds nothing`;
  return /^(at|pop|shift|get)$/.test(member) ? `${text} gives nothing` : undefined;
}

/** The text of an expression, without the marks of TypeScript at its end. */
function textOf(evidence: Evidence, at: Placed): string {
  return oneLine(withoutMarks(evidence.program.text(spanOf(bare(at)))));
}
