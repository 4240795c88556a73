import { SnippetString, window, type Position, type TextDocument } from 'vscode';
import { InstrumentError } from '../instrument/index.ts';
import { listCases } from '../instrument/index.ts';
import { lookAt, type FunctionAround } from '../instrument/look.ts';
import type { Cases } from './cases.ts';
import { toRange } from './spans.ts';
import type { Target } from './tracing.ts';

/**
 * What Trace Function is to trace at a position: the marked function around it, else the function at the cursor with its default
 * values, else the marked function nearest above. Where arguments are missing it says what to write. Undefined: nothing to trace.
 */
export async function targetAt(
  cases: Cases,
  document: TextDocument,
  position: Position,
): Promise<Target | undefined> {
  const marked = cases
    .of(document)
    .map(({ function: name, range }, index) => ({ document, case: index, function: name, range }));
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

function functionsAt(document: TextDocument, { line, character }: Position): readonly FunctionAround[] {
  try {
    return lookAt(document.getText(), document.uri.fsPath, line + 1, character).functions;
  } catch (error) {
    if (error instanceof InstrumentError) return [];
    throw error;
  }
}

/** The document's text with a bare `@trace` at the end of the line above a function: no place in the code moves. */
async function markedByUs(document: TextDocument, around: FunctionAround): Promise<Target | undefined> {
  const { name, required, start } = around;
  const line = start[0] - 1;
  const above = line > 0 ? document.lineAt(line - 1) : undefined;
  if (required.length > 0 || !above || above.text.includes('//')) {
    await askForMark(document, around);
    return undefined;
  }
  const offset = document.offsetAt(above.range.end);
  const source = document.getText();
  const text = `${source.slice(0, offset)} /** @trace */${source.slice(offset)}`;
  try {
    const found = listCases(text, document.uri.fsPath);
    const index = found.findIndex(({ range }) => range[0] >= start[0]);
    if (index >= 0) return { document, case: index, function: name, text };
  } catch (error) {
    if (!(error instanceof InstrumentError)) throw error;
  }
  await askForMark(document, around);
  return undefined;
}

/** Says what to write, and writes it if wanted, with the arguments left to fill in. */
async function askForMark(document: TextDocument, { name, required, start }: FunctionAround): Promise<void> {
  const call = `${name}(${required.join(', ')})`;
  const why = required.length > 0 ? `${name} needs ${required.join(', ')}` : `${name} has no mark`;
  const choice = await window.showInformationMessage(
    `GradLens: ${why}. Write a call above it: /** @trace ${call} */`,
    'Insert @trace',
  );
  if (!choice) return;
  const editor = await window.showTextDocument(document);
  const places = required.map((parameter, i) => `\${${i + 1}:${parameter.replace(/[$}\\]/g, '\\$&')}}`);
  const snippet = new SnippetString(`/** @trace ${name}(${places.join(', ')}) */\n`);
  await editor.insertSnippet(snippet, toRange(start).start);
}
