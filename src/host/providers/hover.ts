import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { InstrumentError } from '../../instrument/index.ts';
import { lookAt, type Look } from '../../instrument/index.ts';
import { unitText } from '../../present/fold/words.ts';
import { escapeText, hoverText } from '../../present/panel/hoverText.ts';
import { findReading, type Reading } from '../../present/hover/hovered.ts';
import type { Done } from '../done.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { toRange } from '../spans.ts';

/** Values and gradients of names, members and calls in traced code, as the last run had them. */
export class Hovers implements HoverProvider {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (!settingsFor(document.uri).hover) return undefined;
    const sessions = [this.#sessions.get(document.uri), ...this.#sessions.all()];
    for (const session of sessions) {
      const run = shownRun(session);
      const file = run?.paths.indexOf(document.uri.fsPath) ?? -1;
      if (!run || file < 0) continue;
      const look = tryLook(document, position);
      if (!look?.expression) return undefined;
      const { kind, text, range } = look.expression;
      const place = { file, kind, text, range, functions: look.functions.map((one) => one.range) };
      const found = findReading(run.index, run.lines, session.selection, place);
      if (!found) continue;
      const stale = session.stale ? '*The code changed since this run.*\n\n' : '';
      const links = linksOf(session, run, found);
      const markdown = new MarkdownString(
        stale + hoverText(run.index, found, kind === 'name' ? text : '', links),
      );
      markdown.isTrusted = { enabledCommands: commands };
      return new Hover(markdown, toRange(range));
    }
    return undefined;
  }
}

const commands = ['showRow', 'showStep', 'previousIteration', 'nextIteration'].map((id) => `gradlens.${id}`);

/** To the panel, and to the iterations before and after of each loop around. */
function linksOf({ uri }: Session, { backward, lines }: Done, { row, steps }: Reading): string {
  const link = (text: string, command: string, argument: number) =>
    `[${text}](command:gradlens.${command}?${encodeURIComponent(JSON.stringify([uri.toString(), argument]))})`;
  const links = [link('Show in panel', 'showRow', row)];
  if (backward.stepOfRow(row) >= 0 && backward.count > 0) links.push(link('Backward step', 'showStep', row));
  const { result } = lines;
  for (const step of steps) {
    const { site } = step;
    const name = steps.length > 1 ? ` ${escapeText(unitText(result, step, site))} ` : ' ';
    links.push(link('‹', 'previousIteration', site) + name + link('›', 'nextIteration', site));
  }
  return links.join(' · ');
}

function tryLook(document: TextDocument, { line, character }: Position): Look | undefined {
  try {
    return lookAt(document.getText(), document.uri.fsPath, line + 1, character);
  } catch (error) {
    if (error instanceof InstrumentError) return undefined;
    throw error;
  }
}
