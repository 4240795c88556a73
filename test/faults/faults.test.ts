import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faults } from './table.ts';

it.each(faults)('$fault: can still be planted, once', ({ file, find, plant, caught: [test] }) => {
  const parts = readFileSync(file, 'utf8').split(find);
  expect(parts.length).toBe(2);
  expect(plant).not.toBe(find);
  expect(existsSync(test)).toBe(true);
});
