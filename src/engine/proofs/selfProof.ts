import type { Trace } from '../../shared/trace.ts';
import { firstUnlike, type Unlike } from '../autodiff/replay.ts';
import { equationName, type Finder } from './finder.ts';

/**
 * Self-proof: every recorded equation must give its recorded values bit for bit from its recorded operands, so that all of them together,
 * replayed on the recorded leaves, do. Where one does not, code that is not traced changed storage. Reports the first such equation.
 */
export const selfProof: Finder = (trace, _cotangents, spanOf) => {
  const unlike = firstUnlike(trace);
  if (!unlike) return [];
  const span = spanOf(trace.equations.site[unlike.equation]!);
  return span
    ? [{ code: 'unexplained-value', severity: 'error', message: sentence(trace, unlike), span, related: [] }]
    : [];
};

function sentence(trace: Trace, { equation, id, now }: Unlike): string {
  return (
    `${equationName(trace, equation)} gave ${trace.values[id]}, but its recorded operands give ${now}: ` +
    'a value was changed by code that is not traced. Gradients through it are wrong.'
  );
}
