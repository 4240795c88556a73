/** Starts the child's program: as V8 compiled it for an earlier process, where the parent has kept that. */
import './stackOption.ts';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { CompiledEntry } from '../../shared/protocol.ts';
import { findIn, unsealed } from '../load/cache.ts';

/** The program as it was started. */
export interface Program {
  /** A hash of its text. */
  readonly hash: string;
  /** V8 took what was compiled of it before. */
  readonly isKept: boolean;
  /** What V8 has compiled of it by now. */
  compiled(): CompiledEntry;
}

const path = join(__dirname, 'child.js');
const text = readFileSync(path);
const hashOfText = hash('sha256', text);
const { execPath, version, arch, execArgv, argv } = process;
// V8 takes what was compiled of another text of the same length: the name says of which.
const name = hash('sha256', JSON.stringify([hashOfText, execPath, version, arch, execArgv]));

/** What is kept under that name in a folder; undefined where nothing is, or what is damaged: V8 would run it. */
function kept(folder: string): Uint8Array | undefined {
  try {
    return unsealed(findIn({ folder, part: '' })(name)!);
  } catch {
    return undefined;
  }
}

const cachedData = argv[2] === undefined ? undefined : kept(argv[2]);
// The bundle is ASCII.
const script = new Script(Module.wrap(text.toString('latin1')), {
  filename: path,
  cachedData: cachedData as NodeJS.ArrayBufferView<ArrayBuffer> | undefined,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const module = { exports: {} as { start(program: Program): void } };
const run = script.runInThisContext() as (...scope: unknown[]) => void;
run(module.exports, createRequire(path), module, path, __dirname);
module.exports.start({
  hash: hashOfText,
  isKept: script.cachedDataRejected === false,
  compiled: () => ({ name, code: script.createCachedData() }),
});
