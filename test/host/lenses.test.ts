import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';

/** The lenses of a document once there are any; what VS Code shows waits for the provider in the same way. */
async function lenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  for (;;) {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      100,
    );
    const own = found.filter((lens) => lens.command?.command.startsWith('gradlens.'));
    if (own.length > 0) return own;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('lenses', () => {
  let document: vscode.TextDocument;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders![0]!;
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, '02-autodiff.ts'));
    await vscode.window.showTextDocument(document);
  });

  it('stand on the line of a function marked @trace', async () => {
    const found = await lenses(document.uri);
    const titles = found.map((lens) => lens.command!.title.replace(/^\$\([a-z-]+\) ?/, ''));
    assert.ok(titles.includes('Trace Function'), `Trace Function among ${JSON.stringify(titles)}`);
    assert.ok(titles.includes('Show backward pass'), `Show backward pass among ${JSON.stringify(titles)}`);
    for (const lens of found)
      assert.match(document.lineAt(lens.range.start.line).text, /^export function f\(|@trace/);
  });
});
