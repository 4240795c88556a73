import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Uri } from 'vscode';
import type { PanelParts } from '../../src/host/panel/panel.ts';
import type { Done } from '../../src/host/done.ts';
import { decodeTrace, encodeTrace } from '../../src/shared/traceFile.ts';
import { folders } from '../support/folders.ts';

const opened = vi.hoisted(() => ({ bytes: new Uint8Array(), folder: '' }));
vi.mock('vscode', () => ({
  Range: class {},
  Uri: { file: (fsPath: string) => ({ fsPath }) },
  window: {},
  workspace: {
    textDocuments: [],
    fs: { readFile: () => Promise.resolve(opened.bytes) },
    getWorkspaceFolder: () => ({ uri: { fsPath: opened.folder } }),
  },
}));
// The panel itself is not opened.
vi.mock('../../src/host/panel/panels.ts', () => ({ loadPanel: () => undefined }));
const { TraceEditor } = await import('../../src/host/providers/traceEditor.ts');
const { toLocation } = await import('../../src/host/spans.ts');

it('opens no file outside of the workspace, whatever paths a trace file names', async () => {
  const around = mkdtempSync(join(tmpdir(), 'gradlens-'));
  folders.push(around);
  opened.folder = join(around, 'work');
  const inside = ['own.ts', join(opened.folder, 'own.ts'), 'lib/../own.ts'];
  const outside = [
    '../secret.ts',
    join(around, 'secret.ts'),
    'lib/../../secret.ts',
    '../workbook/secret.ts',
    '/etc/passwd',
  ];
  for (const folder of ['work/lib', 'workbook']) mkdirSync(join(around, folder), { recursive: true });
  for (const name of ['work/own.ts', 'secret.ts', 'workbook/secret.ts'])
    writeFileSync(join(around, name), 'export const text = 1;\n');
  const fixture = decodeTrace(readFileSync(join(import.meta.dirname, '../fixtures/regression.gradlens')));
  const { contents: _contents, sources: _sources, ...result } = fixture.result;
  const files = [...inside, ...outside];
  opened.bytes = encodeTrace({ ...fixture, root: '', result: { ...result, files } });
  const set = vi.fn();
  const parts = { actions: {}, sessions: { set, clear: () => undefined } } as unknown as PanelParts;
  await new TraceEditor(parts).openCustomDocument({
    fsPath: join(opened.folder, 'a.gradlens'),
  } as unknown as Uri);
  const { done } = set.mock.calls[0]![1] as { done: Done };
  const own = join(opened.folder, 'own.ts');
  expect(done.paths).toEqual([...inside.map(() => own), ...outside.map(() => '')]);
  // A click on a place leads nowhere, and explanations do not read it.
  const places = files.map((_, file) => toLocation([file, 1, 0, 1, 6], done.paths)?.uri.fsPath);
  expect(places).toEqual([...inside.map(() => own), ...outside.map(() => undefined)]);
  const texts = files.map((_, file) => done.evidence().program.text([file, 1, 0, 1, 6]));
  expect(texts).toEqual([...inside.map(() => 'export'), ...outside.map(() => '')]);
});
