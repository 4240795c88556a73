import { unwrap } from '../../instrument/syntax.ts';
import type { Span } from '../../shared/span.ts';
import { isPackage } from '../evidence/places.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import {
  bare,
  childrenOf,
  descendants,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import { calledFunction } from '../program/scopes.ts';

/** A call whose result is used nowhere. */
export interface Dropped {
  readonly span: Span;
  readonly text: string;
  /** What it is a call of: `map`, `Matrix.add`, `scaled`. */
  readonly callee: string;
  readonly equation: number;
}

/**
 * The first call of a function without side effects whose result stands alone as a statement, among those that these equations happened
 * in: the result is dropped.
 *
 * @param equations those that made what reaches nothing
 */
export function droppedResult(evidence: Evidence, equations: Iterable<number>): Dropped | undefined {
  const { scopes, equations: all } = evidence.trace;
  const seen = new Set<number>();
  const isSeen = new Uint8Array(scopes.parent.length);
  for (const equation of equations) {
    const found = dropped(all.site[equation]!, equation);
    if (found) return found;
    for (let s = all.scope[equation]!; s > 0 && isSeen[s] === 0; s = scopes.parent[s]!) {
      isSeen[s] = 1;
      const around = dropped(scopes.site[s]!, equation);
      if (around) return around;
    }
  }
  return undefined;

  function dropped(site: number, equation: number): Dropped | undefined {
    if (seen.has(site)) return undefined;
    seen.add(site);
    const span = evidence.span(site);
    const at = span && !isPackage(evidence, span[0]) ? evidence.program.nodeAt(span) : undefined;
    const found = at && statementOf(evidence.program, at);
    if (!found) return undefined;
    const place = spanOf(found.call);
    return { span: place, text: oneLine(evidence.program.text(place)), callee: found.callee, equation };
  }
}

/** The pure call, standing alone as a statement, that an expression is part of. */
function statementOf(
  program: Program,
  start: Placed,
): { readonly call: Placed; readonly callee: string } | undefined {
  let at: Placed = start;
  while (at.parent) {
    const { parent, key } = at;
    const { node } = parent;
    if (node.type === 'ExpressionStatement') {
      const callee = pureCallee(program, at);
      return callee === undefined ? undefined : { call: at, callee };
    }
    if (functionTypes.test(node.type)) {
      // What a callback gives back is part of what `map` makes.
      const call = key === 'body' ? parent.parent : undefined;
      if (!call || parent.key !== 'arguments' || pureCallee(program, call) === undefined) return undefined;
      at = call;
    } else if (node.type === 'ReturnStatement' || node.type === 'BlockStatement') {
      if (node.type === 'BlockStatement' && at.node.type !== 'ReturnStatement') return undefined;
      at = parent;
    } else if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      if (pureCallee(program, parent) === undefined) return undefined;
      at = parent;
    } else if (isPart(node.type)) at = parent;
    else return undefined;
  }
  return undefined;
}

const isPart = (type: string): boolean =>
  /^(Binary|Unary|Conditional|Logical|Await|Parenthesized|Array|Member|OptionalMember|TSNonNull|TSAs|TSSatisfies)Expression$|^SpreadElement$/.test(
    type,
  );

/** Methods of arrays and matrices that change nothing and give their result back. */
const pureMethods: ReadonlySet<string> = new Set(
  `map filter slice concat flat flatMap reduce reduceRight toSorted toReversed toSpliced with entries values at subarray
  clone mmul strassen2x2 strassen3x3 mmulStrassen kroneckerProduct kroneckerSum tensorProduct transpose dot gram
  transposeMultiply mmulByTranspose mpow repeat sum mean norm trace max min product variance standardDeviation
  getRow getColumn getRowVector getColumnVector subMatrix subMatrixRow subMatrixColumn selection diag scaleRows
  scaleColumns echelonForm reducedEchelonForm to1DArray to2DArray`.split(/\s+/),
);

const changesInPlace =
  /^(add|sub|mul|div|mod|pow|neg|abs|exp|log|sqrt|center|scale|sort|reverse|fill)([A-Z]\w*)?$/;

/** What a call without side effects is a call of; undefined of another expression, and of a call that may have some. */
function pureCallee(program: Program, call: Placed): string | undefined {
  const inner = unwrap(call.node);
  if (inner.type === 'BinaryExpression') return inner.operator;
  if (inner.type !== 'CallExpression' && inner.type !== 'OptionalCallExpression') return undefined;
  const callee = childrenOf(bare(call)).find(({ key }) => key === 'callee')!;
  const { node } = callee;
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    if (node.property.type !== 'Identifier' || node.computed) return undefined;
    const { name } = node.property;
    const { object } = node;
    if (object.type === 'Identifier' && /^[A-Z]/.test(object.name) && object.name !== 'Object') {
      return `${object.name}.${name}`;
    }
    // What a method changes is lost with it where that was made for the call: `m.getRowVector(i).div(2)`.
    const isOfCopy =
      object.type === 'CallExpression' && pureCallee(program, childrenOf(callee)[0]!) !== undefined;
    return pureMethods.has(name) || (isOfCopy && changesInPlace.test(name)) ? name : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const called = calledFunction(program, callee);
  return called && givesBack(called) ? node.name : undefined;
}

/** Whether a function has a result. */
function givesBack(called: Placed): boolean {
  const body = childrenOf(called).find(({ key }) => key === 'body');
  if (body?.node.type !== 'BlockStatement') return true;
  return [...descendants(body)].some(({ node }) => node.type === 'ReturnStatement' && node.argument);
}
