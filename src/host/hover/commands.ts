import { commands, env, Position, Selection, Uri, window, workspace } from 'vscode';
import { numbersOf } from '../../present/hover/view/hoverText.ts';
import { copyText } from '../../present/panel/numbersView.ts';
import type { Cases } from '../sources/documentCases.ts';
import type { Iterations } from '../iterations.ts';
import type { Sessions } from '../sessions.ts';
import { pointingAt } from './pointing.ts';

/** What these commands work with. */
export interface Hovering {
  readonly cases: Cases;
  readonly iterations: Iterations;
  readonly sessions: Sessions;
}

/** A place as links name it. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** The commands that a hover's links call. */
export function hoverCommands({ cases, iterations, sessions }: Hovering) {
  return {
    /** Looks at another iteration of a loop, and shows the hover at a place of a document again. */
    hoverIteration: async (uri: string, site: number, by: number, place: Place & { readonly of: string }) => {
      iterations.move(({ iteration }) => iteration + by, { uri: Uri.parse(uri), site });
      const position = new Position(place.line, place.character);
      const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === place.of);
      if (!editor) return;
      await window.showTextDocument(editor.document, {
        ...(editor.viewColumn && { viewColumn: editor.viewColumn }),
        selection: new Selection(position, position),
      });
      // A hover that is asked for at the same place stays as it is.
      await commands.executeCommand('editor.action.hideHover');
      await commands.executeCommand('editor.action.showHover');
    },
    /** Puts value or gradient of what is at a place on the clipboard, with all digits. */
    copyNumbers: async (uri: string, { line, character }: Place, what: 'value' | 'gradient') => {
      const document = await workspace.openTextDocument(Uri.parse(uri));
      const found = await pointingAt(sessions, cases, document, new Position(line, character));
      if (found?.pointed.kind !== 'numbers') return;
      const numbers = numbersOf(found.run.index, found.pointed.reading);
      const data = numbers?.[what];
      if (data) await env.clipboard.writeText(copyText(data, numbers.shape, 'TSV'));
    },
  };
}
