import { cutText, type Diagnostic } from '../../../shared/errors.ts';
import type { Span } from '../../../shared/span.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import type { Leaf, Trace } from '../../../shared/trace.ts';
import { ancestorsOf, dependentsOf } from '../../autodiff/dependents.ts';
import { leafName, type SpanOf } from '../finder.ts';

/** Where the findings of a check point. */
export interface Places {
  readonly spanOf: SpanOf;
  /** Where messages about the whole function point. */
  readonly span: Span;
}

/** The paths of leaves as people know them. */
export function leafNames(leaves: readonly Leaf[]): string {
  return leaves.map(leafName).join(', ');
}

/** The cuts that can lose a dependence; an index, a key or a size has no derivative. */
function lossy(cuts: Trace['cuts']): Trace['cuts'] {
  return cuts.filter(({ reason }) => reason !== 'index' && reason !== 'key' && reason !== 'size');
}

/** How many further leaves go through cuts; by so small a step their part did not show, as of a rounded text. */
function othersThrough(trace: Trace, cuts: Trace['cuts'], leaves: readonly Leaf[]): number {
  const isAncestor = ancestorsOf(
    trace,
    cuts.flatMap(({ id, further = [] }) => [id, ...further]),
  );
  const reaches = ({ first, shape }: Leaf) =>
    first > 0 && Array.from({ length: sizeOf(shape) }, (_, k) => first + k).some(isAncestor);
  return trace.leaves.filter((leaf) => !leaves.includes(leaf) && reaches(leaf)).length;
}

/** The findings where the plain program follows leaves and the record does not: the cuts that they went through, or a bug of ours. */
export function lost(trace: Trace, leaves: readonly Leaf[], { span, spanOf }: Places): Diagnostic[] {
  const names = leaves.length > 0 ? leafNames(leaves) : 'its inputs';
  const isDependent = dependentsOf(trace, leaves);
  const dependent = trace.cuts.filter(({ id, further = [] }) => [id, ...further].some(isDependent));
  const cuts = [lossy(dependent), dependent, lossy(trace.cuts)].find(({ length }) => length > 0) ?? [];
  if (cuts.length > 0) {
    const others = othersThrough(trace, cuts, leaves);
    const alike =
      others > 0 ? ` and ${others} more ${others > 1 ? 'inputs' : 'input'} that the number is made of` : '';
    const here = cuts.length > 1 ? 'here, or at another such place' : 'here';
    return cuts.map((cut) => {
      const at = spanOf(cut.site);
      const message = `The gradient of ${names}${alike} is cut${at ? ` ${here}` : ''}: a number is ${cutText(cut)}, and the result depends on it.`;
      return {
        code: 'gradient-cut',
        class: 'cut',
        severity: 'warning',
        message,
        span: at ?? span,
        related: [],
      };
    });
  }
  const message = `The result depends on ${names} in a way that the trace does not know: its gradient is wrong. This is a bug in GradLens; please report the code.`;
  return [{ code: 'lost-dependence', severity: 'error', message, span, related: [] }];
}

/**
 * The findings where the gradient disagrees with differences of the program. Rules are blamed only where differences of their own
 * operations refute them.
 *
 * @param rules those
 */
export function wrong(
  rules: readonly { readonly name: string; readonly site: number }[],
  names: string,
  { span, spanOf }: Places,
): Diagnostic[] {
  const found = rules.map(({ name, site }) => ({
    message: `The derivative of ${name} disagrees with differences of the operation itself: gradients through it are wrong. This is a bug in GradLens; please report it.`,
    span: spanOf(site) ?? span,
  }));
  const message = `The gradient${names && ` of ${names}`} disagrees with differences of the function, though the derivative of each operation agrees with differences of its own: rounding may have spoiled it, or the function is too rough here for differences.`;
  const places = found.length > 0 ? found : [{ message, span }];
  return places.map((place) => ({ code: 'wrong-rule', severity: 'error', ...place, related: [] }));
}
