import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CachePart } from '../../shared/protocol.ts';
import { compiledFolder, pathOf } from '../load/cache.ts';
import type { NodeProgram } from './nodeProgram.ts';

/** Where it is kept what V8 compiled of the child's program, for one Node and its options. */
export interface CompiledFile {
  readonly path: string;
  readonly part: CachePart;
  readonly name: string;
  /** A hash of the child's program. */
  readonly program: string;
}

/** @param options those of Node */
export function compiledFile(
  cache: string,
  runnerPath: string,
  node: NodeProgram,
  options: readonly string[],
): CompiledFile {
  const program = hash('sha256', readFileSync(join(dirname(runnerPath), 'child.js')));
  const part = { folder: compiledFolder(cache), part: '' };
  const name = hash('sha256', JSON.stringify([program, node, process.arch, options]));
  return { path: pathOf(part, name), part, name, program };
}
