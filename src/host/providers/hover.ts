import { resolve } from 'node:path';
import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { InstrumentError } from '../../instrument/index.ts';
import { lookAt, type Look } from '../../instrument/index.ts';
import { hoverText } from '../../present/panel/hoverText.ts';
import { findRow } from '../../present/model/rowUnderCursor.ts';
import { shownRun, type Sessions } from '../sessions.ts';
import { toRange } from '../spans.ts';

/** Values and gradients of names, members and calls in traced code, as the last run had them. */
export class Hovers implements HoverProvider {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const sessions = [this.#sessions.get(document.uri), ...this.#sessions.all()];
    for (const session of sessions) {
      const run = shownRun(session);
      const file =
        run?.result.files.findIndex((path) => resolve(run.root, path) === document.uri.fsPath) ?? -1;
      if (!run || file < 0) continue;
      const look = tryLook(document, position);
      if (!look?.expression) return undefined;
      const { kind, text, range } = look.expression;
      const place = { file, kind, text, range, functions: look.functions.map((one) => one.range) };
      const found = findRow(run.index, place);
      if (!found) continue;
      const args = (row: number) => encodeURIComponent(JSON.stringify([session.uri.toString(), row]));
      const links = [`[Show in panel](command:gradlens.showRow?${args(found.row)})`];
      if (run.backward.stepOfRow(found.row) >= 0 && run.backward.count > 0) {
        links.push(`[Backward step](command:gradlens.showStep?${args(found.row)})`);
      }
      const stale = session.stale ? '*The code changed since this run.*\n\n' : '';
      const markdown = new MarkdownString(
        stale + hoverText(run.index, found, kind === 'name' ? text : '', links.join(' · ')),
      );
      markdown.isTrusted = { enabledCommands: ['gradlens.showRow', 'gradlens.showStep'] };
      return new Hover(markdown, toRange(range));
    }
    return undefined;
  }
}

function tryLook(document: TextDocument, { line, character }: Position): Look | undefined {
  try {
    return lookAt(document.getText(), document.uri.fsPath, line + 1, character);
  } catch (error) {
    if (error instanceof InstrumentError) return undefined;
    throw error;
  }
}
