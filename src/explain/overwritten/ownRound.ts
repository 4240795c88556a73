import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey, type Node } from '../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { roundAt } from '../evidence/loops.ts';
import { makerOf } from '../evidence/makers.ts';
import { withoutMarks } from '../evidence/words.ts';
import {
  bare,
  childrenOf,
  descendants,
  enclosing,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import type { Span } from '../../shared/span.ts';

/** An element that each round of a loop reads, and that the round which comes to it writes: `for (…) v[i] /= v[0]`. */
interface OwnRound {
  readonly loop: Placed;
  readonly write: Placed;
  /** The read, the operation that takes it, and which of its operands it is. */
  readonly read: Placed;
  readonly taker: Placed;
  readonly operand: 0 | 1;
}

/** Elements that all rounds of a loop read as the same, where one of the rounds has changed it for those after it. */
export function findOwnRounds(evidence: Evidence): Diagnostic[] {
  return evidence.program
    .nodes()
    .flatMap((at) => ownRoundsOf(evidence.program, at))
    .flatMap((one) => described(evidence, one) ?? []);
}

function ownRoundsOf(program: Program, at: Placed): OwnRound[] {
  const target = writtenAt(program, at);
  const loop = target && loopOver(at, target.index);
  if (!loop) return [];
  return [...descendants(at)].flatMap((read): OwnRound[] => {
    const place = read.node === target.node ? undefined : elementAt(program, read);
    if (!place || place.whole !== target.whole || mentions(place.index, loop.index)) return [];
    const isFixed = !/[(+-]{2}/.test(place.index) && !isWrittenIn(loop.at, place.index);
    const taker = isFixed ? takerOf(read) : undefined;
    return taker ? [{ loop: loop.at, write: at, read, ...taker }] : [];
  });
}

/** An element as it is written in the program: `row[j]`, `m.get(i, j)`. */
interface Element {
  readonly whole: string;
  readonly index: string;
  readonly node: Node;
}

function elementAt(program: Program, { node, ...at }: Placed): Element | undefined {
  const text = (one: Placed) => withoutMarks(program.text(spanOf(bare(one))));
  const [first, ...rest] = childrenOf({ node, ...at });
  if (node.type === 'MemberExpression' && node.computed)
    return { whole: text(first!), index: text(rest[0]!), node };
  if (node.type !== 'CallExpression' || !first || first.node.type !== 'MemberExpression') return undefined;
  if (staticKey(first.node) !== 'get' || rest.length !== 2) return undefined;
  return { whole: text(childrenOf(first)[0]!), index: rest.map(text).join(', '), node };
}

function writtenAt(program: Program, at: Placed): Element | undefined {
  const { node } = at;
  if (node.type === 'AssignmentExpression') return elementAt(program, bare(childrenOf(at)[0]!));
  const callee = node.type === 'CallExpression' ? childrenOf(at)[0]! : undefined;
  if (callee?.node.type !== 'MemberExpression' || staticKey(callee.node) !== 'set') return undefined;
  const text = (one: Placed) => withoutMarks(program.text(spanOf(bare(one))));
  const [row, column, value] = childrenOf(at).slice(1);
  return row && column && value
    ? { whole: text(childrenOf(callee)[0]!), index: `${text(row)}, ${text(column)}`, node }
    : undefined;
}

/** The innermost `for` around a write that goes through the index, with the name that it counts by. */
function loopOver(at: Placed, index: string): { readonly at: Placed; readonly index: string } | undefined {
  for (
    let loop = enclosing(at, /^ForStatement$/);
    loop;
    loop = loop.parent && enclosing(loop.parent, /^ForStatement$/)
  ) {
    const init = childrenOf(loop).find(({ key }) => key === 'init');
    const declarator = init?.node.type === 'VariableDeclaration' ? init.node.declarations[0] : undefined;
    const name = declarator?.id.type === 'Identifier' ? declarator.id.name : undefined;
    if (name !== undefined && mentions(index, name)) return { at: loop, index: name };
  }
  return undefined;
}

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);

/** Whether a loop gives one of the names of an index another value. */
function isWrittenIn(loop: Placed, index: string): boolean {
  return [...descendants(loop)].some(({ node }) => {
    const target =
      node.type === 'AssignmentExpression'
        ? node.left
        : node.type === 'UpdateExpression'
          ? node.argument
          : node.type === 'VariableDeclarator'
            ? node.id
            : undefined;
    return target?.type === 'Identifier' && mentions(index, target.name);
  });
}

/** The arithmetic that takes a read, and as which operand. */
function takerOf(read: Placed): { readonly taker: Placed; readonly operand: 0 | 1 } | undefined {
  let at = read;
  while (at.parent && /^(TSNonNull|TSAs|TSSatisfies|Parenthesized)Expression$/.test(at.parent.node.type))
    at = at.parent;
  const { parent, key } = at;
  const { node } = parent ?? {};
  const isTaken =
    node?.type === 'BinaryExpression' ||
    (node?.type === 'AssignmentExpression' && node.operator !== '=' && key === 'right');
  return parent && isTaken ? { taker: parent, operand: key === 'left' ? 0 : 1 } : undefined;
}

/** The finding, where the record has a round that reads what an earlier round of the same loop wrote, after one that did not. */
function described(
  evidence: Evidence,
  { loop, write, read, taker, operand }: OwnRound,
): Diagnostic | undefined {
  const { equations } = evidence.trace;
  const sitesOf = sitesIn(evidence);
  const loopSite = sitesOf(spanOf(loop))[0];
  const takers = sitesOf(spanOf(taker));
  const { node } = write;
  const value =
    node.type === 'AssignmentExpression' && node.operator !== '=' ? write : bare(childrenOf(write).at(-1)!);
  const writers = sitesOf(spanOf(value));
  if (loopSite === undefined || takers.length === 0 || writers.length === 0) return undefined;
  const column = operand === 0 ? equations.lhs : equations.rhs;
  let before: { readonly ref: number; readonly loop: number } | undefined;
  for (let e = 0; e < equations.op.length; e++) {
    if (!takers.includes(equations.site[e]!)) continue;
    const at = roundAt(evidence.trace, loopSite, e);
    if (!at) continue;
    const ref = column[e]!;
    const maker = ref > 0 ? makerOf(evidence.trace, ref) : -1;
    const made =
      maker >= 0 && writers.includes(equations.site[maker]!)
        ? roundAt(evidence.trace, loopSite, maker)
        : undefined;
    if (
      made &&
      before?.loop === at.loop &&
      made.loop === at.loop &&
      made.round < at.round &&
      before.ref !== ref
    )
      return finding(evidence, { write, read, maker, equation: e });
    before = { ref, loop: at.loop };
  }
  return undefined;
}

function finding(
  evidence: Evidence,
  {
    write,
    read,
    maker,
    equation,
  }: { readonly write: Placed; readonly read: Placed; readonly maker: number; readonly equation: number },
): Diagnostic {
  const { program, trace } = evidence;
  const text = (at: Placed) => oneLine(withoutMarks(program.text(spanOf(at))));
  const [span, name] = [spanOf(write), text(read)];
  const iteration = evidence.iteration(maker);
  const value = trace.values[trace.equations.out[maker]!]!;
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message: `Every round reads ${name}, and one of them changes it: after that the rounds have the new ${name}, not the one that the first had.`,
    span,
    mark: `⟲ overwrites ${name}`,
    related: [
      { message: `writes ${name} as well`, span, equation: maker, value },
      { message: `reads the new ${name} from the next round on`, span: spanOf(read), equation },
    ],
    equation: maker,
    ...(iteration !== undefined && { iteration }),
  };
}

/** The sites of a range of the source. */
function sitesIn({ result }: Evidence): (span: Span) => number[] {
  return (wanted) =>
    [...result.spans].flatMap(([site, span]) => (span.join() === wanted.join() ? [site] : []));
}
