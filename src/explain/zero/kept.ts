import { staticKey, unwrap } from '../../instrument/syntax.ts';
import { descendants, spanOf, type Placed, type Program } from '../program/program.ts';
import type { Replaced } from './end.ts';

/** A value that is kept under a key by which nothing reads it: `this.wane = waning`, `rates.set('wane', waning)`, `{ wane: waning }`. */
export function keptUnread(program: Program, value: Placed): Replaced | undefined {
  const { parent } = value;
  const kept = parent && keptUnder(parent, value);
  if (!kept || isRead(program, kept)) return undefined;
  const { key, whole } = kept;
  return {
    kind: 'not read',
    span: spanOf(whole),
    message: `${program.text(spanOf(value))} is kept as ${key} on line ${spanOf(whole)[1]}, and nothing reads ${key}`,
    links: [],
  };
}

/** What keeps a value, and the key that it has there. */
interface Kept {
  readonly key: string;
  readonly whole: Placed;
}

function keptUnder(parent: Placed, { key: place, node: value }: Placed): Kept | undefined {
  const { node } = parent;
  if (node.type === 'AssignmentExpression' && place === 'right' && node.left.type === 'MemberExpression') {
    const key = staticKey(node.left);
    return key === undefined ? undefined : { key, whole: parent };
  }
  if (node.type === 'ObjectProperty' && place === 'value' && node.key.type === 'Identifier' && !node.computed)
    return { key: node.key.name, whole: parent };
  if (node.type !== 'CallExpression' || node.arguments[1] !== value) return undefined;
  const callee = unwrap(node.callee);
  const [first] = node.arguments;
  if (callee.type !== 'MemberExpression' || staticKey(callee) !== 'set' || first?.type !== 'StringLiteral')
    return undefined;
  return { key: first.value, whole: parent };
}

/** Whether a key stands anywhere else in the program, as a member, in a pattern or as text. */
function isRead(program: Program, { key, whole }: Kept): boolean {
  return program.roots().some((root) => {
    for (const { node, parent, file } of descendants(root)) {
      const text = node.type === 'StringLiteral' ? node.value : node.type === 'Identifier' ? node.name : '';
      if (text !== key || (file === whole.file && isWithin(whole, node))) continue;
      const isKey =
        parent?.node.type === 'ObjectProperty' || /MemberExpression$/.test(parent?.node.type ?? '');
      if (node.type === 'StringLiteral' || isKey) return true;
    }
    return false;
  });
}

const isWithin = (whole: Placed, node: Placed['node']): boolean =>
  node.start! >= whole.node.start! && node.end! <= whole.node.end!;
