import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { valueText } from './messages/quoted.ts';
import type { Iteration } from './messages/iterated.ts';
import { writeDestructured, writeIterated, writeOperand } from './messages/iterated.ts';
import type { Member } from './members.ts';
import { keyText, writeKey, writeReference, writesPlain } from './members.ts';
import { namesValue, restIn, shapeOf, shapeOfPattern } from './messages/patternShapes.ts';

/** Destructuring, in declarations, parameters and assignments. */
export const patterns: Rewriters = {
  ArrayPattern(w, node) {
    // The stand-in of the iterated value gives the rest as one element.
    const rest = w.setting.trace ? restIn(node) : undefined;
    return w.copy(node, (child, key) =>
      child === rest
        ? w.lines(rest.start!, rest.argument.start!) + writeTarget(w, rest.argument)
        : target(w)(child, key),
    );
  },
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

/** A pattern with its default; of a parameter, V8 names another place, unless it `isMoved` into another pattern. */
export function writeDefault(
  w: Writer,
  node: NodeOf<'AssignmentPattern'>,
  how: 'nested' | 'default',
  isMoved = false,
): string {
  return w.copy(node, (child, key) => {
    if (key !== 'right') return target(w)(child, key);
    return checkedSource(w, node.left, child, writeSource(w, node.left, child, how), how, undefined, isMoved);
  });
}

/** Writes the source value of a pattern, without checks. */
export const writeSource = (w: Writer, pattern: Node, value: Node, how: Iteration): string =>
  pattern.type === 'ArrayPattern' ? writeOperand(w, value, how, w.write) : w.write(value);

/**
 * The source value of a pattern, written as `text`, with the checks that V8 makes before destructuring. Where the pattern may read
 * slots of a typed array, a stand-in gives them as tracked numbers.
 */
export function checkedSource(
  w: Writer,
  pattern: Node,
  value: Node,
  text: string,
  how: Iteration,
  at?: number,
  isMoved = false,
): string {
  if (!w.setting.trace) return text;
  // V8's message never has the source text of a parameter's default.
  const quoted = how === 'default' ? anyDefault : valueText(value);
  const naming = { text: quoted };
  const shape =
    namesValue(pattern) && !w.isUnchanged(value, text)
      ? shapeOfPattern(w, pattern, naming, '')
      : shapeOf(w, pattern, naming);
  const isRewritten = isMoved || shape !== undefined;
  if (pattern.type === 'ArrayPattern')
    return patterned(w, value, writeIterated(w, value, how, text, at, isRewritten), shape);
  if (pattern.type !== 'ObjectPattern' || (how === 'default' && !isRewritten)) return text;
  return patterned(w, value, writeDestructured(w, pattern, value, text, isRewritten, quoted), shape);
}

/** V8's quotation of any parameter's default. */
export const anyDefault = '(intermediate value)'.repeat(3);

/** A value, or the stand-in for it that a pattern of this shape destructures. */
export function patterned(w: Writer, value: Node, text: string, shape: string | undefined): string {
  return shape === undefined ? text : `${gl}.patterned(${w.site(value)}, ${text}, ${shape})`;
}

const target =
  (w: Writer) =>
  (child: Node, key: string): string =>
    key === 'right' || key === 'typeAnnotation' ? w.write(child) : writeTarget(w, child);

/** Writes an assignment target where the engine does the assigning. */
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
