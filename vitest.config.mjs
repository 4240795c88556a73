import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/scratch.ts',
    // These run inside VS Code, and beside one.
    exclude: ['test/host/**', 'test/workbench/**'],
    // Many tests start processes of their own; two files at a time is what a small machine bears.
    maxWorkers: 2,
    // Random programs are modules, too.
    execArgv: ['--experimental-vm-modules'],
    // No test is about its own time: these end what hangs, on however busy a machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
