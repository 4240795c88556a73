import {
  CodeAction,
  CodeActionKind,
  type CodeActionContext,
  type CodeActionProvider,
  type CodeActionProviderMetadata,
  type Diagnostic,
  type Range,
  type TextDocument,
} from 'vscode';
import { shortened } from '../../present/format/layout.ts';
import { defaultColumn } from '../../present/lines/lineEnds.ts';
import type { Done } from '../done.ts';
import type { PlacedEnds } from '../placedEnds.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { toLocation } from '../spans.ts';
import { editOf, type Fixes } from '../why/fixes.ts';

export const repairsMetadata: CodeActionProviderMetadata = {
  providedCodeActionKinds: [CodeActionKind.QuickFix],
};

/** Characters of a finding's sentence in the menu of the lightbulb. */
const longest = 60;

/** The lightbulb on a line: why what was found there is so, and what takes it away; on a line without a finding why its number is zero or not finite. */
export class Repairs implements CodeActionProvider {
  readonly #sessions: Sessions;
  readonly #placed: PlacedEnds;
  readonly #fixes: Fixes;

  constructor(sessions: Sessions, fixes: Fixes, placed: PlacedEnds) {
    this.#fixes = fixes;
    this.#sessions = sessions;
    this.#placed = placed;
  }

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const actions: CodeAction[] = [];
    for (const session of new Set([...this.#sessions.of(document.uri), ...this.#sessions.all()])) {
      const run = shownRun(session);
      const file = run?.paths.indexOf(document.uri.fsPath) ?? -1;
      if (!run || file < 0 || session.stale) continue;
      run.result.diagnostics.forEach((finding, number) => {
        const [, from, , to] = finding.span;
        const isHere = finding.span[0] === file && from <= range.end.line + 1 && to >= range.start.line + 1;
        if (!isHere || finding.class === undefined) return;
        const place = toLocation(finding.span, run.paths)?.range;
        if (!place) return;
        const said = diagnostics.filter(
          (one) => one.source === 'GradLens' && one.range.isEqual(place) && one.message === finding.message,
        );
        actions.push(
          ...this.#fixActions(session, run, number, said),
          explainAction(session, run, number, said),
        );
      });
    }
    return actions.length > 0 ? actions : this.#ofMarks(document, range.end.line);
  }

  /** What takes a finding away; it is tried meanwhile, so that what works is preferred when this is asked again. */
  #fixActions(session: Session, run: Done, number: number, diagnostics: Diagnostic[]): CodeAction[] {
    const finding = run.result.diagnostics[number]!;
    void this.#fixes.try(run, finding);
    return this.#fixes.of(run, finding).map((fix) => {
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.edit = editOf(run, fix);
      action.command = { title: 'Trace again', command: 'gradlens.rerun', arguments: [session.uri] };
      action.diagnostics = diagnostics;
      action.isPreferred = fix.isPreferred;
      return action;
    });
  }

  #ofMarks(document: TextDocument, line: number): CodeAction[] {
    const options = { column: defaultColumn, tabSize: 1, gradients: true };
    const end = this.#placed.of(document, options).get(line);
    const mark = end?.cells.find(({ kind }) => kind === 'zero' || kind === 'not finite');
    if (!mark || end?.isOld) return [];
    const action = new CodeAction(`GradLens: Explain why: ${mark.text}`, CodeActionKind.QuickFix);
    const { character } = document.lineAt(line).range.end;
    const place = { line, character };
    action.command = { title: 'Explain', command: 'gradlens.explain', arguments: [document.uri, place] };
    return [action];
  }
}

function explainAction({ uri }: Session, run: Done, number: number, diagnostics: Diagnostic[]): CodeAction {
  const { message } = run.result.diagnostics[number]!;
  const action = new CodeAction(
    `GradLens: Explain why: ${shortened(message.split('\n')[0]!, longest)}`,
    CodeActionKind.QuickFix,
  );
  action.command = { title: 'Explain', command: 'gradlens.explain', arguments: [uri, { finding: number }] };
  action.diagnostics = diagnostics;
  return action;
}
