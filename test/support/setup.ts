/* Removes what the tests of a file have left: several files may share a process, and what this one has loaded. */
import { rmSync } from 'node:fs';
import { afterAll } from 'vitest';
import { folders } from './folders.ts';

afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});
