import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { defaults } from '../../src/host/settings.ts';

interface Contributes {
  readonly commands?: readonly { readonly command: string; readonly category?: string }[];
  readonly configuration?: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
}

const contributes = (manifest as { contributes?: Contributes }).contributes ?? {};

/** Commands of lenses, links and the status bar: they need arguments, so no menu shows them. */
const inner = [
  'copyNumbers',
  'exampleStep',
  'hoverIteration',
  'openGuide',
  'rerun',
  'showFindings',
  'showPage',
  'showPlace',
  'showRow',
  'showStep',
].map((name) => `gradlens.${name}`);

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
    assert.ok(announced.includes('gradlens.trace'), 'Trace Function is announced');
    assert.deepEqual(registered.sort(), [...announced, ...inner].sort());
  });

  it('reads exactly the settings that it announces, with their defaults', () => {
    const announced = Object.entries(contributes.configuration?.properties ?? {});
    const read = Object.entries(defaults).map(([name, value]) => [`gradlens.${name}`, value]);
    assert.ok(read.length > 0, 'there are settings');
    assert.deepEqual(announced.map(([name, property]) => [name, property.default]).sort(), read.sort());
  });

  it('announces every command under its own category', () => {
    assert.ok(contributes.commands?.length, 'there are commands');
    for (const { command, category } of contributes.commands)
      assert.equal(category, manifest.displayName, command);
  });
});
