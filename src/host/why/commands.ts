import { join } from 'node:path';
import { commands, Position, Uri, window, workspace } from 'vscode';
import { pageOf } from '../../present/findings/groups.ts';
import { findingClasses } from '../../shared/errors.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import type { Answer, Asked } from './answer.ts';
import { loadAnswers } from './loadAnswers.ts';

/** What a question comes with: from a link a document's address and a place or a finding of it; from the panel's menu a row. */
type Given = Uri | string | { readonly row?: unknown } | undefined;

/** What these commands work with. */
export interface Explaining {
  readonly extensionPath: string;
  readonly sessions: Sessions;
  readonly panels: {
    /** The document whose session is shown. */
    readonly uri: Uri | undefined;
    /** Shows an answer about a session. */
    explain(uri: Uri, answer: Answer): Promise<void>;
  };
}

/**
 * The commands that say why a number is what it is.
 *
 * @param rerun traces once more what a session shows
 */
export function whyCommands(
  { extensionPath, sessions, panels }: Explaining,
  rerun: (uri: Uri) => Promise<void>,
) {
  return {
    /** Says why what stands at a place, or at the cursor, is what it is: in the panel, with the guilty place selected in the editor. */
    explain: async (given?: Given, asked?: unknown) => {
      const question = await questionOf(given, asked);
      const session = question && sessionOf(sessions, question.uri);
      if (!session) return say('put the cursor on a number of a function that was traced.');
      const { answerTo } = await loadAnswers();
      const answer = await answerTo(session, question.asked);
      if (typeof answer === 'string') return say(answer);
      await panels.explain(session.uri, answer);
    },
    /** Traces again, after a fix. */
    rerun: async (uri?: unknown) => {
      if (uri instanceof Uri) await rerun(uri);
    },
    /** Shows the page about a class of findings. */
    showPage: async (name: unknown) => {
      const kind = findingClasses.find((one) => one === name);
      if (!kind) return;
      await commands.executeCommand('markdown.showPreview', Uri.file(join(extensionPath, pageOf(kind))));
    },
  };

  async function questionOf(
    given: Given,
    asked: unknown,
  ): Promise<{ readonly uri: Uri; readonly asked: Asked } | undefined> {
    if (typeof given === 'object' && 'row' in given && typeof given.row === 'number') {
      const { uri } = panels;
      return uri && { uri, asked: { row: given.row } };
    }
    const editor = window.activeTextEditor;
    const uri =
      typeof given === 'string' ? Uri.parse(given) : given instanceof Uri ? given : editor?.document.uri;
    if (!uri) return undefined;
    if (isObject(asked) && typeof asked['finding'] === 'number')
      return { uri, asked: { finding: asked['finding'] } };
    const document = await workspace.openTextDocument(uri);
    const isHere = editor?.document === document;
    const position =
      isObject(asked) && typeof asked['line'] === 'number'
        ? new Position(asked['line'], Number(asked['character'] ?? 0))
        : isHere
          ? editor.selection.active
          : undefined;
    return position && { uri, asked: { document, position } };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The session whose code a document is: its own, else one that came through its file. */
function sessionOf(sessions: Sessions, uri: Uri): Session | undefined {
  const own = sessions.get(uri);
  if (shownRun(own)) return own;
  return [...sessions.all()].find((session) => shownRun(session)?.paths.includes(uri.fsPath));
}

function say(text: string): void {
  void window.showInformationMessage(`GradLens: ${text}`);
}
