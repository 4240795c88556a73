import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { findings, lensTitles, openSource, trace, type Source } from './tracing.ts';

const text = `const slow = (x: number, pace = 1) => x / pace;
/** @trace f(3, 2) */
export function f(x: number, pace: number): number {
  return slow(x) ** 2;
}
`;

describe('a fix of the lightbulb', () => {
  let source: Source;
  const title = 'Pass pace on, in place of the default';
  const offered = async (): Promise<vscode.CodeAction> => {
    const place = new vscode.Range(3, 12, 3, 12);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      source.uri,
      place,
    );
    const found = actions.find((action) => action.title === title);
    assert.ok(found, actions.map((action) => action.title).join());
    return found;
  };

  before(async () => {
    source = await openSource('fixed.ts', text);
    await trace(source.uri);
  });
  after(() => source.close());

  it('is preferred once a run in the background has shown that it works, and not before', async () => {
    assert.match(findings(source.uri).join(), /^zero-gradient 4:/);
    assert.ok(!(await offered()).isPreferred);
    while (!(await offered()).isPreferred) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await lensTitles(source.uri), ['Trace Function', '= 9 ✓', 'Show backward pass', '⚠ 1']);
  });

  it('changes the code when it is taken, and traces it again: the finding is gone', async () => {
    const { edit, command } = await offered();
    assert.ok(await vscode.workspace.applyEdit(edit!));
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    assert.deepEqual(findings(source.uri), []);
    assert.ok((await lensTitles(source.uri)).includes('= 2.2500 ✓'), (await lensTitles(source.uri)).join());
  });
});
