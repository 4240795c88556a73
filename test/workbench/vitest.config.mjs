import { defineConfig } from 'vitest/config';

// One editor at a time.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // The site is built for its tests.
    exclude: process.env.GRADLENS_TESTS === 'long' ? [] : ['site.test.ts'],
    setupFiles: ['../support/setup.ts', 'setup.ts'],
    fileParallelism: false,
    // No test is about its own time: these end what hangs, on however busy a machine.
    expect: { poll: { timeout: 300_000 } },
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
