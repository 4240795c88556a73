import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey } from '../../instrument/syntax.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { textsOf, withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, descendants, spanOf, type Placed } from '../program/program.ts';
import { declarationOf, type Declared } from '../program/scopes.ts';

/**
 * Loops over one side of a matrix that is not square, whose index counts along the other: `for (let k = 0; k < m.rows; k++) sum += m.get(i, k)`.
 * Where there are more rows than columns it may be meant, so that it is information only.
 */
export function findLoopSides(evidence: Evidence): Diagnostic[] {
  return evidence.program.nodes().flatMap((loop) => described(evidence, loop) ?? []);
}

const sides = ['rows', 'columns'] as const;

function described(evidence: Evidence, loop: Placed): Diagnostic | undefined {
  const bound = loop.node.type === 'ForStatement' ? boundOf(evidence, loop) : undefined;
  const body = childrenOf(loop).find(({ key }) => key === 'body');
  if (!bound || !body) return undefined;
  const { test, matrix, side, index } = bound;
  const uses = [...descendants(body)].flatMap((one) => placesOf(evidence, one, matrix, index));
  const [wrong] = uses;
  // An index of both sides, as that of a diagonal, is bounded by either.
  if (!wrong || uses.some(({ along }) => along === side) || !isOblong(evidence, matrix)) return undefined;
  const text = textsOf(evidence);
  const other = sides[1 - sides.indexOf(side)]!;
  return {
    code: 'shape-mismatch',
    class: 'shape',
    severity: 'information',
    message: `${text(test)} bounds ${index.name} by the ${side} of ${matrix}, but ${text(wrong.call)} counts along its ${other} by it.`,
    span: spanOf(test),
    related: [
      { message: `${index.name} is the number of a ${other.slice(0, -1)} here`, span: spanOf(wrong.call) },
    ],
  };
}

/** Whether a matrix of this name had more rows than columns in the run, or fewer. */
function isOblong({ program, result, trace, variables }: Evidence, matrix: string): boolean {
  const sites = new Set(
    [...result.spans].flatMap(([site, span]) =>
      withoutMarks(program.text(span)).split(':')[0] === matrix ? [site] : [],
    ),
  );
  const { site, id } = trace.names;
  return site.some((at, k) => {
    if (!sites.has(at) || id[k]! <= 0) return false;
    const [rows, columns] = variables.at(variables.element(id[k]!).variable).shape;
    return columns !== undefined && rows !== columns;
  });
}

interface Bound {
  readonly test: Placed;
  readonly matrix: string;
  readonly side: (typeof sides)[number];
  readonly index: Declared;
}

/** The side of a matrix that a loop's own index is less than. */
function boundOf(evidence: Evidence, loop: Placed): Bound | undefined {
  const test = childrenOf(loop).find(({ key }) => key === 'test');
  if (test?.node.type !== 'BinaryExpression' || test.node.operator !== '<') return undefined;
  const [left, right] = childrenOf(test).map(bare) as [Placed, Placed];
  const index = left.node.type === 'Identifier' ? declarationOf(left, left.node.name) : undefined;
  if (index?.scope.node !== loop.node || right.node.type !== 'MemberExpression') return undefined;
  const side = sides.find((one) => right.node.type === 'MemberExpression' && staticKey(right.node) === one);
  return side && { test, matrix: textsOf(evidence)(childrenOf(right)[0]!), side, index };
}

/** Where `m.get(i, k)` and `m.set(i, k, x)` of a matrix take an index, by the side that it counts along. */
function placesOf(
  evidence: Evidence,
  call: Placed,
  matrix: string,
  index: Declared,
): { readonly call: Placed; readonly along: (typeof sides)[number] }[] {
  const { node } = call;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const [callee, ...args] = childrenOf(call);
  const of = childrenOf(callee!)[0]!;
  if (!/^[gs]et$/.test(staticKey(node.callee) ?? '') || textsOf(evidence)(of) !== matrix) return [];
  const isIndex = (at: Placed) =>
    [...descendants(at)].some(
      (one) =>
        one.node.type === 'Identifier' &&
        one.node.name === index.name &&
        declarationOf(one, index.name)?.at.node === index.at.node,
    );
  return args.slice(0, 2).flatMap((one, k) => (isIndex(one) ? [{ call, along: sides[k]! }] : []));
}
