import type { Diagnostic } from '../../shared/errors.ts';
import { valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { childrenOf, enclosing, functionTypes, spanOf } from '../program/program.ts';
import { returnsOf } from './suspects.ts';
import { untracedIn } from './untraced.ts';

/** Why a result is NaN though no number that the record follows made it so: by the source alone. */
export function untracedResult(evidence: Evidence): Diagnostic | undefined {
  const { trace, result, program } = evidence;
  const isOutside = trace.outputs.some(({ refs }) =>
    refs.some((ref) => ref <= 0 && Number.isNaN(valueOf(trace, ref))),
  );
  if (!isOutside) return undefined;
  const { span } = result.function;
  const place = program.nodeAt(span) ?? program.around(span);
  const f = place && enclosing(place, functionTypes);
  const body = f && childrenOf(f).find(({ key }) => key === 'body');
  const source = body && untracedIn(evidence, body);
  const [returned, ...others] = f ? returnsOf(f) : [];
  return {
    code: 'non-finite',
    class: 'non-finite-value',
    severity: 'warning',
    message: source
      ? `${source.text} is no number: ${source.why}. The result is NaN by it.`
      : 'The result is NaN, and none of the numbers that are followed made it so: it comes of what the code has beside them.',
    span: source ? spanOf(source.at) : returned && others.length === 0 ? spanOf(returned) : span,
    related: [],
  };
}
