import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeAt, thisNode, type NodeProgram } from '../../src/runner/parent/nodeProgram.ts';
import { folders } from './folders.ts';
import { isLong } from './long.ts';

/** The versions of Node that a sandbox has to hold on; `npm test` looks at the project's own. */
export const versions: readonly string[] = isLong ? ['own', '22', 'latest'] : ['own'];

const known = new Map<string, Promise<NodeProgram>>();

/** A Node of one of these versions: the project's own, or one that npm brings. */
export function nodeOf(version: string): Promise<NodeProgram> {
  const node = known.get(version) ?? (version === 'own' ? Promise.resolve(thisNode) : installed(version));
  known.set(version, node);
  return node;
}

function installed(version: string): Promise<NodeProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-node-'));
  folders.push(folder);
  const name = `node-${process.platform}-${process.arch}`;
  const options = ['--prefix', folder, '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, `${name}@${version}`], { stdio: 'pipe' });
  return nodeAt(join(folder, 'node_modules', name, 'bin/node'));
}
