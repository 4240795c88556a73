import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { inPackage } from '../record/sitePlaces.ts';

/**
 * Where an exception is shown: the innermost line of the user's own files on its stack, with the columns of the call or `new`
 * seen there, if one was. What lies in a dependency is related to it. V8 cuts a long stack, so the calls that the exception passed
 * through are looked at too.
 * @param frames lines of the stack that lie in the program, innermost first
 * @param sites spans of the calls and the `new` that the tracer saw, innermost first
 * @param paths the files, as spans index them
 */
export function thrownPlace(
  frames: readonly Span[],
  sites: readonly Span[],
  paths: readonly string[],
): Pick<Diagnostic, 'span' | 'related'> | undefined {
  const isOwn = ([file]: Span) => !inPackage(paths[file]);
  const exact = (line: Span) =>
    sites.find(([file, first, , last]) => file === line[0] && first <= line[1] && line[1] <= last) ?? line;
  const own = frames.find(isOwn) ?? sites.find(isOwn);
  const inner = frames[0] ?? sites[0];
  if (!own || !inner) return inner && { span: inner, related: [] };
  const related = isOwn(inner) ? [] : [{ message: 'thrown here', span: exact(inner) }];
  return { span: exact(own), related };
}
