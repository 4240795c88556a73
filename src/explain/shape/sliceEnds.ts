import { staticKey } from '../../instrument/syntax.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import type { Leaf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { textsOf } from '../evidence/words.ts';
import {
  bare,
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
} from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';
import { readsOf } from '../program/reads.ts';

/**
 * Slices whose end is taken for a length, or for the last element: `list.slice(1, n)` beside `list.slice(1 + n)`, which leave elements out
 * that nothing reads, and `list.slice(i - r, i + r)`, of 2 r numbers, of which a mean over 2 r + 1 is made.
 */
export function findSliceEnds(evidence: Evidence): Diagnostic[] {
  if (!evidence.trace.names.size.some((size) => size > 1)) return [];
  const slices = evidence.program.nodes().flatMap((at) => sliceOf(at) ?? []);
  return slices.flatMap(
    (slice) => endAsLength(evidence, slice, slices) ?? shortWindow(evidence, slice) ?? [],
  );
}

/** A call of `slice` or `subarray` of a named list. */
interface Slice {
  readonly call: Placed;
  readonly list: Placed;
  readonly from: Placed;
  readonly to: Placed | undefined;
}

function sliceOf(call: Placed): Slice | undefined {
  if (call.node.type !== 'CallExpression') return undefined;
  const [callee, from, to] = childrenOf(call);
  if (callee?.node.type !== 'MemberExpression' || !from) return undefined;
  if (!/^(slice|subarray)$/.test(staticKey(callee.node) ?? '')) return undefined;
  const list = bare(childrenOf(callee)[0]!);
  return list.node.type === 'Identifier' ? { call, list, from: bare(from), to: to && bare(to) } : undefined;
}

const nameOf = ({ node }: Placed) => (node.type === 'Identifier' ? node.name : '');

/** `slice(a, b)` beside `slice(a + b)` of the same list, which has elements between the two that nothing reads. */
function endAsLength(evidence: Evidence, slice: Slice, all: readonly Slice[]): Diagnostic | undefined {
  const text = textsOf(evidence);
  const { call, list, from, to } = slice;
  const declared = declarationOf(list, nameOf(list));
  if (!to || !declared) return undefined;
  const next = all.find(
    (one) =>
      declarationOf(one.list, nameOf(one.list))?.at.node === declared.at.node &&
      isSum(one.from, text, text(from), text(to)),
  );
  const [start, end] = [constantOf(from), constantOf(to)];
  if (!next || start === undefined || end === undefined || end <= start) return undefined;
  const gap = unreadGap(evidence, spanOf(declared.at), end, start + end - 1);
  if (!gap) return undefined;
  const { leaf, first, last } = gap;
  const elements = first === last ? `${leaf.path}[${first}] is` : `${leaf.path}[${first}] to [${last}] are`;
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'warning',
    message: `${text(call)} ends before index ${text(to)}, and ${text(next.call)} begins at ${text(next.from)}: ${elements} read by nothing. The second argument is where to end, not how many.`,
    span: spanOf(call),
    related: [{ message: `goes on behind the gap: ${text(next.call)}`, span: spanOf(next.call) }],
  };
}

/** Whether an expression is `a + b` or `b + a`. */
function isSum(at: Placed, text: (at: Placed) => string, a: string, b: string): boolean {
  if (at.node.type !== 'BinaryExpression' || at.node.operator !== '+') return false;
  const [left, right] = childrenOf(at).map(text);
  return (left === a && right === b) || (left === b && right === a);
}

interface Gap {
  readonly leaf: Leaf;
  readonly first: number;
  readonly last: number;
}

/** A number that is written, or that a constant of the program is. */
function constantOf(at: Placed): number | undefined {
  const { node } = at;
  if (node.type === 'NumericLiteral') return node.value;
  const init = node.type === 'Identifier' ? constantInit(at, node.name) : undefined;
  return init?.node.type === 'NumericLiteral' ? init.node.value : undefined;
}

/** What a name that cannot change begins with. */
function constantInit(at: Placed, name: string): Placed | undefined {
  const declarator = declarationOf(at, name)?.at.parent;
  const declaration = declarator?.parent?.node;
  if (declarator?.node.type !== 'VariableDeclarator') return undefined;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined;
  const init = childrenOf(declarator).find(({ key }) => key === 'init');
  return init && bare(init);
}

