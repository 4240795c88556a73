import { sizeAt } from '../../shared/trace.ts';
import { leafValues, replay } from '../autodiff/replay.ts';
import { equationName, type Finder } from './finder.ts';

/**
 * Self-proof: the recorded equations, replayed on the recorded leaves, must give every recorded value bit for bit. Where they
 * do not, code that is not traced changed storage. Reports the first such equation.
 */
export const selfProof: Finder = (trace, _cotangents, spanOf) => {
  const { values } = replay(trace, leafValues(trace));
  const { op, out, rows, columns, site } = trace.equations;
  for (let e = 0; e < op.length; e++) {
    const first = out[e]!;
    for (let id = first; id < first + sizeAt(rows[e]!, columns[e]!); id++) {
      if (Object.is(values[id], trace.values[id])) continue;
      const span = spanOf(site[e]!);
      const message =
        `${equationName(trace, e)} gave ${trace.values[id]}, but its recorded operands give ${values[id]}: ` +
        'a value was changed by code that is not traced. Gradients through it are wrong.';
      return span ? [{ code: 'unexplained-value', severity: 'error', message, span, related: [] }] : [];
    }
  }
  return [];
};
