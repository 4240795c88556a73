import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import type { Iteration } from './demands.ts';
import { patternsIn, takesSlots, writeDestructured, writeIterated, writeOperand } from './demands.ts';
import type { Member } from './members.ts';
import { keyText, writeKey, writeReference, writesPlain } from './members.ts';

/** Destructuring, in declarations, parameters and assignments. */
export const patterns: Rewriters = {
  ArrayPattern: (w, node) => w.copy(node, target(w)),
  AssignmentPattern: (w, node) => writeDefault(w, node, 'nested'),
  RestElement: (w, node) => w.copy(node, target(w)),
  ObjectPattern: (w, node) =>
    w.copy(node, (child) => {
      if (child.type !== 'ObjectProperty') return writeTarget(w, child);
      if (child.shorthand) return writeTarget(w, child.value);
      return w.copy(child, (part, key) => {
        if (key === 'value') return writeTarget(w, part);
        return child.computed ? writeKey(w, part) : w.source.slice(part.start!, part.end!);
      });
    }),
};

/** A pattern with its default; of a parameter, V8 names another place. */
export function writeDefault(
  w: Writer,
  node: NodeOf<'AssignmentPattern'>,
  how: 'nested' | 'default',
): string {
  return w.copy(node, (child, key) => {
    if (key !== 'right') return target(w)(child, key);
    const { left } = node;
    const text = writeAsked(w, left, child, how);
    if (left.type === 'ObjectPattern' && w.setting.trace) return seen(w, left, child, text);
    return left.type === 'ArrayPattern' ? writeIterated(w, child, how, text) : text;
  });
}

/** A value by itself that a pattern is to take apart. */
export const writeAsked = (w: Writer, pattern: Node, value: Node, how: Iteration): string =>
  pattern.type === 'ArrayPattern' ? writeOperand(w, value, how, w.write) : w.write(value);

/**
 * The value that an object pattern takes apart: where keys may be slots of a typed array, something that has them as tracked
 * numbers; for patterns inside, too, unless an array pattern or a computed key is on the way.
 */
export function writeTaken(
  w: Writer,
  pattern: Node,
  value: Node,
  text: string,
  how: Iteration,
  at?: number,
): string {
  if (pattern.type === 'ArrayPattern') return writeIterated(w, value, how, text, at);
  if (pattern.type !== 'ObjectPattern') return text;
  if (!w.setting.trace) return text;
  const checked = writeDestructured(w, pattern, value, text);
  return seen(w, pattern, value, checked);
}

/** A value as an object pattern is to see it. */
function seen(w: Writer, pattern: NodeOf<'ObjectPattern'>, value: Node, text: string): string {
  const inner = patternsIn(pattern);
  if (inner !== undefined) return `${gl}.patterned(${w.site(value)}, ${text}, ${inner})`;
  return takesSlots(pattern) ? `${gl}.properties(${w.site(value)}, ${text})` : text;
}

const target =
  (w: Writer) =>
  (child: Node, key: string): string =>
    key === 'right' || key === 'typeAnnotation' ? w.write(child) : writeTarget(w, child);

/** What is assigned to, where the engine does the assigning. */
export function writeTarget(w: Writer, node: Node): string {
  const inner = unwrap(node);
  if (inner.type !== 'MemberExpression') return w.write(node);
  if (!w.setting.trace || writesPlain(inner)) return writeReference(w, inner);
  return setterText(w, inner);
}

/**
 * `[o[k]] = e` lets the engine assign, which would take the tracking off a number put into a typed array. An object
 * with a setter stands in; the function around it only receives object and key, so both are evaluated in place.
 */
function setterText(w: Writer, node: Member): string {
  const s = w.site(node, undefined, [node.object]);
  const set = w.strict ? 'setAt' : 'setAtSloppy';
  const setter = `({ set v(x) { ${gl}.${set}(${s}, o, k, x); } })`;
  return `((o, k) => ${setter})(${w.write(node.object)}, ${keyText(w, node)}).v`;
}
