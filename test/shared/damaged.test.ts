import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeTrace, encodeTrace, TraceFileError, type StoredTrace } from '../../src/shared/traceFile.ts';
import { resultOf } from '../support/fold.ts';
import { isLong } from '../support/long.ts';
import { traces } from '../support/traces.ts';
import { mutated, random } from './mutations.ts';
import { showAll } from './shown.ts';

const stored = (result: StoredTrace['result']): StoredTrace => ({ file: 'a.ts', root: '', case: 0, result });

const program = `import { Matrix } from 'ml-matrix';
const gain = 3;
/** @trace run(new Matrix([[1, 2], [3, 4]]), 0.5, [1, 2, 3]) */
export function run(a, x, list) {
  let m = a.clone();
  for (let i = 0; i < 3; i++) {
    m.mul(x).add(i);
    for (const y of list) if (y > x) x += Math.sin(y * gain) / 10;
  }
  const chosen = [10, 20, 30][Math.round(x)];
  return m.mmul(a).sum() + x * chosen + m.inverse().get(0, 1);
}`;

/** Showing this one takes seconds. */
const { threw: _threw, ...rest } = traces;
const smaller = Object.values(rest);

/** Trace files of earlier releases, and of this one with all that they can hold. */
async function files(): Promise<Uint8Array[]> {
  const folder = join(import.meta.dirname, '../fixtures');
  const older = readdirSync(folder).filter((name) => name.endsWith('.gradlens'));
  return [
    ...older.map((name) => new Uint8Array(readFileSync(join(folder, name)))),
    ...smaller.map((make) => encodeTrace(stored(make()))),
    encodeTrace(stored(await resultOf(program))),
  ];
}

/** What comes of a file: what is wrong with it, or how much is shown. Anything else is thrown. */
function outcome(bytes: Uint8Array): string | number {
  try {
    return showAll(decodeTrace(bytes));
  } catch (error) {
    if (error instanceof TraceFileError) return error.message;
    throw error;
  }
}

describe('a damaged trace file', () => {
  it('is shown as long as it is whole', async () => {
    for (const bytes of await files()) expect(outcome(bytes)).toBeGreaterThan(1000);
  });

  it('is refused with a sentence, or shown: never another exception, never without end', async () => {
    const originals = await files();
    const count = isLong ? 20_000 : 400;
    const outcomes = { refused: 0, shown: 0 };
    for (let seed = 1; seed <= count; seed++) {
      const bytes = mutated(originals[seed % originals.length]!, random(seed));
      try {
        const found = outcome(bytes);
        outcomes[typeof found === 'string' ? 'refused' : 'shown']++;
        if (typeof found === 'string') expect(found).toMatch(/^This (is no )?trace file .*\.$/);
      } catch (error) {
        throw new Error(`mutation ${seed}`, { cause: error });
      }
    }
    // Much damage is only another number.
    expect(outcomes.refused).toBeGreaterThan(count / 4);
    expect(outcomes.shown).toBeGreaterThan(count / 20);
  });
});
