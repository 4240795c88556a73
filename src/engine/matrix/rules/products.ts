import { shapeText } from '../../../shared/tensor.ts';
import { sameBits } from '../../../shared/tensor.ts';
import { mapStrided } from '../../kernels/elementwiseLoops.ts';
import { multiply } from '../../kernels/multiply.ts';
import { rules } from '../../primitives/rules.ts';
import { each, rule, twin, type Holders } from '../member.ts';
import { decline, recordComputed, recordMatrix, type MemberCall } from '../memberRule.ts';
import { OperandKind } from '../../../shared/trace.ts';
import type { Dense, OperandRef } from '../store.ts';

/** Products and the transpose; a product with a transpose shows as these two. */
export const products: Holders = {
  'AbstractMatrix.prototype': {
    mmul: rule(mmul, { reads: true }),
    gram: rule(gram, { reads: true }),
    transposeMultiply: rule(transposeMultiply, { reads: true }),
    mmulByTranspose: rule(mmulByTranspose, { reads: true }),
    ...each('kroneckerProduct tensorProduct', rule(kroneckerProduct, { reads: true })),
    transpose: rule(transpose, { reads: true }),
    mpow: twin('made of mmul, which shows as such'),
    ...each('strassen2x2 strassen3x3 mmulStrassen', twin('products in an order of their own')),
    kroneckerSum: twin('made of kroneckerProduct and add, which show as such'),
  },
};

function mmul(call: MemberCall): unknown {
  const { store, site, self, args } = call;
  const a = store.dense(self);
  const b = store.dense(args[0]);
  if (!a || !b) return decline;
  const operands = [store.operandOf(a, site), store.operandOf(b, site)];
  if (a.columns !== b.rows) reportShapes(call, a, b, operands);
  const isTracked = operands.some(({ tracked }) => tracked);
  if (isTracked && a.columns === b.rows && b.klass === 'Matrix' && call.isKnown()) {
    const sizes = [a.rows, a.columns, b.columns] as const;
    return recordComputed(call, 'mmul', operands, [a.rows, b.columns], (values, at) =>
      multiply(values, at, sizes, store.strided(a, operands[0]!), store.strided(b, operands[1]!)),
    );
  }
  const result = call.real(b) as Dense;
  return isTracked ? recordMatrix(call, 'mmul', operands, result, undefined, true) : result;
}

function gram(call: MemberCall): unknown {
  const m = call.store.dense(call.self);
  return withTranspose(call, m, m, true);
}

function transposeMultiply(call: MemberCall): unknown {
  const { store, self, args } = call;
  return withTranspose(call, store.dense(self), store.dense(args[0]), true);
}

function mmulByTranspose(call: MemberCall): unknown {
  const m = call.store.dense(call.self);
  return call.args[0] === undefined ? withTranspose(call, m, m, false) : decline;
}

function kroneckerProduct(call: MemberCall): unknown {
  const { store, site, self, args } = call;
  const [a, b] = [store.dense(self), store.dense(args[0])];
  if (!a || !b) return decline;
  const operands = [store.operandOf(a, site), store.operandOf(b, site)];
  const result = call.real(b) as Dense;
  const isTracked = operands.some(({ tracked }) => tracked);
  return isTracked ? recordMatrix(call, 'kronecker', operands, result) : result;
}

const itself = (x: number): number => x;

function transpose(call: MemberCall): unknown {
  const m = call.store.dense(call.self);
  if (!m) return decline;
  const { store } = call;
  const operand = store.operandOf(m, call.site);
  if (operand.tracked && call.isKnown())
    return recordComputed(call, 'transpose', [operand], [m.columns, m.rows], (values, at) => {
      const turned = { ...store.strided(m, operand), row: 1, column: m.columns };
      mapStrided(itself, values, at, [m.columns, m.rows], turned, null);
    });
  const result = call.real() as Dense;
  return operand.tracked ? recordMatrix(call, 'transpose', [operand], result, undefined, true) : result;
}

/**
 * Aᵀ · B or A · Bᵀ as a transpose and a product, where the user's function gives the bits of these two: it skips exact zeros,
 * which shows only beside an infinity or NaN.
 */
function withTranspose(call: MemberCall, a: Dense | null, b: Dense | null, left: boolean): unknown {
  const { store, site, tracer, args } = call;
  if (!a || !b || (left ? a.rows !== b.rows : a.columns !== b.columns)) return decline;
  const [first, second] = [store.operandOf(a, site), store.operandOf(b, site)];
  if (!first.tracked && !second.tracked) return decline;
  const tensors = [a, b].map((m) => ({ shape: [m.rows, m.columns], data: store.numbers(m) }));
  const at = left ? 0 : 1;
  const [turned, operand] = [tensors[at]!, left ? first : second];
  const [rows, columns] = turned.shape as [number, number];
  const data = rules.transpose.evaluate([turned], {});
  const result = call.real(...args) as Dense;
  const factors = tensors.with(at, { shape: [columns, rows], data });
  if (!sameBits(rules.mmul.evaluate(factors, {}), store.numbers(result))) return decline;
  const { recorder } = tracer;
  const reference = operand.tracked && recorder.array('transpose', site, [operand], columns, rows, data);
  const transposed: OperandRef = reference
    ? { kind: OperandKind.block, rows: columns, columns: rows, reference, tracked: true }
    : { ...recorder.operand(new Int32Array(data.length), data, columns, rows), tracked: false };
  return recordMatrix(
    call,
    'mmul',
    left ? [transposed, second] : [first, transposed],
    result,
    undefined,
    true,
  );
}

/** ml-matrix gives garbage without a word in one direction and dies in `undefined` in the other. */
function reportShapes(
  { tracer, site }: MemberCall,
  a: Dense,
  b: Dense,
  operands: readonly OperandRef[],
): void {
  const silent = a.columns < b.rows;
  const related = operands.flatMap((operand, k) => {
    const name = tracer.places.operandText(site, k) ?? (k === 0 ? 'the left matrix' : 'the right matrix');
    const size = shapeText(k === 0 ? [a.rows, a.columns] : [b.rows, b.columns]);
    const here = tracer.places.operand(site, k);
    const { message, span } =
      operand.kind === OperandKind.block
        ? tracer.origin(operand.reference)
        : { message: 'made of several values' };
    const at = span ?? here;
    return at ? [{ message: `${name}, ${size}: ${message}`, span: at }] : [];
  });
  const [left, right] = [0, 1].map((k) => tracer.places.operandText(site, k) ?? 'a matrix');
  tracer.report(
    'mmul-shapes',
    silent ? 'warning' : 'error',
    `${left} (${a.rows}×${a.columns}) times ${right} (${b.rows}×${b.columns}): the inner dimensions ${a.columns} and ${b.rows} differ. ` +
      (silent
        ? `ml-matrix says nothing and ignores the last ${b.rows - a.columns === 1 ? 'row' : `${b.rows - a.columns} rows`} of ${right}.`
        : `ml-matrix reads beyond the last row of ${right} and fails.`),
    site,
    related,
    { class: 'shape' },
  );
}
