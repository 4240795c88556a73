/** Starts the child's program: as V8 compiled it for an earlier process, where the parent has kept that. */
import './stackOption.ts';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';

/** The code in a file after its digest; undefined where there is none, or a damaged one: V8 would run it. */
function kept(file: string | undefined): Buffer | undefined {
  if (file === undefined) return undefined;
  try {
    const entry = readFileSync(file);
    const code = entry.subarray(32);
    return hash('sha256', code, 'buffer').equals(entry.subarray(0, 32)) ? code : undefined;
  } catch {
    return undefined;
  }
}

const path = join(__dirname, 'child.js');
// The bundle is ASCII.
const script = new Script(Module.wrap(readFileSync(path, 'latin1')), {
  filename: path,
  cachedData: kept(process.argv[2]),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const program = { exports: {} as { start(compiled: () => Uint8Array): void } };
const run = script.runInThisContext() as (...scope: unknown[]) => void;
run(program.exports, createRequire(path), program, path, __dirname);
program.exports.start(() => script.createCachedData());
