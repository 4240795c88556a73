import type { Diagnostic } from '../../shared/errors.ts';
import { operandsOf, type Leaf } from '../../shared/trace.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, enclosing, functionTypes, spanOf, type Placed } from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';

/**
 * A list of one number a column that is taken by row: `table.map((row, i) => row.map((x) => x / list[i]))` where the table has fewer rows
 * than columns and the list is as long as a row. Another list may well be as long, so that it is information only.
 */
export function findOuterIndex(evidence: Evidence): Diagnostic[] {
  const { leaves } = evidence.trace;
  const widths = new Set(
    leaves.flatMap(({ shape: [m, n] }) => (n !== undefined && m! > 1 && m! < n ? [n] : [])),
  );
  const lists = leaves.filter(({ first, shape }) => first > 0 && shape.length === 1 && widths.has(shape[0]!));
  if (lists.length === 0) return [];
  return evidence.program.nodes().flatMap((at) => described(evidence, at, lists) ?? []);
}

function described(evidence: Evidence, at: Placed, lists: readonly Leaf[]): Diagnostic | undefined {
  const { node } = at;
  if (node.type !== 'MemberExpression' || !node.computed || !isOfOuter(at)) return undefined;
  const read = roundsAt(evidence, at, lists);
  if (!read) return undefined;
  const { leaf, rounds, equation } = read;
  const text = oneLine(withoutMarks(evidence.program.text(spanOf(at))));
  const [length] = leaf.shape;
  const path = leaf.path.replace(/^module:/, '');
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'information',
    message:
      `${text} takes one number for each of ${rounds} outer rounds, but ${path} has ${length}, as many as there are inner rounds in each: ` +
      `elements ${rounds} to ${length! - 1} are not taken here.`.replace(
        /^elements (\d+) to \1 are/,
        'element $1 is',
      ),
    span: spanOf(at),
    related: [],
    equation,
  };
}

const loops = /^For(In|Of)?Statement$/;

/** Whether an element is taken by an index that a loop or a callback gives around the one that it is read in. */
function isOfOuter(at: Placed): boolean {
  const index = bare(childrenOf(at)[1]!);
  const declared = index.node.type === 'Identifier' ? declarationOf(index, index.node.name) : undefined;
  const inner = enclosing(at, new RegExp(`${functionTypes.source}|${loops.source}`));
  const isIndex =
    declared && (functionTypes.test(declared.scope.node.type) || loops.test(declared.scope.node.type));
  return isIndex === true && inner !== undefined && inner.node !== declared!.scope.node;
}

interface Read {
  readonly leaf: Leaf;
  readonly rounds: number;
  readonly equation: number;
}

/** How the operation that takes an element reads a list: its number i in as many turns as it is long, for each of fewer i. */
function roundsAt(evidence: Evidence, at: Placed, lists: readonly Leaf[]): Read | undefined {
  const { trace, result } = evidence;
  const operation = operationAround(at);
  const span = operation && spanOf(operation).join();
  const site = [...result.spans].find(([, one]) => one.join() === span)?.[0];
  if (site === undefined) return undefined;
  const taken: number[] = [];
  const { site: sites } = trace.equations;
  const first = sites.indexOf(site);
  let leaf: Leaf | undefined;
  for (let e = first; e >= 0; e = sites.indexOf(site, e + 1)) {
    const refs = operandsOf(trace, e).flatMap((one) => (one.shape.length === 0 ? [...one.refs] : []));
    leaf ??= lists.find((one) => refs.some((ref) => isIn(one, ref)));
    const ref = leaf && refs.find((one) => isIn(leaf!, one));
    if (!leaf || ref === undefined) return undefined;
    taken.push(ref - leaf.first);
  }
  if (!leaf) return undefined;
  const length = leaf.shape[0]!;
  const rounds = taken.length / length;
  const isByOuter = taken.every((index, k) => index === Math.floor(k / length));
  return isByOuter && rounds > 1 && rounds < length && Number.isInteger(rounds)
    ? { leaf, rounds, equation: first }
    : undefined;
}

const isIn = ({ first, shape }: Leaf, ref: number) => ref >= first && ref < first + shape[0]!;

/** The operation that an element is an operand of. */
function operationAround(at: Placed): Placed | undefined {
  let up = at.parent;
  while (up && bare(up).node === at.node) up = up.parent;
  return up?.node.type === 'BinaryExpression' ? up : undefined;
}
