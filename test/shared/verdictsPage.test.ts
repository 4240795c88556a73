import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codes, decidesVerdict, type Code } from '../../src/shared/errors.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/verdicts.md'), 'utf8');

it('docs/verdicts.md explains every finding, and marks those that fail a check', () => {
  const names = Object.keys(codes) as Code[];
  const findings = names.slice(names.indexOf('mmul-shapes'), names.indexOf('internal'));
  for (const code of [...names.filter(decidesVerdict), ...findings]) {
    const row = new RegExp(`^\\| \`${code}\` +\\| (.*)`, 'm').exec(page)?.[1];
    expect(row, code).toBeDefined();
    expect(row!.includes('✗'), code).toBe(decidesVerdict(code));
  }
});

it('docs/verdicts.md explains every state of a check', () => {
  for (const state of ['ok', 'partly', 'failed', 'none']) expect(page).toContain(`| \`${state}\``);
});
