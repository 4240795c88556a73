import { dirname } from 'node:path';
import type { Uri } from 'vscode';
import {
  window,
  workspace,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type WebviewPanel,
} from 'vscode';
import { decodeTrace } from '../../shared/traceFile.ts';
import type { PanelParts } from '../panel/panel.ts';
import { loadPanel } from '../panel/panels.ts';
import { loadDone } from '../late.ts';
import { isBelow } from '../spans.ts';

export const traceEditorType = 'gradlens.traceFile';

/**
 * Opens a `.gradlens` file in the panel, read-only: somebody else's trace, or one kept to compare with. Nothing is run, so
 * an untrusted workspace may show it. Its paths are taken to be relative to the workspace, or to the file itself.
 */
export class TraceEditor implements CustomReadonlyEditorProvider {
  readonly #parts: PanelParts;

  constructor(parts: PanelParts) {
    const recorded = () => {
      void window.showInformationMessage(
        'This is a recorded trace. Open its source and choose Trace Function to run it.',
      );
    };
    const { copy, lines } = parts.actions;
    this.#parts = { ...parts, actions: { rerun: recorded, check: recorded, cancel: recorded, copy, lines } };
  }

  async openCustomDocument(uri: Uri): Promise<CustomDocument> {
    const { caseOf, doneOf } = await loadDone();
    const stored = decodeTrace(await workspace.fs.readFile(uri));
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    // Whoever wrote the file chose its paths: one outside is shown, and not opened.
    const done = doneOf('', { ...stored, root }, undefined, (path) => isBelow(root, path));
    this.#parts.sessions.set(uri, { kind: 'done', target: caseOf(stored), done });
    return { uri, dispose: () => this.#parts.sessions.clear(uri) };
  }

  async resolveCustomEditor({ uri }: CustomDocument, webview: WebviewPanel): Promise<void> {
    const PanelOf = await loadPanel();
    const panel = new PanelOf(webview, this.#parts, uri);
    panel.onDidDispose(() => panel.dispose());
  }
}
