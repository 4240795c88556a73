import { commands, window, type Position, type TextDocument } from 'vscode';
import type { CaseDeclaration, FunctionAround, TagProblem } from '../instrument/index.ts';
import { nameOfCase, type Cases } from './sources/documentCases.ts';
import type { Marking } from './start/marking.ts';
import { tryLook } from './sources/look.ts';
import type { Range as PlainRange } from '../shared/span.ts';
import { toRange } from './spans.ts';
import { loadSyntax } from './sources/syntax.ts';
import type { Target } from './tracing.ts';

/**
 * What Trace Function is to trace at a position: the case whose tag it is in, else the marked function around it, else the function at the cursor with its default
 * values or, where it needs arguments, with those of a tag that is written above it, else the marked function nearest above. Where that is one
 * whose tag cannot be read, this is said. Undefined: nothing to trace.
 */
export async function targetAt(
  { cases, marking }: { readonly cases: Cases; readonly marking: Marking },
  document: TextDocument,
  position: Position,
): Promise<Target | undefined> {
  const declared = await cases.of(document);
  const tag = declared.findIndex(({ tagRange }) => toRange(tagRange).contains(position));
  if (tag >= 0) return targetOfIndex(cases, document, tag);
  const all = targets(declared, document);
  const marked = (index: number | undefined) =>
    index === undefined ? undefined : targetOfIndex(cases, document, index);
  const around = (await tryLook(document, position))?.functions ?? [];
  const isAround = (name: PlainRange) =>
    around.some((one) => one.range[0] <= name[0] && toRange(one.start).contains(toRange(name)));
  const here = all.find(({ range }) => isAround(range));
  if (here) return here;
  const problems = await cases.problems(document);
  const unreadable = problems.find(({ on }) => on && isAround(on));
  if (unreadable) return void showProblem(document, unreadable);
  const unmarked = around.findLast(({ name }) => name !== '');
  if (unmarked)
    return (await markedByUs(document, unmarked)) ?? marked(await marking.mark(document, position));
  const isAbove = ({ range }: { readonly range: PlainRange }) => range[0] <= position.line + 1;
  const above = all.findLast(isAbove) ?? all[0];
  const between = problems.findLast(isAbove);
  if (between && between.range[0] > (above?.range[0] ?? 0)) return void showProblem(document, between);
  if (!above)
    void window.showInformationMessage(
      'GradLens: put the cursor into a function, or mark one with /** @trace f(1, 2) */.',
    );
  return above;
}

/** Says why a tag cannot be read, and leads to it. */
function showProblem({ uri }: TextDocument, { message, range }: TagProblem): void {
  void window.showErrorMessage(`GradLens: ${message}`);
  void commands.executeCommand('gradlens.showPlace', uri, ...range);
}

/** The cases of a document, each with the place of its function's name. */
function targets(cases: readonly CaseDeclaration[], document: TextDocument): Marked[] {
  return cases.map(({ range }, index) => ({ document, ...nameOfCase(cases, index), case: index, range }));
}

type Marked = Target & { readonly range: PlainRange };

/** The case with an index; undefined if the document has none. */
export async function targetOfIndex(
  cases: Cases,
  document: TextDocument,
  index: number,
): Promise<Target | undefined> {
  return targets(await cases.of(document), document)[index];
}

/**
 * The document's text with a bare `@trace` in the line above a function, behind what stands there or before a comment that fills
 * the line: no place in the code moves.
 */
async function markedByUs(document: TextDocument, around: FunctionAround): Promise<Target | undefined> {
  const { required, start } = around;
  const above = start[0] > 1 ? document.lineAt(start[0] - 2) : undefined;
  const isComment = above?.text.trimStart().startsWith('//') ?? false;
  if (required.length === 0 && above && (isComment || !above.text.includes('//'))) {
    const offset = document.offsetAt(isComment ? above.range.start : above.range.end);
    const source = document.getText();
    const text = `${source.slice(0, offset)} /** @trace */ ${source.slice(offset)}`;
    const target = (await tryTargets(text, document)).find(({ range }) => range[0] >= start[0]);
    if (target) return { ...target, text };
  }
  return undefined;
}

async function tryTargets(text: string, document: TextDocument): Promise<Marked[]> {
  const { InstrumentError, listCases } = await loadSyntax();
  try {
    return targets(listCases(text, document.uri.fsPath), document);
  } catch (error) {
    if (error instanceof InstrumentError) return [];
    throw error;
  }
}
