import type * as t from '@babel/types';
import type { Node } from '../../ast.ts';
import { unwrap } from '../../ast.ts';
import type { Writer } from '../../writer.ts';
import { valueText } from './quoted.ts';
import { destructuringSite, iterationMessage } from './iterated.ts';

/*
 * Typed arrays hold tracked numbers, but a pattern reads plain ones from them: by number, by a key that is computed, and all of
 * them into an object of the rest. Their iterators know, so array patterns only matter for what is inside.
 */

/** V8's name of a pattern's source value in messages: a text, or without one the value's type. Inner patterns have no name. */
export interface Naming {
  readonly text: string | undefined;
}

/** Whether a pattern may read slots of a typed array other than by its iterator. */
export function takesSlots(node: Node): boolean {
  const pattern = unwrap(node);
  switch (pattern.type) {
    case 'AssignmentPattern':
      return takesSlots(pattern.left);
    case 'RestElement':
      return takesSlots(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.some((one) => one && takesSlots(one));
    case 'ObjectPattern':
      return pattern.properties.some(
        (one) =>
          one.type !== 'ObjectProperty' ||
          one.computed ||
          isSlot(one.key) ||
          isLimit(one.key) ||
          takesSlots(one.value),
      );
    default:
      return false;
  }
}

/** Whether a property is `stackTraceLimit`: the engine's own value of it in `Error` is not the program's. */
const isLimit = (key: Node): boolean => key.type === 'Identifier' && key.name === 'stackTraceLimit';

function isSlot(key: Node): boolean {
  if (key.type === 'StringLiteral') return /^\d+$/.test(key.value);
  return key.type === 'NumericLiteral' || key.type === 'BigIntLiteral';
}

/** The rest element of an array pattern, if what it collects is taken apart by a pattern that takes slots. */
export function restIn(pattern: t.ArrayPattern): t.RestElement | undefined {
  const last = pattern.elements.at(-1);
  return last?.type === 'RestElement' && takesSlots(last) ? last : undefined;
}

/** A pattern as the text of a `Pattern` with `more` members; undefined if the pattern reads no slots. */
export function shapeOf(w: Writer, node: Node, naming?: Naming, more = ''): string | undefined {
  return w.setting.trace && takesSlots(node) ? writeShape(w, unwrap(node), naming, more) : undefined;
}

/** `shapeOf` of an object or array pattern, whether it reads slots or not; undefined of any other node. */
export function shapeOfPattern(w: Writer, node: Node, naming: Naming, more: string): string | undefined {
  return /^(Object|Array)Pattern$/.test(node.type) ? writeShape(w, node, naming, more) : undefined;
}

function writeShape(w: Writer, pattern: Node, naming: Naming | undefined, more: string): string {
  switch (pattern.type) {
    case 'AssignmentPattern': {
      const text = valueText(pattern.right);
      return writeShape(w, pattern.left, { text }, `${checksOfDefault(w, pattern, text)}, optional: true`);
    }
    case 'RestElement':
      return writeShape(w, pattern.argument, naming, more);
    case 'ObjectPattern': {
      const inner = pattern.properties.map((one) =>
        one.type === 'ObjectProperty' ? writeInner(w, unwrap(one.value), naming, one) : undefined,
      );
      const readsLimit = pattern.properties.some((one) => one.type === 'ObjectProperty' && isLimit(one.key));
      return `{ object: ${list(inner)}${more}${readsLimit ? ', asks: true' : ''} }`;
    }
    default: {
      const { elements } = pattern as t.ArrayPattern;
      const rest = restIn(pattern as t.ArrayPattern) ? ', rest: true' : '';
      return `{ array: ${list(elements.map((one) => one && writeInner(w, unwrap(one))))}${rest}${more} }`;
    }
  }
}

/** The shape of an inner pattern: one that reads slots, or for which V8 would quote text that is not the user's. */
function writeInner(
  w: Writer,
  pattern: Node,
  naming?: Naming,
  property?: t.ObjectProperty,
): string | undefined {
  if (naming && pattern.type === 'ArrayPattern')
    return writeShape(w, pattern, undefined, checksOfArray(w, pattern, naming));
  if (naming && isCheckedFirst(pattern))
    return writeShape(w, pattern, undefined, checksOfEmpty(w, pattern, naming, property!));
  const isQuoted = pattern.type === 'AssignmentPattern' && /Pattern$/.test(pattern.left.type);
  return isQuoted || takesSlots(pattern) ? writeShape(w, pattern, undefined, '') : undefined;
}

/** The list of inner shapes; `asks: true` follows if one of them has checks. */
function list(shapes: readonly (string | null | undefined)[]): string {
  const used = shapes.slice(0, shapes.findLastIndex(Boolean) + 1);
  const text = used.map((one) => one ?? '0').join(', ');
  return `[${text}]${checksInside(text)}`;
}

/** The member `asks: true` for a shape, or a list of shapes, in which one has checks. */
export function checksInside(text: string): string {
  return /\b(at|by): /.test(text) ? ', asks: true' : '';
}

function checksOfDefault(w: Writer, { left, right }: t.AssignmentPattern, text: string): string {
  if (left.type !== 'ObjectPattern')
    return `, by: ${w.site(right, iterationMessage(right, unwrap(right), 'nested'))}`;
  const s = destructuringSite(w, left, right, text);
  return s === undefined ? '' : `, at: ${s}`;
}

/** Whether V8 checks an object pattern's source value before its first read, and names the outer value: `{}`, `{ [k]: … }`. */
function isCheckedFirst(node: Node): boolean {
  if (node.type !== 'ObjectPattern') return false;
  const [first] = node.properties;
  return !first || (first.type === 'ObjectProperty' && first.computed);
}

/** Whether an inner pattern of an object pattern may fail with a message that names the outer source value. */
export function namesValue(pattern: Node): boolean {
  return (
    pattern.type === 'ObjectPattern' &&
    pattern.properties.some((one) => {
      if (one.type !== 'ObjectProperty') return false;
      const value = unwrap(one.value);
      const isDefault = value.type === 'AssignmentPattern' && /Pattern$/.test(value.left.type);
      return isDefault || value.type === 'ArrayPattern' || isCheckedFirst(value);
    })
  );
}

function checksOfEmpty(
  w: Writer,
  pattern: Node,
  { text }: Naming,
  { key, computed }: t.ObjectProperty,
): string {
  const isNamed = !computed && (key.type === 'Identifier' || key.type === 'StringLiteral') && !isSlot(key);
  const name = key.type === 'Identifier' ? key.name : (key as t.StringLiteral).value;
  const quoted = text === undefined ? '' : ` '${text}'`;
  return `, at: ${w.site(pattern, `Cannot destructure${isNamed ? ` property '${name}' of` : ''}${quoted}`)}`;
}

/** An array pattern as a property's value: V8 names what has the property. */
function checksOfArray(w: Writer, pattern: Node, { text }: Naming): string {
  const start = "Cannot destructure property 'Symbol(Symbol.iterator)' of";
  if (text === undefined) return `, at: ${w.site(pattern, start)}`;
  const message = `${text} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  return `, at: ${w.site(pattern, `${start} '${text}'`)}, by: ${w.site(pattern, message)}`;
}
