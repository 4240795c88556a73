import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the tests a temporary folder of their own, and no cache; whoever leaves something there fails the run. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-scratch-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  process.env['GRADLENS_CACHE'] = 'off';
  // most of what starting a process costs is reading our own bundles
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'node-compile-cache');
  return () => {
    const left = readdirSync(folder).filter((name) => name !== 'node-compile-cache');
    rmSync(folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`Left in the temporary folder: ${left.join(', ')}`);
  };
}
