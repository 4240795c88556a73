import {
  Hover,
  MarkdownString,
  type HoverProvider,
  type Memento,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Cases } from '../sources/documentCases.ts';
import { tryLook } from '../sources/look.ts';
import { commandLink } from '../links.ts';
import { shownRun, type Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { toRange } from '../spans.ts';
import { traceKeys } from './keys.ts';

/** So often it is said; then people know. */
const most = 5;
const told = 'hint.told';

/** Says in a marked function that was not traced yet that it was not, and how it is. */
export class Hint implements HoverProvider {
  readonly #cases: Cases;
  readonly #sessions: Sessions;
  readonly #memory: Memento;

  /** @param memory where it is kept how often it was said */
  constructor(cases: Cases, sessions: Sessions, memory: Memento) {
    this.#cases = cases;
    this.#sessions = sessions;
    this.#memory = memory;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const times = this.#memory.get(told, 0);
    if (times >= most || !settingsFor(document.uri).hover) return undefined;
    if ([...this.#sessions.all()].some((session) => shownRun(session)?.paths.includes(document.uri.fsPath)))
      return undefined;
    const marked = (await this.#cases.of(document)).map(({ range }) => toRange(range));
    if (marked.length === 0) return undefined;
    const around = (await tryLook(document, position))?.functions.at(-1);
    const index = around ? marked.findIndex((name) => toRange(around.start).contains(name)) : -1;
    if (index < 0) return undefined;
    void this.#memory.update(told, times + 1);
    const link = commandLink(`Trace (${traceKeys})`, 'trace', [document.uri.toString(), index]);
    const markdown = new MarkdownString(`not traced yet · ${link}`);
    markdown.isTrusted = { enabledCommands: ['gradlens.trace'] };
    return new Hover(markdown);
  }
}
