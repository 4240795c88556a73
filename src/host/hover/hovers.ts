import {
  ColorThemeKind,
  Hover,
  MarkdownString,
  window,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { decisionText } from '../../present/hover/view/decisionText.ts';
import { hoverText, type Links } from '../../present/hover/view/hoverText.ts';
import { loopText } from '../../present/hover/view/loopText.ts';
import type { Theme } from '../../present/hover/view/shades.ts';
import type { Cases } from '../sources/documentCases.ts';
import { commandLink } from '../links.ts';
import type { Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { toRange } from '../spans.ts';
import { pointingAt, type Pointing } from './pointing.ts';

/** Values and gradients in traced code, how comparisons went and what loops did, as the last run had them. */
export class Hovers implements HoverProvider {
  readonly #sessions: Sessions;
  readonly #cases: Cases;

  constructor(sessions: Sessions, cases: Cases) {
    this.#sessions = sessions;
    this.#cases = cases;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    if (!settingsFor(document.uri).hover) return undefined;
    const found = await pointingAt(this.#sessions, this.#cases, document, position);
    if (!found) return undefined;
    const stale = found.session.stale ? '*The code changed since this run.*\n\n' : '';
    const markdown = new MarkdownString(stale + textOf(found, document, linksOf(found, document, position)));
    markdown.isTrusted = { enabledCommands: commands };
    // No text of a program gets there unescaped.
    markdown.supportHtml = true;
    return new Hover(markdown, found.range);
  }
}

const commands = ['explain', 'showRow', 'showStep', 'hoverIteration', 'copyNumbers'].map(
  (id) => `gradlens.${id}`,
);

function textOf(found: Pointing, document: TextDocument, links: Links): string {
  const { pointed, run, session, name } = found;
  switch (pointed.kind) {
    case 'numbers':
      return hoverText(run.index, pointed.reading, name, themeNow(), links);
    case 'decision': {
      const { decision } = pointed;
      const source = session.stale ? '' : document.getText(toRange(decision.range));
      return decisionText(run.index, decision, source, links);
    }
    case 'loop':
      return loopText(run.lines, session.selection, pointed.unit, links);
  }
}

function themeNow(): Theme {
  const { kind } = window.activeColorTheme;
  return kind === ColorThemeKind.Light || kind === ColorThemeKind.HighContrastLight ? 'light' : 'dark';
}

/** To the panel, to an explanation, to the clipboard, and to the iterations before and after of each loop around. */
function linksOf(
  { session: { uri, stale }, run, pointed }: Pointing,
  document: TextDocument,
  { line, character }: Position,
): Links {
  const place = { line, character };
  const link = (text: string, command: string, ...rest: unknown[]) =>
    commandLink(text, command, [uri.toString(), ...rest]);
  const explain = stale || pointed.kind === 'loop' ? [] : [link('Explain', 'explain', place)];
  const around: Links['around'] = ({ site }) => {
    const step = (text: string, by: number) =>
      link(text, 'hoverIteration', site, by, { ...place, of: document.uri.toString() });
    return `${step('‹', -1)} ${step('›', 1)}`;
  };
  const { backward, index } = run;
  const below: string[] = [];
  if (pointed.kind === 'loop') below.push(link('Panel', 'showRow', index.rowOfEquation(pointed.unit.from)));
  if (pointed.kind === 'numbers') {
    const { row } = pointed.reading;
    below.push(link('Panel', 'showRow', row));
    if (backward.stepOfRow(row) >= 0 && backward.count > 0) below.push(link('Backward', 'showStep', row));
  }
  below.push(...explain);
  if (pointed.kind === 'numbers')
    for (const what of ['value', 'gradient'] as const)
      if (what === 'value' || run.result.cotangents.length > 0)
        below.push(commandLink(`Copy ${what}`, 'copyNumbers', [document.uri.toString(), place, what]));
  return { around, below: below.join(' · ') };
}