/** The elements of the input list that a name always stands for, where nothing reads them but something reads those beside them. */
function unreadGap(
  evidence: Evidence,
  name: Diagnostic['span'],
  first: number,
  last: number,
): Gap | undefined {
  const { trace, result } = evidence;
  const { id, site, size } = trace.names;
  // An identifier may have its type in its range, a name has not.
  const begin = name.slice(0, 3).join();
  const sites = new Set(
    [...result.texts.keys()].filter((at) => result.spans.get(at)?.slice(0, 3).join() === begin),
  );
  const leaves = new Set<Leaf | undefined>();
  site.forEach((at, k) => {
    if (sites.has(at))
      leaves.add(
        trace.leaves.find(
          ({ first, shape }) => first === id[k] && shape.length === 1 && shape[0] === size[k],
        ),
      );
  });
  const [leaf] = leaves;
  if (leaves.size !== 1 || !leaf || leaf.first === 0) return undefined;
  const isRead = evidence.isRead.subarray(leaf.first, leaf.first + leaf.shape[0]!);
  if (last < first || isRead.subarray(first, last + 1).includes(1)) return undefined;
  if (isRead[first - 1] !== 1 || isRead[last + 1] !== 1) return undefined;
  const isTaken = (ref: number) => ref >= leaf.first + first && ref <= leaf.first + last;
  const { guards, cuts, outputs } = trace;
  const taken =
    guards.lhs.some(isTaken) ||
    guards.rhs.some(isTaken) ||
    cuts.some((cut) => isTaken(cut.id) || cut.further?.some(isTaken)) ||
    outputs.some(({ refs }) => refs.some(isTaken));
  return taken ? undefined : { leaf, first, last };
}

/** A window `slice(c - r, c + r)` of which something is divided by `2 * r + 1`, and nothing reads the number at `c + r`. */
function shortWindow(evidence: Evidence, { call, from, to, list }: Slice): Diagnostic | undefined {
  const text = textsOf(evidence);
  if (from.node.type !== 'BinaryExpression' || from.node.operator !== '-') return undefined;
  if (to?.node.type !== 'BinaryExpression' || to.node.operator !== '+') return undefined;
  const [center, reach] = childrenOf(from).map(text) as [string, string];
  const around = enclosing(call, functionTypes);
  if (!around || !isSum(to, text, center, reach)) return undefined;
  const isEndRead = [...descendants(around)].some(
    (one) => one.node !== to.node && isSum(one, text, center, reach),
  );
  const divided = isEndRead ? undefined : divisionOf(call, around, (by) => isOddWidth(by, text, reach));
  if (!divided) return undefined;
  const by = text(bare(childrenOf(divided)[1]!));
  const width = by.includes('+') ? by : `${by} = 2 * ${reach} + 1`;
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'information',
    message: `${text(call)} has at most 2 * ${reach} numbers, without ${text(list)}[${text(to)}], since the end of a slice is exclusive; what is made of it is divided by ${width}.`,
    span: spanOf(call),
    related: [{ message: `is divided here: ${text(divided)}`, span: spanOf(divided) }],
  };
}

/** The division, of a call or of what has its name, by what is looked for. */
function divisionOf(call: Placed, around: Placed, isWidth: (by: Placed) => boolean): Placed | undefined {
  const declarator = call.parent?.node.type === 'VariableDeclarator' ? call.parent : undefined;
  const id = declarator && childrenOf(declarator)[0];
  const declared = id?.node.type === 'Identifier' ? declarationOf(id, id.node.name) : undefined;
  const uses = new Set([call, ...(declared ? readsOf(declared) : [])].map(({ node }) => node));
  return [...descendants(around)].find((one) => {
    if (one.node.type !== 'BinaryExpression' || one.node.operator !== '/') return false;
    const [dividend, by] = childrenOf(one);
    return isWidth(by!) && [...descendants(dividend!)].some(({ node }) => uses.has(node));
  });
}

/** Whether an expression, or the constant that it names, is `2 * r + 1`. */
function isOddWidth(by: Placed, text: (at: Placed) => string, reach: string): boolean {
  let at: Placed | undefined = bare(by);
  if (at.node.type === 'Identifier') at = constantInit(at, at.node.name);
  return (
    at !== undefined && [`2 * ${reach}`, `${reach} * 2`].some((twice) => isSum(bare(at), text, twice, '1'))
  );
}
