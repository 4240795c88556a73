import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { isFunctionLike, isLiteral, staticKey, unwrap } from '../ast.ts';
import { errorOffset } from '../sourceMarks.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { isRequire } from './calls.ts';
import type { Member } from './members.ts';
import { isPlain, keyText, plainKey, repeatable, writeKey, writesPlain } from './members.ts';
import { binaryMembers } from './operators.ts';
import { writeSource, checkedSource, writeTarget } from './patterns.ts';
import { takesSlots } from './messages/patternShapes.ts';
import { watchedGetters } from '../../shared/runtime.ts';

export const assignments: Rewriters = {
  AssignmentExpression(w, node) {
    if (node.operator === '=') return writePlainAssignment(w, node);
    const left = unwrap(node.left);
    if (!isPlace(left)) return w.copy(node);
    const lines = w.lines(node.left.end!, node.right.start!);
    if (/^(&&|\|\||\?\?)=$/.test(node.operator)) return writeLogical(w, node, left, lines);
    const s = w.site(node, undefined, [node.left, node.right]);
    const value = (old: string): string =>
      `${gl}.${binaryMembers[node.operator.slice(0, -1)]}(${s}, ${old},${lines} ${w.write(node.right)})`;
    if (left.type === 'Identifier') return `${left.name} = ${named(w, left, left.name, value(left.name))}`;
    return updateMember(w, left as Member, s, value);
  },
  UpdateExpression: (w, node) => writeUpdate(w, node, true),
};

/** A name or a member. Outside strict mode `f() += 1` is a program, too: one that throws when it gets there. */
const isPlace = (node: Node): boolean => node.type === 'Identifier' || node.type === 'MemberExpression';

/** `i++` and its like; where nothing uses the value, the old one need not be kept. */
export function writeUpdate(w: Writer, node: NodeOf<'UpdateExpression'>, used: boolean): string {
  const target = unwrap(node.argument);
  if (!isPlace(target)) return w.copy(node);
  const s = w.site(node, undefined, [node.argument]);
  const value = (old: string): string => `${gl}.${node.operator === '++' ? 'inc' : 'dec'}(${s}, ${old})`;
  const wantsOld = used && !node.prefix;
  if (target.type === 'Identifier') {
    const text = `${target.name} = ${value(target.name)}`;
    return wantsOld ? `(${text}, ${gl}.old)` : used ? `(${text})` : text;
  }
  const member = target as Member;
  if (!wantsOld) return used ? `(${updateMember(w, member, s, value)})` : updateMember(w, member, s, value);
  if (member.object.type === 'Super' || member.property.type === 'PrivateName') {
    if (!runsCode(w, member)) return `(${updateMember(w, member, s, value)}, ${gl}.old)`;
    const { first, place } = heldMember(w, member);
    return `((o, n, old) => (n = ${value(place)}, old = ${gl}.old, ${place} = n, old))(${first})`;
  }
  const put = w.strict ? 'putOld' : 'putOldSloppy';
  return `${gl}.${put}(${s}, ${ref(w, member)}, ${value(`${gl}.current(${s})`)}, ${gl}.old)`;
}

/** An expression statement's expression: an update there need not keep its old value. */
export function writeUnused(w: Writer, node: Node): string {
  return node.type === 'UpdateExpression' ? writeUpdate(w, node, false) : w.write(node);
}

/** `value`, passed through `name` where a name is worth recording. */
export function named(w: Writer, target: Node, text: string, value: string, from?: Node): string {
  if (!w.setting.trace || !w.setting.workspace || (from && !nameable(from))) return value;
  return `${gl}.name(${w.site(target, text)}, ${value})`;
}

function nameable(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'NumericLiteral') return true;
  if (isFunctionLike(inner) || isLiteral(inner) || isRequire(inner)) return false;
  return !/^(TemplateLiteral|RegExpLiteral|ObjectExpression)$/.test(inner.type);
}

function writePlainAssignment(w: Writer, node: NodeOf<'AssignmentExpression'>): string {
  const { right } = node;
  const left = unwrap(node.left);
  const isMember = left.type === 'MemberExpression';
  if (isMember && !writesPlain(left)) {
    const s = w.site(node, undefined, [left.object, right]);
    const before = w.lines(left.object.end!, left.property.start!);
    const lines = w.lines(left.end!, right.start!);
    const set = w.strict ? 'setAt' : 'setAtSloppy';
    return `${gl}.${set}(${s}, ${w.write(left.object)},${before} ${keyText(w, left)},${lines} ${w.argument(right)})`;
  }
  const text =
    left.type === 'Identifier'
      ? left.name
      : isMember &&
          left.object.type === 'ThisExpression' &&
          !left.computed &&
          left.property.type === 'Identifier'
        ? `this.${left.property.name}`
        : undefined;
  const assigned = w.copy(node, (child, key) => {
    if (key === 'left') return writeTarget(w, child);
    const value = checkedSource(
      w,
      left,
      right,
      writeSource(w, left, child, 'assigned'),
      'assigned',
      errorOffset(w.source, node),
    );
    return text === undefined ? value : named(w, left, text, value, right);
  });
  return w.setting.trace && takesSlots(left) ? `${gl}.taken(${assigned})` : assigned;
}

