import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import manifest from '../../package.json';

interface Contributes {
  readonly commands?: readonly { readonly command: string; readonly category?: string }[];
}

const contributes = (manifest as { contributes?: Contributes }).contributes ?? {};

describe('the extension', () => {
  before(async () => {
    const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension, 'VS Code knows the extension');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers exactly the commands that it announces', async () => {
    const announced = (contributes.commands ?? []).map(({ command }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('gradlens.'));
    // A view that the extension contributes brings commands of VS Code's own along.
    const own = registered.filter((id) => !/\.(focus|open|resetViewLocation|removeView)$/.test(id));
    assert.ok(announced.includes('gradlens.traceFunction'), 'Trace Function is announced');
    assert.deepEqual(own.sort(), announced.sort());
  });

  it('announces every command under its own category', () => {
    assert.ok(contributes.commands?.length, 'there are commands');
    for (const { command, category } of contributes.commands)
      assert.equal(category, manifest.displayName, command);
  });
});
