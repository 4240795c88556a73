import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/scratch.ts',
    // These run inside VS Code, and beside one.
    exclude: ['test/host/**', 'test/workbench/**'],
    // Many tests start processes of their own; two files at a time is what a small machine bears.
    maxWorkers: 2,
    // Random programs are modules, too.
    execArgv: ['--experimental-vm-modules'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
