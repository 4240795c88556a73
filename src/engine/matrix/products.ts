import { shapeText } from '../../shared/tensor.ts';
import { decline, recordMatrix, type MemberCall, type Rule } from './rule.ts';
import { OperandKind } from '../../shared/trace.ts';
import type { Dense, Taking } from './store.ts';

/** Rules of products and of `transpose`. */
export const products: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  mmul: (call) => {
    const { store, site, self, args } = call;
    const a = store.dense(self);
    const b = store.dense(args[0]);
    if (!a || !b) return decline;
    const operands = [store.take(a, site), store.take(b, site)];
    if (a.columns !== b.rows) reportShapes(call, a, b, operands);
    const result = call.real(b) as Dense;
    return operands.some(({ tracked }) => tracked) ? recordMatrix(call, 'mmul', operands, result) : result;
  },
  transpose: (call) => {
    const m = call.store.dense(call.self);
    if (!m) return decline;
    const operand = call.store.take(m, call.site);
    const result = call.real() as Dense;
    return operand.tracked ? recordMatrix(call, 'transpose', [operand], result) : result;
  },
};

/** ml-matrix gives garbage without a word in one direction and dies in `undefined` in the other. */
function reportShapes({ tracer, site }: MemberCall, a: Dense, b: Dense, operands: readonly Taking[]): void {
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
        ? `ml-matrix says nothing and ignores the last ${b.rows - a.columns} row(s) of ${right}.`
        : `ml-matrix reads beyond the last row of ${right} and fails.`),
    site,
    related,
  );
}
