import { expect, test, vi } from 'vitest';
import { findingsOfClasses } from '../../src/explain/index.ts';
import { evidenceOf } from '../support/evidence.ts';

test('a search that fails costs the run nothing but a finding', async () => {
  const evidence = await evidenceOf(
    '/** @trace f(2, 3) */\nfunction f(x, unused) {\n  return Math.log(-x);\n}',
  );
  vi.spyOn(evidence.program, 'roots').mockImplementation(() => {
    throw new Error('no roots');
  });
  const found = findingsOfClasses(evidence);
  const failed = found.filter(({ code }) => code === 'internal');
  expect(failed.map(({ message }) => message)).toContain(
    'Looking for findings of one kind failed (findOverwritten: no roots). That is a bug in GradLens; the trace and the gradient are not touched by it.',
  );
  expect(found.some((one) => one.class === 'non-finite-value')).toBe(true);
});
