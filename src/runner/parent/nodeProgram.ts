import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A Node that can run traced code. */
export interface NodeProgram {
  readonly path: string;
  readonly version: string;
}

/** The Node that runs this. */
export const thisNode: NodeProgram = { path: process.execPath, version: process.versions.node };

/** A program that cannot run traced code; the message says why. */
export class NodeError extends Error {}

/** The Node of a path, asked for its version; throws a `NodeError` where it is none, or too old. */
export async function nodeAt(path: string): Promise<NodeProgram> {
  const version = (await printedVersion(path)).trim().replace(/^v/, '');
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new NodeError(`${path} is not a Node.js`);
  if (!isNewEnough(version))
    throw new NodeError(`${path} is Node.js ${version}, and 22.15 or newer is needed`);
  return { path, version };
}

async function printedVersion(path: string): Promise<string> {
  try {
    return (await promisify(execFile)(path, ['--version'], { timeout: 5000 })).stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new NodeError(`${path} cannot be run${typeof code === 'string' ? ` (${code})` : ''}`);
  }
}

/** Whether a Node has `module.registerHooks`. */
function isNewEnough(version: string): boolean {
  const [major, minor] = version.split('.').map(Number) as [number, number];
  return major > 23 || (major === 22 && minor >= 15) || (major === 23 && minor >= 5);
}
