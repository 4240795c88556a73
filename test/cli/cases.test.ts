import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { gradlens } from './gradlens.ts';

const folder = join(import.meta.dirname, '../cases');
interface Case {
  readonly name: string;
  readonly output: number;
  readonly gradient: Readonly<Record<string, Nested>>;
}
type Nested = number | readonly Nested[];
interface Result {
  readonly status: string;
  readonly output: readonly { readonly value: number }[];
  readonly inputs: readonly {
    readonly path: string;
    readonly static: boolean;
    readonly gradient: Nested | null;
  }[];
  readonly check: { readonly ok: boolean; readonly state: string; readonly directions: number };
  readonly diagnostics: readonly { readonly code: string }[];
}

const flat = (x: Nested): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));

/** Only `npm run test:long` traces these. */
const lengthy = new Set(
  ['kernel-ridge', 'mvlr', 'pls-nipals', 'fcnnls', 'logreg'].map((name) => `${name}.json`),
);

/** Packages that nobody here wrote: the output bit for bit, the gradient as differences of the plain program gave it. */
describe('real packages', () => {
  const names = readdirSync(folder).filter(
    (file) => file.endsWith('.json') && (isLong || !lengthy.has(file)),
  );
  it.each(names)('%s', async (file) => {
    const expected = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
    const run = await gradlens(folder, ['trace', `${expected.name}.ts`, '--format', 'json', '--check']);
    const [result] = JSON.parse(run.stdout) as [Result];
    expect(result.status).toBe('ok');
    expect(Object.is(result.output[0]!.value, expected.output)).toBe(true);
    for (const [path, reference] of Object.entries(expected.gradient)) {
      const gradient = flat(result.inputs.find((leaf) => leaf.path === path)!.gradient!);
      const wanted = flat(reference);
      const floor = 1e-3 * Math.max(...wanted.map(Math.abs));
      expect(gradient.length).toBe(wanted.length);
      gradient.forEach((g, i) => {
        expect(Math.abs(g - wanted[i]!) / Math.max(Math.abs(wanted[i]!), floor)).toBeLessThan(1e-6);
      });
    }
    expect(result.diagnostics).toEqual([]);
    expect(result.check?.ok).toBe(true);
    expect(result.check!.directions).toBeGreaterThan(0);
    expect(run.code).toBe(0);
  });
});
