import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { primordials } from './scripts/primordials/plugin.mjs';

/** Tests that put a module in the place of another one: who loads that in the same process gets it, too, or got the other one before. */
const mocking = readdirSync(join(import.meta.dirname, 'test'), { recursive: true })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && /\bvi\s*\.(do)?mock\(/i.test(readFileSync(path, 'utf8')));

/** The others count what runs in their process, or what it has loaded. */
const alone = [...mocking, 'test/instrument/linearTime.test.ts', 'test/engine/matrix/memberTable.test.ts'];

const project = (name, isolate, include, exclude) => ({
  extends: true,
  test: { name, isolate, include, exclude },
});

export default defineConfig({
  plugins: [primordials()],
  test: {
    globalSetup: 'test/support/scratch.ts',
    setupFiles: 'test/support/setup.ts',
    // One more than a small machine has processors: many tests wait for processes of their own.
    maxWorkers: 3,
    // Random programs are modules, too.
    execArgv: ['--experimental-vm-modules'],
    // No test is about its own time: these end what hangs, on however busy a machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      // Processes and what they have loaded serve many files. Others run inside VS Code, and beside one.
      project('shared', false, ['test/**/*.test.ts'], [...alone, 'test/host/**', 'test/workbench/**']),
      project('alone', true, alone, []),
    ],
  },
});
