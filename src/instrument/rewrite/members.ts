import { runtimeGlobal as gl, watchedGetters, watchedSetters } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { isLiteral, staticKey, unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';

export type Member = NodeOf<'MemberExpression'> | NodeOf<'OptionalMemberExpression'>;

export const members: Rewriters = {
  MemberExpression(w, node) {
    if (node.object.type === 'Super') return writeReference(w, node);
    const key = staticKey(node);
    if (isPlain(node, watchedGetters) && !(node.computed && key === undefined)) {
      return w.copy(node, (child, part) =>
        part === 'object' ? w.write(child) : w.at(node) + w.source.slice(child.start!, child.end!),
      );
    }
    return readMember(w, node, w.write(node.object));
  },
  ObjectExpression: (w, node) =>
    w.copy(node, (child) => {
      if (child.type === 'SpreadElement') {
        const { argument } = child;
        return `...${w.lines(child.start!, argument.start!)}${gl}.properties(${w.site(argument)}, ${w.write(argument)})`;
      }
      return isIteratorDone(node, child) ? writeDone(w, child) : w.write(child);
    }),
};

/** Whether a property is `done` of `{ done, value }`, which the engine will read as a boolean. */
function isIteratorDone(
  object: NodeOf<'ObjectExpression'>,
  property: Node,
): property is NodeOf<'ObjectProperty'> {
  const nameOf = (one: Node) =>
    one.type === 'ObjectProperty' && !one.computed && one.key.type === 'Identifier' ? one.key.name : '';
  return nameOf(property) === 'done' && object.properties.every((one) => /^(done|value)$/.test(nameOf(one)));
}

function writeDone(w: Writer, property: NodeOf<'ObjectProperty'>): string {
  const { value } = property;
  if (isLiteral(value)) return w.write(property);
  const text = `${gl}.plain(${w.site(value, 'done')}, ${w.argument(value)})`;
  return `done:${w.lines(property.key.end!, value.start!)} ${text}`;
}

/** `o.name`, `o["name"]`, `o.#name`, `super.x`: the engine reads or writes it itself, unless the name is watched. */
export function isPlain(node: Member, watched: ReadonlySet<string>): boolean {
  if (node.object.type === 'Super' || node.property.type === 'PrivateName') return true;
  const key = staticKey(node);
  return key !== undefined && !watched.has(key) && !/^\d+$/.test(key);
}

/** Whether an assignment to the member is left to the engine. */
export function writesPlain(node: Member): boolean {
  return isPlain(node, watchedSetters);
}

/** A member read, the object given as text. */
export function readMember(w: Writer, node: Member, object: string): string {
  const lines = w.lines(node.object.end!, node.property.start!);
  if (isPlain(node, watchedGetters)) return object + lines + plainKey(w, node);
  const s = w.site(node, undefined, [node.object]);
  const member = watchedGetters.has(staticKey(node) ?? '') ? 'get' : 'at';
  return `${gl}.${member}(${s}, ${object},${lines} ${keyText(w, node)})`;
}

/** The member as a reference that the engine itself uses: for `delete`, tags and `super`. */
export function writeReference(w: Writer, node: Member): string {
  return w.write(node.object) + w.lines(node.object.end!, node.property.start!) + plainKey(w, node);
}

/** `.name`, `.#name` or `[key]`; `isRead`: before it is written. */
export function plainKey(w: Writer, node: Member, isRead = false): string {
  const { property } = node;
  if (!node.computed) return `.${w.at(node, isRead)}${w.source.slice(property.start!, property.end!)}`;
  return `[${writeKey(w, property)}${w.lines(property.end!, node.end!)}]`;
}

/** A computed key where the engine evaluates it: a tracked number becomes its number. */
export function writeKey(w: Writer, key: Node): string {
  if (isLiteral(key) || !w.setting.trace) return w.write(key);
  return `${gl}.key(${w.site(key)}, ${w.argument(key)})`;
}

/** The key as an argument of the runtime. */
export function keyText(w: Writer, node: Member): string {
  const { computed, property } = node;
  if (!computed) return JSON.stringify(staticKey(node));
  return w.argument(property) + w.lines(property.end!, node.end!);
}

/** Bases that may be evaluated twice: a name, `this`, `super`. Undefined for others. */
export function repeatable(w: Writer, object: Node): string | undefined {
  const inner = unwrap(object);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'ThisExpression' || inner.type === 'Super'
    ? w.source.slice(inner.start!, inner.end!)
    : undefined;
}
