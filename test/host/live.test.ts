import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pause } from '../../src/host/live/pace.ts';
import { lensTitles, openSource, trace, type Source } from './tracing.ts';

const text = (factor: number): string =>
  `/** @trace f(3) */\nexport function f(x: number): number {\n  return ${factor} * x;\n}\n`;

describe('a function that was traced', () => {
  let source: Source;
  const configuration = () => vscode.workspace.getConfiguration('gradlens');
  const choose = (on: string | undefined) =>
    configuration().update('traceOn', on, vscode.ConfigurationTarget.Global);
  const pinned = (isPinned: boolean | undefined) =>
    configuration().update('pinRandomAndClock', isPinned, vscode.ConfigurationTarget.Global);

  /** What the lens says of the last run. */
  const result = async (uri = source.uri): Promise<string> =>
    (await lensTitles(uri)).find((title) => title.includes('= ')) ?? '';

  /** Waits until the lens says something; at once where it does. */
  async function says(wanted: string, uri = source.uri): Promise<void> {
    while ((await result(uri)) !== wanted) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /**
   * Another file, which is in front then. Its runs are due later than what was due before: when one has been made, an earlier one of the
   * source's would have begun.
   */
  async function openLater(): Promise<{ run(): Promise<void>; close(): Promise<void> }> {
    const other = await openSource('later.ts', text(2));
    await trace(other.uri);
    let factor = 2;
    const run = async () => {
      await other.edit(text(++factor));
      await save();
      await says(`⟳ = ${3 * factor} ✓`, other.uri);
    };
    return { run, close: other.close };
  }

  before(() => choose(undefined));
  beforeEach(async () => {
    source = await openSource('live.ts', text(2));
    await trace(source.uri);
    assert.match(await result(), /= 6 ✓$/);
  });
  afterEach(() => source.close());
  after(async () => {
    await choose(undefined);
    await pinned(undefined);
  });

  const save = () => vscode.commands.executeCommand('workbench.action.files.save');

  it('runs again when its file is saved with another text, and only then', async () => {
    await choose('save');
    await source.edit(text(4));
    assert.match(await result(), /^⟳ = 6 ✓ \(old\)$/);
    await save();
    await says('⟳ = 12 ✓');
  });

  it('does not run when its file is saved as it was', async () => {
    await choose('save');
    // each run has another result
    await pinned(false);
    await source.edit(text(2).replace('* x', '* x * Math.random()'));
    await trace(source.uri);
    await save();
    const before = await lensTitles(source.uri);
    await save();
    const later = await openLater();
    await later.run();
    assert.deepEqual(await lensTitles(source.uri), before);
    await later.close();
  });

  it('runs again on a pause, but not while its text does not parse', async () => {
    await choose('pause');
    const later = await openLater();
    const paused = () => new Promise((resolve) => setTimeout(resolve, pause));
    await source.edit(text(4).replace('* x', '* '));
    await paused();
    await later.run();
    assert.equal(await result(), '⟳ = 6 ✓ (old)');
    // what took more than a second runs on save only: on a slow machine it is traced until it took less
    for (let factor = 5; /old|= 6/.test(await result()); factor++) {
      await trace(source.uri);
      await source.edit(text(factor));
      await paused();
      await later.run();
      const titles = await lensTitles(source.uri);
      const isSlow = titles.includes('Trace Function') && titles.some((title) => title.includes('(old)'));
      if (!isSlow) await says(`⟳ = ${3 * factor} ✓`);
    }
    await later.close();
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
