import { Position, type TextDocument } from 'vscode';
import { languageIds } from './documentCases.ts';
import type { Look } from '../../instrument/index.ts';
import { loadSyntax } from './syntax.ts';

/** The syntax of one text: places are asked one after another while a mouse moves. */
let last:
  | {
      readonly document: TextDocument;
      readonly version: number;
      readonly at: (line: number, column: number) => Look;
    }
  | undefined;

/** The syntax at a position of a document; undefined while its text does not parse. */
export async function tryLook(
  document: TextDocument,
  { line, character }: Position,
): Promise<Look | undefined> {
  const { InstrumentError, looker } = await loadSyntax();
  try {
    if (last?.document !== document || last.version !== document.version)
      last = { document, version: document.version, at: looker(document.getText(), document.uri.fsPath) };
    return last.at(line + 1, character);
  } catch (error) {
    if (error instanceof InstrumentError) return undefined;
    throw error;
  }
}

/** Whether a document's text parses; one in another language than ours is taken to. */
export async function parses(document: TextDocument): Promise<boolean> {
  const isOurs = languageIds.includes(document.languageId);
  return !isOurs || (await tryLook(document, new Position(0, 0))) !== undefined;
}
