import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openSource, trace, type Source } from './tracing.ts';

const text = (factor: number): string =>
  `/** @trace f(3) */\nexport function f(x: number): number {\n  return ${factor} * x;\n}\n`;

describe('a function that was traced', () => {
  let source: Source;
  const configuration = () => vscode.workspace.getConfiguration('gradlens');
  const choose = (on: string | undefined) =>
    configuration().update('traceOn', on, vscode.ConfigurationTarget.Global);

  /** What the lens says of the last run. */
  async function result(): Promise<string> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      source.uri,
      100,
    );
    return found.map(({ command }) => command!.title).find((title) => title.includes('= ')) ?? '';
  }

  /** Waits until the lens says something; at once where it does. */
  async function says(wanted: string): Promise<void> {
    while ((await result()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  before(() => choose(undefined));
  beforeEach(async () => {
    source = await openSource('live.ts', text(2));
    await trace(source.uri);
    assert.match(await result(), /= 6 ✓$/);
  });
  afterEach(() => source.close());
  after(() => choose(undefined));

  const save = () => vscode.commands.executeCommand('workbench.action.files.save');

  it('runs again when its file is saved with another text, and only then', async () => {
    await choose('save');
    await source.edit(text(4));
    assert.match(await result(), /^⟳ = 6 ✓ \(old\)$/);
    await save();
    await says('⟳ = 12 ✓');
  });

  it('runs again on a pause, but not while its text does not parse', async () => {
    await choose('pause');
    await source.edit(text(4).replace('* x', '* '));
    await source.edit(text(5));
    await says('⟳ = 15 ✓');
  });

  it('shows as many digits as are set, from its next run on', async () => {
    const digits = (places: number | undefined) =>
      configuration().update('numbers.digits', places, vscode.ConfigurationTarget.Global);
    await source.edit(text(1 / 7));
    await digits(7);
    await trace(source.uri);
    assert.match(await result(), /= 0\.4285714 ✓/);
    await digits(undefined);
    await trace(source.uri);
    assert.match(await result(), /= 0\.4286 ✓/);
  });

  it('waits to be asked unless it was chosen otherwise', async () => {
    await choose('command');
    await source.edit(text(4));
    await save();
    await trace(source.uri);
    assert.equal(await result(), '= 12 ✓');
  });
});
