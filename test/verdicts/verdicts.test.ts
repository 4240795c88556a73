import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../src/engine/proofs/index.ts';
import { uniform } from '../../src/engine/proofs/random.ts';
import { isLong } from '../support/long.ts';
import { plain, record } from '../support/trace.ts';
import { open, people } from './people.ts';
import { kinds, type Kind } from './programs.ts';

/** Programs a kind. */
const repetitions = isLong ? 5 : 1;
/** Verdicts that are not ✓ without need, at most this part of all. */
const needless = 0.01;

interface Seen {
  readonly name: string;
  readonly expected: Kind['expected'];
  readonly state: string;
  readonly told: string;
}

async function look(kind: Kind, seed: number, full = false): Promise<Seen> {
  const args = kind.args(uniform(seed + 1));
  const call = args.map((arg) => JSON.stringify(arg)).join(', ');
  const source = `${kind.before ?? ''}\n/** @trace f(${call}) */\nexport function f(${kind.parameters}) { ${kind.body} }`;
  const run = await record(source);
  expect(run.status, kind.name).toBe('ok');
  const evaluate = plain(source, run);
  const { check, diagnostics } = await checkGradient(
    run.trace,
    run.cotangents,
    (values) => evaluate(values).catch(() => null),
    { full, spanOf: run.span, span: [0, 1, 0, 1, 0] },
  );
  if (check.state === 'ok') expectGradient(kind, args, run);
  const told = [
    ...diagnostics.map(({ message }) => message),
    ...check.notChecked.map(({ path, why }) => `${path}: ${why}`),
  ];
  return {
    name: `${kind.family}: ${kind.name}`,
    expected: kind.expected,
    state: check.state,
    told: told.join(' · '),
  };
}

/** The gradient agrees with the closed form. */
function expectGradient(
  kind: Kind,
  args: ReturnType<Kind['args']>,
  run: Awaited<ReturnType<typeof record>>,
): void {
  const closed = kind.gradient as
    ((...given: unknown[]) => readonly (number | readonly number[])[]) | undefined;
  if (!closed) return;
  const wanted = closed(...args).flat();
  const found = run.trace.leaves.flatMap(({ path, first }) =>
    path.startsWith('module:') ? [] : first > 0 ? [...run.leaf(path).gradient] : [0],
  );
  const scale = Math.max(...wanted.map(Math.abs));
  wanted.forEach((g, i) => {
    expect(Math.abs(found[i]! - g), `${kind.name}: ${found.join()} for ${wanted.join()}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(g) + 1e-12 * scale,
    );
  });
}

describe('verdicts', () => {
  it.each([...new Set(kinds.map(({ family }) => family))])('%s', async (family) => {
    const seen: Seen[] = [];
    for (const kind of kinds.filter((some) => some.family === family)) {
      for (let seed = 0; seed < repetitions; seed++) seen.push(await look(kind, seed));
    }
    const trusted = seen.filter(({ expected, state }) => expected === 'not ok' && state === 'ok');
    expect(trusted, '✓ beside a gradient that means nothing').toEqual([]);
    const doubted = seen.filter(({ expected, state }) => expected === 'ok' && state !== 'ok');
    expect(doubted.length, JSON.stringify(doubted, null, 1)).toBeLessThanOrEqual(needless * seen.length);
  });

  it.each(isLong ? (['quick', 'full'] as const) : (['quick'] as const))(
    'programs as people write them, %s',
    async (how) => {
      const misjudged = new Set<string>();
      for (const kind of people) {
        const { state } = await look(kind, 0, how === 'full');
        if ((state === 'ok') !== (kind.expected === 'ok')) misjudged.add(kind.name);
      }
      // One that is judged rightly now leaves the list.
      expect(misjudged).toEqual(open[how]);
    },
  );
});
