import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { findings, hoverTexts, lensTitles, openSource, type Source } from './tracing.ts';

const model = `export class Model {
  static loss(x: number[], w: number[], rate: number): number {
    return x.reduce((sum, each, i) => sum + each * w[i]! * rate, 0);
  }
}
`;
const tag = '/** @trace Model.loss(randn(4), randn(4), 0.1) */';

const picky = `export function root(z: number): number {
  if (z > 1) throw new Error('too large');
  return z * z;
}
`;

describe('a function without a tag', () => {
  let source: Source | undefined;

  /** Runs a command with the cursor in the function; the text afterwards. */
  async function run(command: string, text: string, inside = 'sum + each'): Promise<string> {
    source = await openSource('model.ts', text);
    const editor = vscode.window.activeTextEditor!;
    const at = editor.document.positionAt(text.indexOf(inside));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand(command);
    return editor.document.getText();
  }
  afterEach(() => source?.close());

  it('is marked with arguments that run, the first one selected', async () => {
    const text = await run('gradlens.markFunction', model);
    assert.equal(text, model.replace('  static', `  ${tag}\n  static`));
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(document.getText(selection), 'randn(4)');
  });

  it('has arguments that were tried where the likeliest ones throw', async () => {
    const text = await run('gradlens.markFunction', picky, 'return');
    assert.ok(text.includes('/** @trace root(0.5) */'), text);
  });

  it('is traced as soon as it is marked', async () => {
    const text = await run('gradlens.trace', model);
    assert.ok(text.includes(tag), text);
    const titles = await lensTitles(source!.uri);
    assert.ok(
      titles.some((title) => /^= -?[\d.]+ ✓/.test(title)),
      titles.join(),
    );
  });

  it('is offered to be marked by the lightbulb on its first line', async () => {
    source = await openSource('model.ts', model);
    const at = (line: number) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        source!.uri,
        new vscode.Range(line, 4, line, 4),
      );
    const titles = async (line: number) => (await at(line)).map(({ title }) => title);
    assert.ok((await titles(1)).includes('Mark loss for tracing'));
    assert.ok(!(await titles(2)).includes('Mark loss for tracing'));
  });

  it('has the arguments of a call that the file makes', async () => {
    const call = 'export const shown = Model.loss([1, 2], [3, 4], 0.5);\n';
    const text = await run('gradlens.markFunction', model + call);
    assert.ok(text.includes('/** @trace Model.loss([1, 2], [3, 4], 0.5) */'), text);
  });
});

describe('a marked function that was not traced', () => {
  it('says so in its hover, five times in all', async () => {
    const source = await openSource(
      'hint.ts',
      `/** @trace f(2) */\nexport function f(x: number) {\n  return x * x;\n}\n`,
    );
    const said = async () => (await hoverTexts(source.uri, 2, 9)).some((one) => /not traced yet/.test(one));
    const all: boolean[] = [];
    for (let i = 0; i < 6; i++) all.push(await said());
    assert.deepEqual(all, [true, true, true, true, true, false]);
    await source.close();
  });
});

describe('the walkthrough', () => {
  it('has steps that do what they say on an example of its own', async () => {
    const { walkthroughs } = vscode.extensions.getExtension('gradlens.gradlens')!.packageJSON.contributes as {
      walkthroughs: { steps: { description: string }[] }[];
    };
    const links = walkthroughs[0]!.steps.map(
      ({ description }) => /exampleStep\?([^)]+)/.exec(description)![1]!,
    );
    const text = () => vscode.window.activeTextEditor!.document.getText();
    const before: string[] = [];
    for (const link of links) {
      const [step] = JSON.parse(decodeURIComponent(link)) as [string];
      await vscode.commands.executeCommand('gradlens.exampleStep', step);
      before.push(step);
      assert.match(vscode.window.activeTextEditor!.document.fileName, /example\.ts$/);
      if (step === 'trace') {
        assert.ok((await lensTitles(uri())).includes('= 0.04343 ✓'), (await lensTitles(uri())).join());
        assert.deepEqual(found(), []);
      }
      const expected = text().slice(0, text().indexOf('const expected')).split('\n');
      const [line, column] = [expected.length - 1, expected.at(-1)!.length];
      if (step === 'line') assert.equal(vscode.window.activeTextEditor!.selection.active.line, line);
      if (step === 'iteration')
        assert.match((await hoverTexts(uri(), line, column + 'const ex'.length)).join(), /3 of 5/);
      if (step === 'nan') assert.match(found().join(), /non-finite/);
    }
    assert.equal(before.length, 5);
    assert.match(text(), /@trace misfit\(2\.2, 0\.7\)/);
    assert.match(text(), /@trace distance\(randn\(4\), randn\(4\)\)/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const uri = () => vscode.window.activeTextEditor!.document.uri;
  const found = () => findings(uri());
});

describe('a function whose tag cannot be read', () => {
  const text = `/** @trace good(2) */
export const good = (x: number): number => x * x;

/** @trace broken(1, */
export function broken(a: number): number {
  return a * 3;
}
`;
  let source: Source;

  beforeEach(async () => {
    source = await openSource('broken.ts', text);
  });
  afterEach(() => source.close());

  for (const [where, at] of [
    ['in it', 'a * 3'],
    ['where it begins', 'export function broken'],
  ] as const)
    it(`leads to the tag, cursor ${where}; no other function is traced`, async () => {
      const editor = vscode.window.activeTextEditor!;
      const cursor = editor.document.positionAt(text.indexOf(at));
      editor.selection = new vscode.Selection(cursor, cursor);
      await vscode.commands.executeCommand('gradlens.trace');
      const titles = await lensTitles(source.uri);
      assert.ok(!titles.some((title) => title.startsWith('= ')), titles.join(' | '));
      assert.equal(editor.document.getText(), text);
      while (vscode.window.activeTextEditor?.selection.active.line !== 3)
        await new Promise((resolve) => setTimeout(resolve, 50));
    });
});
