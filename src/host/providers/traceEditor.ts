import { dirname } from 'node:path';
import type { Uri } from 'vscode';
import {
  window,
  workspace,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import { decodeTrace } from '../../shared/traceFile.ts';
import { Panel, type PanelActions } from '../panel/panel.ts';
import { caseOf, doneOf } from '../done.ts';
import type { Sessions } from '../sessions.ts';

export const traceEditorType = 'gradlens.traceFile';

/**
 * Opens a `.gradlens` file in the panel, read-only: somebody else's trace, or one kept to compare with. Nothing is run, so
 * an untrusted workspace may show it. Its paths are taken to be relative to the workspace, or to the file itself.
 */
export class TraceEditor implements CustomReadonlyEditorProvider {
  readonly #context: ExtensionContext;
  readonly #sessions: Sessions;
  readonly #actions: PanelActions;

  constructor(context: ExtensionContext, sessions: Sessions, copy: (uri: Uri) => void, lines: () => void) {
    this.#context = context;
    this.#sessions = sessions;
    const recorded = () => {
      void window.showInformationMessage(
        'This is a recorded trace. Open its source and choose Trace Function to run it.',
      );
    };
    this.#actions = { rerun: recorded, check: recorded, cancel: recorded, copy, lines };
  }

  async openCustomDocument(uri: Uri): Promise<CustomDocument> {
    const stored = decodeTrace(await workspace.fs.readFile(uri));
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    this.#sessions.set(uri, { kind: 'done', target: caseOf(stored), done: doneOf('', { ...stored, root }) });
    return { uri, dispose: () => this.#sessions.clear(uri) };
  }

  resolveCustomEditor({ uri }: CustomDocument, webview: WebviewPanel): void {
    const panel = new Panel(webview, this.#context, this.#sessions, this.#actions, uri);
    panel.onDidDispose(() => panel.dispose());
  }
}
