import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { folders } from '../support/folders.ts';

vi.mock('vscode', () => ({ ConfigurationTarget: {}, workspace: {} }));
const { defaults, nodeFor } = await import('../../src/host/settings.ts');

/** A program with this text. */
function program(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-'));
  folders.push(folder);
  const path = join(folder, 'node');
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('a gradlens.nodePath that is wrong names the setting, the program and what to do', () => {
  const nowhere = '/nowhere/bin/node';
  it.each([
    ['nothing is there', () => nowhere, 'cannot be run (ENOENT)'],
    ['it fails', () => program('exit 3'), 'cannot be run'],
    ['it is another program', () => program('echo hello'), 'is not a Node.js'],
    ['it is too old', () => program('echo v20.19.1'), 'is Node.js 20.19.1, and 22.15 or newer is needed'],
    [
      'it is too old of another line',
      () => program('echo v23.4.0'),
      'is Node.js 23.4.0, and 22.15 or newer is needed',
    ],
  ])('where %s', async (_, make, reason) => {
    const path = make();
    const advice = 'Name a Node.js 22.15 or newer, or leave the setting empty.';
    await expect(nodeFor({ ...defaults, nodePath: ` ${path} ` })).rejects.toThrow(
      `The setting gradlens.nodePath is wrong: ${path} ${reason}. ${advice}`,
    );
  });

  it('but is taken where it is new enough', async () => {
    const path = program('echo v22.15.0');
    expect(await nodeFor({ ...defaults, nodePath: path })).toEqual({ path, version: '22.15.0' });
  });
});
