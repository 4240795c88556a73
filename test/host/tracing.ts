import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A file of its own outside the workspace's folder, in an editor. */
export interface Source {
  readonly uri: vscode.Uri;
  /** Replaces the text, be it in front or not; the file keeps its own. */
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
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  return {
    uri,
    async edit(next) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), next);
      await vscode.workspace.applyEdit(edit);
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

/** The titles of a file's lenses, without their icons. */
export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return found.map(({ command }) => command!.title.replace(/^\$\([a-z~-]+\) ?/, ''));
}

/** The texts of what is shown where the mouse points, by line and column from 0. */
export async function hoverTexts(uri: vscode.Uri, line: number, column: number): Promise<string[]> {
  const place = new vscode.Position(line, column);
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    place,
  );
  return found.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
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
