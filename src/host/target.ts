import { SnippetString, window, type Position, type TextDocument } from 'vscode';
import { InstrumentError, listCases, type CaseDeclaration } from '../instrument/index.ts';
import { lookAt, type FunctionAround } from '../instrument/index.ts';
import { nameOfCase, type Cases } from './documentCases.ts';
import type { Range as PlainRange } from '../shared/span.ts';
import { toRange } from './spans.ts';
import type { Target } from './tracing.ts';

/**
 * What Trace Function is to trace at a position: the case whose tag it is in, else the marked function around it, else the function at the cursor with its default
 * values, else the marked function nearest above. Where arguments are missing it says what to write. Undefined: nothing to trace.
 */
export async function targetAt(
  cases: Cases,
  document: TextDocument,
  position: Position,
): Promise<Target | undefined> {
  const declared = cases.of(document);
  const tag = declared.findIndex(({ tagRange }) => toRange(tagRange).contains(position));
  if (tag >= 0) return targetOfIndex(cases, document, tag);
  const marked = targets(declared, document);
  const around = functionsAt(document, position);
  const here = marked.find(({ range }) =>
    around.some((one) => one.range[0] <= range[0] && toRange(one.start).contains(toRange(range))),
  );
  if (here) return here;
  const unmarked = around.findLast(({ name }) => name !== '');
  if (unmarked) return markedByUs(document, unmarked);
  const above = marked.findLast(({ range }) => range[0] <= position.line + 1) ?? marked[0];
  if (!above)
    void window.showInformationMessage(
      'GradLens: put the cursor into a function, or mark one with /** @trace f(1, 2) */.',
    );
  return above;
}

/** The cases of a document, each with the place of its function's name. */
function targets(cases: readonly CaseDeclaration[], document: TextDocument): Marked[] {
  return cases.map(({ range }, index) => ({ document, ...nameOfCase(cases, index), case: index, range }));
}

type Marked = Target & { readonly range: PlainRange };

/** The case with an index; undefined if the document has none. */
export function targetOfIndex(cases: Cases, document: TextDocument, index: number): Target | undefined {
  return targets(cases.of(document), document)[index];
}

function functionsAt(document: TextDocument, { line, character }: Position): readonly FunctionAround[] {
  try {
    return lookAt(document.getText(), document.uri.fsPath, line + 1, character).functions;
  } catch (error) {
    if (error instanceof InstrumentError) return [];
    throw error;
  }
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
    const target = tryTargets(text, document).find(({ range }) => range[0] >= start[0]);
    if (target) return { ...target, text };
  }
  await askForMark(document, around);
  return undefined;
}

function tryTargets(text: string, document: TextDocument): Marked[] {
  try {
    return targets(listCases(text, document.uri.fsPath), document);
  } catch (error) {
    if (error instanceof InstrumentError) return [];
    throw error;
  }
}

/** Says what to write, and writes it if wanted, with the arguments left to fill in. */
async function askForMark(
  document: TextDocument,
  { name, callee, required, start }: FunctionAround,
): Promise<void> {
  const call = `${callee}(${required.join(', ')})`;
  const why = required.length > 0 ? `${name} needs ${required.join(', ')}` : `${name} has no mark`;
  const choice = await window.showInformationMessage(
    `GradLens: ${why}. Write a call above it: /** @trace ${call} */`,
    'Insert @trace',
  );
  if (!choice) return;
  const editor = await window.showTextDocument(document);
  const places = required.map((parameter, i) => `\${${i + 1}:${parameter.replace(/[$}\\]/g, '\\$&')}}`);
  const snippet = new SnippetString(`/** @trace ${callee}(${places.join(', ')}) */\n`);
  await editor.insertSnippet(snippet, toRange(start).start);
}
