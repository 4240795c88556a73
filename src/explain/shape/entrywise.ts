import type { Diagnostic, Link } from '../../shared/errors.ts';
import { entrywiseProducts, productFrom } from '../evidence/entrywise.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';

/** Products entry by entry of two matrices that are meant as maps: a warning where both keep areas, otherwise information. */
export function findEntrywise(evidence: Evidence): Diagnostic[] {
  return entrywiseProducts(evidence).flatMap(({ equation, clause, isSure }): Diagnostic[] => {
    const span = ownPlace(evidence, equation);
    if (!span) return [];
    const iteration = evidence.iteration(equation);
    return [
      {
        code: 'shape-mismatch',
        class: 'shape',
        severity: isSure ? 'warning' : 'information',
        message: `${clause}.`,
        span,
        related: productBeside(evidence, equation),
        equation,
        ...(iteration !== undefined && { iteration }),
      },
    ];
  });
}

/** The matrix product that takes it. */
function productBeside(evidence: Evidence, e: number): Link[] {
  const product = productFrom(evidence, e);
  const span = product === undefined ? undefined : ownPlace(evidence, product);
  return product === undefined || !span
    ? []
    : [{ message: `goes into a matrix product: ${evidence.textOf(product)}`, span, equation: product }];
}