/** `o.p op= e`, with `value` making the new value from the text that reads the old one. */
function updateMember(w: Writer, node: Member, s: string, value: (old: string) => string): string {
  const { object } = node;
  const base = repeatable(w, object);
  if (object.type === 'Super' && node.computed) {
    // The key is evaluated once; the register holds it until the read.
    return `super[${gl}.keep(${writeKey(w, node.property)})] = ${value(`super[${gl}.kept]`)}`;
  }
  if (!isPlain(node, watchedGetters) || !writesPlain(node)) {
    const put = w.strict ? 'put' : 'putSloppy';
    return `${gl}.${put}(${s}, ${ref(w, node)}, ${value(`${gl}.current(${s})`)})`;
  }
  const key = plainKey(w, node);
  const name = staticKey(node);
  const text = base === 'this' && name !== undefined && !node.computed ? `this.${name}` : undefined;
  const [first, again] =
    base === undefined ? [`${gl}.keep(${w.write(object)})`, `${gl}.kept`] : [w.write(object), base];
  const result = value(again + plainKey(w, node, true));
  const lines = w.lines(object.end!, node.property.start!);
  return `${first}${lines}${key} = ${text === undefined ? result : named(w, node, text, result)}`;
}

/** `super[k]` and `f().#p`, with what is evaluated once as the argument `o` of an arrow function. */
function heldMember(w: Writer, node: Member): { readonly first: string; readonly place: string } {
  if (node.object.type !== 'Super') return { first: w.write(node.object), place: `o${plainKey(w, node)}` };
  return node.computed
    ? { first: writeKey(w, node.property), place: 'super[o]' }
    : { first: '', place: `super${plainKey(w, node)}` };
}

/** Whether writing the member may run code of the program. A private name does so only if it has a setter. */
function runsCode(w: Writer, { property }: Member): boolean {
  return property.type !== 'PrivateName' || new RegExp(`\\bset\\s+#${property.id.name}\\b`).test(w.source);
}

function ref(w: Writer, node: Member): string {
  const lines = w.lines(node.object.end!, node.property.start!);
  return `${gl}.ref(${w.write(node.object)},${lines} ${keyText(w, node)})`;
}

/** `&&=`, `||=`, `??=`: the right side only runs where the old value asks for it, and a function there takes the name. */
function writeLogical(w: Writer, node: NodeOf<'AssignmentExpression'>, left: Node, lines: string): string {
  const { operator, right } = node;
  const s = w.site(node, undefined, [node.left, right]);
  const choose = (old: string, assign: string): string => {
    if (operator === '??=') return `${gl}.nil(${old}) ? ${lines}${assign} : ${gl}.v`;
    const test = `${gl}.truth(${s}, ${old})`;
    return operator === '&&='
      ? `${test} ? ${lines}${assign} : ${gl}.v`
      : `${test} ? ${gl}.v : ${lines}${assign}`;
  };
  if (left.type === 'Identifier') {
    const { name } = left;
    return `(${choose(name, `${name} = ${named(w, left, name, w.write(right), right)}`)})`;
  }
  const member = left as Member;
  const base = repeatable(w, member.object);
  const isDirect = isPlain(member, watchedGetters) && writesPlain(member);
  if (isDirect && operator === '??=') {
    return w.copy(node, (child, key) => (key === 'left' ? writeTarget(w, child) : w.write(child)));
  }
  if (isDirect && base !== undefined && !(member.object.type === 'Super' && member.computed)) {
    const place = base + plainKey(w, member);
    return `(${choose(base + plainKey(w, member, true), `${place} = ${w.write(right)}`)})`;
  }
  if (isDirect && (member.object.type === 'Super' || member.property.type === 'PrivateName')) {
    const { first, place } = heldMember(w, member);
    // The engine cannot suspend an arrow function: there the register has to last until the old value is known.
    const suspends = /\b(await|yield)\b/.test(w.source.slice(right.start!, right.end!));
    if (!suspends) return `((o) => (${choose(place, `${place} = ${w.write(right)}`)}))(${first})`;
    const keep = place.replace(/\bo\b/, `${gl}.keep(${first})`);
    return `(${choose(keep, `${place.replace(/\bo\b/, `${gl}.kept`)} = ${w.write(right)}`)})`;
  }
  const put = w.strict ? 'put' : 'putSloppy';
  const assign = `${gl}.${put}(${s}, ${gl}.lastRef, ${w.argument(right)})`;
  return `(${ref(w, member)}, ${choose(`${gl}.current(${s})`, assign)})`;
}
