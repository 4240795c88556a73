import type { Diagnostic } from '../../shared/errors.ts';
import { valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { functionAt } from '../program/functionAt.ts';
import { spanOf } from '../program/program.ts';
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
  const f = functionAt(program, span);
  const source = f && untracedIn(evidence, f);
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
