import { sizeOf } from '../../shared/tensor.ts';
import type { Unit } from '../fold/units.ts';
import type { LineModel } from '../lines/lineModel.ts';
import { boundAt } from './listViews.ts';
import { loopFacts } from './loopFacts.ts';

/**
 * A loop's values and gradients as CSV with all their digits: a line an iteration; of each name its elements row by row, then those of its
 * gradient. Names whose size changes have as many columns as their largest.
 */
export function loopTableText(model: LineModel, unit: Unit): string {
  const { values } = model.result.trace;
  const { cotangents } = model.result;
  const { quantities } = loopFacts(model, unit);
  const widths = quantities.map(({ sizes }) => sizes.reduce((a, b) => Math.max(a, b), 1));
  const columns = cotangents.length > 0 ? [values, cotangents] : [values];
  const heads = quantities.flatMap(({ name }, q) =>
    columns.flatMap((_, c) => {
      const title = c === 0 ? name : `∂${name}`;
      return widths[q] === 1 ? [title] : Array.from({ length: widths[q]! }, (__, i) => `${title}[${i}]`);
    }),
  );
  const lines = [['iteration', ...heads].map(quoted).join(',')];
  for (let iteration = 0; iteration < unit.times; iteration++) {
    const cells = quantities.flatMap(({ ids, sizes }, q) => {
      const bound = boundAt(model, ids[iteration]!, sizes[iteration]!);
      const size = bound ? sizeOf(bound.shape) : 0;
      return columns.flatMap((column) =>
        Array.from({ length: widths[q]! }, (_, i) => (i < size ? numberText(column[bound!.first + i]!) : '')),
      );
    });
    lines.push([String(iteration), ...cells].join(','));
  }
  return `${lines.join('\n')}\n`;
}

function numberText(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
