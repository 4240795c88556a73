import { noCheck } from '../check.ts';
import type { OpInfo, Slope } from '../trace.ts';
import type { StoredTrace } from './storedTrace.ts';

/** A stored trace of any version as one of this version. */
export function ofThisVersion(stored: StoredTrace, version: number): StoredTrace {
  return withState(version === 1 ? fromVersion1(stored) : stored);
}

/** The slopes of the operations that version 1 knew. */
const slopes: Readonly<Partial<Record<string, Slope>>> = {
  ...({ sign: 'steps', floor: 'steps', ceil: 'steps', round: 'steps', trunc: 'steps' } as const),
  ...({ highWord: 'bits', lowWord: 'bits' } as const),
  ...({ fround: 'identity', f16round: 'identity', withLowWord: 'identity' } as const),
};

/** Version 1 told a number that became a property's name by the cut's text alone, and operations had no slopes. */
function fromVersion1(stored: StoredTrace): StoredTrace {
  const { result } = stored;
  const ops = result.ops.map((op): OpInfo => {
    const slope = slopes[op.name];
    return slope ? { ...op, slope } : op;
  });
  const cuts = result.trace.cuts.map((cut) =>
    cut.to === 'a key' ? { ...cut, reason: 'key' as const } : cut,
  );
  return { ...stored, result: { ...result, version: 2, ops, trace: { ...result.trace, cuts } } };
}

/** The verdict in files of before it had states. */
export interface EarlierCheck {
  readonly ok: boolean;
  readonly method?: 'rerun';
  readonly maxRelativeError: number;
  readonly directions: number;
  readonly note?: string;
}

function withState(stored: StoredTrace): StoredTrace {
  const { result } = stored;
  const { check } = result;
  if (check === null || check.state !== undefined) return stored;
  const {
    ok,
    maxRelativeError,
    directions,
    note = 'it is not told by this file',
  } = check as unknown as EarlierCheck;
  const state = !ok ? 'failed' : directions === 0 ? 'none' : 'ok';
  const told = { ...noCheck(note), state, maxRelativeError, directions } as const;
  return { ...stored, result: { ...result, check: told } };
}
