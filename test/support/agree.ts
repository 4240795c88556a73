import { describe, expect, it } from 'vitest';
import type { CutReason } from '../../src/shared/trace.ts';
import { plain, trace, type Traced } from './trace.ts';

/** What must hold of a traced run beside being equal to the plain one. */
export interface Expectation {
  /** Reasons of cuts that the run must name; without any, the gradient must be that of differences of the plain program. */
  readonly cuts?: readonly CutReason[];
}

/** What must hold in words, a program, and the cuts it must name; without any its gradient must be exact. Inputs are x = 1.3, y = 0.7. */
export type Row = readonly [name: string, body: string, expectation?: Expectation | undefined];
export const cut = (...cuts: NonNullable<Expectation['cuts']>): Expectation => ({ cuts });

/** A test for each row, in groups; a name stands once in its group. */
export function agreesAll(groups: Readonly<Record<string, readonly Row[]>>): void {
  for (const [name, rows] of Object.entries(groups)) {
    if (new Set(rows.map(([row]) => row)).size < rows.length) throw new Error(`${name}: a name stands twice`);
    describe(name, () => {
      it.each(rows.map(([row, body, expectation]) => [row, body, expectation] as const))(
        '%s',
        async (_, body, expectation) => {
          await agrees(body, expectation);
        },
      );
    });
  }
}

/**
 * Runs the body of `f(x, y, …)` traced and plain: same numbers bit for bit or same error, and a gradient that is exact or cut with
 * a reason.
 */
export async function agrees(
  body: string,
  { cuts = [] }: Expectation = {},
  args = '1.3, 0.7',
  parameters = 'x, y',
): Promise<Traced> {
  const source = `/** @trace f(${args}) */\nexport function f(${parameters}) { ${body} }`;
  const run = await trace(source, {}, { cuts: cuts.length > 0 });
  const evaluate = plain(source, run);
  const leaves = run.trace.leaves.map(({ path, value }) => value ?? run.leaf(path).value);
  let expected: Float64Array | null;
  try {
    expected = (await evaluate(leaves))!;
  } catch (error) {
    expect(String(run.thrown)).toBe(String(error));
    expect(String(error)).not.toMatch(/ is not defined$/); // a mistake of the test
    return run;
  }
  if (run.status !== 'ok') throw new Error(`the traced run alone threw ${String(run.thrown)}`);
  expect(run.outputs).toEqual([...expected]);
  expect(run.diagnostics).toEqual([]);
  const reasons = new Set(run.trace.cuts.map(({ reason }) => reason));
  for (const reason of cuts) expect([...reasons]).toContain(reason);
  if (cuts.length > 0) return run;
  for (const [l, { path }] of run.trace.leaves.entries()) {
    const { gradient } = run.leaf(path);
    for (let k = 0; k < gradient.length; k++) {
      const at = async (step: number) => {
        const moved = leaves.map((leaf) => Float64Array.from(leaf));
        moved[l]![k]! += step;
        return (await evaluate(moved))!.reduce((sum, value) => sum + value, 0);
      };
      const step = 1e-5 * Math.max(1, Math.abs(leaves[l]![k]!));
      const difference = ((await at(step)) - (await at(-step))) / (2 * step);
      const wrong = Math.abs(gradient[k]! - difference) > 1e-6 * Math.max(1, Math.abs(difference));
      if (wrong) throw new Error(`d/d${path}[${k}]: ${gradient[k]} instead of ${difference}`);
    }
  }
  return run;
}
