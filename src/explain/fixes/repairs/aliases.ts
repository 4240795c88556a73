import type { Fix } from '../../../shared/errors.ts';
import { bare, type Placed } from '../../program/program.ts';
import { oneLine } from '../../evidence/evidence.ts';
import { part, parts, replaced, textOf, type Repair } from '../repair.ts';
import { declarationOf, referencesOf } from '../../program/scopes.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';
import { copiesOf } from '../copies.ts';

const isPath = ({ node }: Placed) => /^(Identifier|MemberExpression)$/.test(node.type);

/** `const next = rod`, `previous = state`, `(at = ORIGIN) => …`, `{ start: w }`, `history.push(w)`: a second name for the same storage gets a copy. */
export const aliasCopy: Repair = (at, program) => {
  const shared = sharedIn(bare(at)).filter((one) => isPath(bare(one)));
  return shared.flatMap((one) =>
    copiesOf(bare(one), program).map((text): Fix => ({
      title: `Copy it: ${text}`,
      edits: [replaced(one, isShorthand(one) ? `${textOf(program, one)}: ${text}` : text)],
    })),
  );
};

/** `const window = windowOf(n)`, where the function keeps what it gives back: a copy of it. */
export const callCopy: Repair = (at, program) => {
  const declarator = bare(at);
  const init = declarator.node.type === 'VariableDeclarator' ? part(declarator, 'init') : undefined;
  const call = init && bare(init);
  if (!call || call.node.type !== 'CallExpression' || !isChanged(declarator)) return [];
  return copiesOf(call, program, ['array', 'matrix']).map((text): Fix => ({
    title: `Change a copy: ${oneLine(text)}`,
    edits: [replaced(call, text)],
  }));
};

/** Whether an element of what a declared name stands for is assigned to. */
function isChanged(declarator: Placed): boolean {
  const { node } = part(declarator, 'id')!;
  const declared = node.type === 'Identifier' ? declarationOf(declarator, node.name) : undefined;
  return (declared ? referencesOf(declared) : []).some(({ parent }) => {
    const element = parent?.parent?.node.type === 'TSNonNullExpression' ? parent.parent : parent;
    const isLeft = element?.key === 'left' && element.parent?.node.type === 'AssignmentExpression';
    return parent?.node.type === 'MemberExpression' && isLeft;
  });
}

/** `$xs.splice(0, n)` for what it gives back. */
export const takenOut: Rewrite[] = [
  { from: '$xs.splice(0, $n)', to: '$xs.slice(0, $n)', title: 'Use slice, which leaves $xs as it is' },
  { from: '$xs.splice($a, $n)', to: '$xs.slice($a, $a + $n)', title: 'Use slice, which leaves $xs as it is' },
  { from: '$xs.splice($a)', to: '$xs.slice($a)', title: 'Use slice, which leaves $xs as it is' },
];

/** What a node gives a second name. */
function sharedIn(at: Placed): Placed[] {
  const value = (key: string) => [part(at, key)].filter((one) => one !== undefined);
  switch (at.node.type) {
    case 'VariableDeclaration':
      return parts(at, 'declarations').flatMap(sharedIn);
    case 'VariableDeclarator':
      return at.node.id.type === 'Identifier' ? value('init') : [];
    case 'AssignmentExpression':
      return at.node.operator === '=' ? value('right') : [];
    case 'AssignmentPattern':
      return value('right');
    case 'ObjectProperty':
      return at.parent?.node.type === 'ObjectExpression' ? value('value') : [];
    case 'ReturnStatement':
      return value('argument');
    case 'CallExpression': {
      const { callee } = at.node;
      const isPush =
        callee.type === 'MemberExpression' &&
        callee.property.type === 'Identifier' &&
        /^(push|unshift|set)$/.test(callee.property.name);
      return isPush ? parts(at, 'arguments').slice(-1) : [];
    }
    default:
      return [];
  }
}

function isShorthand({ parent }: Placed): boolean {
  return parent?.node.type === 'ObjectProperty' && parent.node.shorthand;
}

/** Views of storage, where a copy is meant. */
export const views: Rewrite[] = [
  {
    from: '$x.subarray($a, $b)',
    to: '$x.slice($a, $b)',
    title: 'Take slice, which copies, instead of subarray',
  },
  { from: '$x.subarray($a)', to: '$x.slice($a)', title: 'Take slice, which copies, instead of subarray' },
  { from: '$x.subarray()', to: '$x.slice()', title: 'Take slice, which copies, instead of subarray' },
  {
    from: ['new Array($n).fill($e)', 'Array($n).fill($e)', 'Array.from({ length: $n }).fill($e)'],
    to: 'Array.from({ length: $n }, () => $e)',
    title: 'Make a new one for each place: Array.from',
  },
  {
    from: 'new Float64Array($x.buffer)',
    to: 'Float64Array.from($x)',
    title: 'Copy the numbers: Float64Array.from',
  },
];

/** Copies that are changed where the original is read. */
export const originals: Rewrite[] = [
  {
    from: ['{ ...$x }', '[...$x]', '$x.slice()', '$x.clone()', 'structuredClone($x)'],
    to: '$x',
    title: 'Take $x itself, not a copy',
  },
];

/** Objects that get the properties of another. */
export const merges: Rewrite[] = [
  {
    from: 'Object.assign($a, $b)',
    to: '{ ...$a, ...$b }',
    title: 'Make a new object, which leaves $a as it is',
    when: (bound) => bound.get('$a')![0]!.node.type !== 'ObjectExpression',
  },
];

/** Copies of a list that share its rows. */
export const deepCopies: Rewrite[] = [
  {
    from: ['[...$x]', '$x.slice()', 'Array.from($x)'],
    to: '$x.map((row) => row.slice())',
    title: 'Copy each row of $x as well',
  },
  { from: '{ ...$x }', to: 'structuredClone($x)', title: 'Copy what is inside $x as well' },
];
