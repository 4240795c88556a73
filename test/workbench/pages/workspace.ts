import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/vscode/tools.mts';

/** A folder of the user's own. */
export interface Workspace {
  readonly folder: string;
  close(): void;
}

/** A copy of the examples with further files, so that a test may edit what it likes. */
export function newWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-workspace-'));
  cpSync(join(root, 'examples'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}
