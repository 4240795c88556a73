import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey } from '../../instrument/syntax.ts';
import { ARRAY, OperandKind } from '../../shared/trace.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { matrixEquationsOf } from '../evidence/operations.ts';
import { isPackage } from '../evidence/places.ts';
import { operandTexts, withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, spanOf, type Placed } from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';
import { readsOf } from '../program/reads.ts';

/**
 * A column times a row of which only the element [0, 0] is ever read, and which the program writes for nothing else: `x.mmul(xT).get(0, 0)`.
 * The row times the column is one number, the sum of products. Both are legal, so that it is information only.
 */
export function findOuter(evidence: Evidence): Diagnostic[] {
  const { site } = evidence.trace.equations;
  const bySite = new Map<number, { readonly first: number; isOne: boolean }>();
  for (const e of matrixEquationsOf(evidence, new Set(['mmul']))) {
    const one = bySite.get(site[e]!);
    if (one?.isOne === false) continue;
    const isOne = isOuter(evidence, e) && isFirstAlone(evidence, e);
    if (one) one.isOne = isOne;
    else bySite.set(site[e]!, { first: e, isOne });
  }
  return [...bySite.values()].flatMap(({ first, isOne }) => (isOne ? described(evidence, first) : []));
}

/** Whether an equation multiplies a column by a row as long as it. */
function isOuter({ trace }: Evidence, e: number): boolean {
  const { op, rows, columns, lhs, rhs, operands } = trace.equations;
  const size = rows[e]!;
  if (!(op[e]! & ARRAY) || size < 2 || columns[e] !== size || rhs[e] !== 2) return false;
  const at = 4 * lhs[e]!;
  const hasShape = (k: number, r: number, c: number) => operands[k + 1] === r && operands[k + 2] === c;
  const areStatic = operands[at] === OperandKind.static && operands[at + 4] === OperandKind.static;
  return !areStatic && hasShape(at, size, 1) && hasShape(at + 4, 1, size);
}

/** Whether no equation reads another number of what an equation made than the first one. */
function isFirstAlone({ trace, isRead }: Evidence, e: number): boolean {
  const { out, rows, columns } = trace.equations;
  return !isRead.subarray(out[e]! + 1, out[e]! + rows[e]! * columns[e]!).includes(1);
}

function described(evidence: Evidence, e: number): Diagnostic[] {
  const span = evidence.place(e);
  const product = span && !isPackage(evidence, span[0]) ? evidence.program.nodeAt(span) : undefined;
  const taken = product && takenFrom(product);
  if (!span || !taken) return [];
  const text = (at: Placed) => oneLine(withoutMarks(evidence.program.text(spanOf(at))));
  const size = evidence.trace.equations.rows[e]!;
  const [column, row] = operandTexts(evidence, e);
  const iteration = evidence.iteration(e);
  return [
    {
      code: 'shape-mismatch',
      class: 'shape',
      severity: 'information',
      message:
        `${text(product)} is a column times a row, a ${size} × ${size} matrix, of which only element [0, 0] is used. ` +
        `${row} times ${column} is one number, the sum of the products.`,
      span,
      related: taken.map((one) => ({ message: `all that is read of it: ${text(one)}`, span: spanOf(one) })),
      equation: e,
      ...(iteration !== undefined && { iteration }),
    },
  ];
}

/** The reads of the first number of a matrix, where a program has no other use for it; undefined where it has one. */
function takenFrom(product: Placed): Placed[] | undefined {
  const here = outermost(product);
  const direct = firstElement(here);
  if (direct) return [direct];
  const declarator = here.parent;
  if (declarator?.node.type !== 'VariableDeclarator' || here.key !== 'init') return undefined;
  const [id] = childrenOf(declarator);
  const declared = id?.node.type === 'Identifier' ? declarationOf(id, id.node.name) : undefined;
  if (!declared || declared.at.node !== id?.node) return undefined;
  const taken = readsOf(declared).map((read) => firstElement(outermost(read)));
  const found = taken.filter((one) => one !== undefined);
  return found.length > 0 && found.length === taken.length ? found : undefined;
}

/** A node with the parentheses, casts and marks around it. */
function outermost(at: Placed): Placed {
  let found = at;
  while (found.parent && bare(found.parent).node === bare(at).node) found = found.parent;
  return found;
}

/** The call `m.get(0, 0)` of a matrix. */
function firstElement(matrix: Placed): Placed | undefined {
  const callee = matrix.parent;
  const call = callee?.parent;
  if (callee?.node.type !== 'MemberExpression' || matrix.key !== 'object' || !call) return undefined;
  if (call.node.type !== 'CallExpression' || staticKey(callee.node) !== 'get') return undefined;
  const indices = childrenOf(call).filter(({ key }) => key === 'arguments');
  const areFirst = indices.every(({ node }) => node.type === 'NumericLiteral' && node.value === 0);
  return indices.length === 2 && areFirst ? call : undefined;
}
