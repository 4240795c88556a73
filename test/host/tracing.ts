import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A file of its own outside the workspace's folder, in an editor. */
export interface Source {
  readonly uri: vscode.Uri;
  /** Replaces the text in the editor; the file keeps its own. */
  edit(text: string): Promise<void>;
  /** Closes the editor and deletes the file. */
  close(): Promise<void>;
}

/** Opens a new file, and has its marked functions found. */
export async function openSource(name: string, text: string): Promise<Source> {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-host-'));
  const uri = vscode.Uri.file(join(folder, name));
  writeFileSync(uri.fsPath, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  return {
    uri,
    async edit(next) {
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      await editor.edit((builder) => builder.replace(all, next));
    },
    async close() {
      await vscode.commands.executeCommand('gradlens.clear', uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Traces a marked function and waits for the end of it. */
export async function trace(uri: vscode.Uri, index = 0): Promise<void> {
  await vscode.commands.executeCommand('gradlens.trace', uri, index);
}

/** What the extension says of a file, as `code line:column-endLine:endColumn`; lines and columns from 1. */
export function findings(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'GradLens')
    .map(({ code, range: { start, end } }) => {
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      return `${String(typeof code === 'object' ? code.value : code)} ${place}`;
    });
}
