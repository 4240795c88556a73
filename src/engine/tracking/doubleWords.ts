import { Box } from '../record/box.ts';
import { opCode } from '../primitives/index.ts';
import { highIndex, isPowerOfTwo, wordOf } from '../primitives/elementwise/float64Words.ts';
import type { Tracer } from './tracer.ts';

/** Reads and writes of doubles through an integer view of their storage. */
export interface Words {
  /** Element `k` of the view: a box if it is a word of a tracked double, undefined if that is not known here. */
  read(view: ArrayBufferView, k: number, site: number): unknown;
  /** Stores a box or a number as the language would. */
  write(view: ArrayBufferView, k: number, value: unknown, site: number): void;
}

const ops = { high: opCode('highWord'), low: opCode('lowWord') };
const opName = { high: 'highWord', low: 'lowWord' } as const;
const withLowWord = opCode('withLowWord');
const mul = opCode('mul');

/**
 * Ports of C libraries split doubles into two words and reassemble them with another sign, exponent or last bits: `x · 2ⁿ`, `−x`,
 * x rounded. The record knows the double of each word, and storage the words it holds, so a reassembled double is one operation on
 * the double that it came from.
 */
export function words(tracer: Tracer): Words {
  const { shadows, recorder } = tracer;
  shadows.onJoin = (low, high, value, site) => join(tracer, low, high, value, site);

  /** The element id of the double that a box is a word of, 0 if it is none. */
  const source = (value: unknown, half: 'high' | 'low'): number => {
    if (!Box.is(value)) return 0;
    return recorder.operandOf(Box.id(value), opName[half]);
  };
  return {
    read(view, k, site) {
      if (!(view instanceof Uint32Array)) return undefined;
      const half = halfOf(view, k);
      const id = shadows.wordId(view, k, half);
      return id > 0 ? tracer.unary(ops[half], site, tracer.box(id)) : undefined;
    },
    write(view, k, value, site) {
      const integers = view as Uint32Array;
      const isWord = view instanceof Uint32Array || view instanceof Int32Array;
      const half = halfOf(integers, k);
      const from = isWord ? source(value, half) : 0;
      const put = () =>
        (integers[k] = (
          from > 0 ? Box.value(value as Box) : tracer.unbox(value, 'integer', 'an integer array', site)
        ) as number);
      if (isWord && k >= 0 && k < integers.length && Number.isInteger(k))
        shadows.setWord(integers, k, half, from, put);
      else {
        tracer.overwritten(view, k, site);
        put();
      }
    },
  };
}

function halfOf({ byteOffset }: Uint32Array, k: number): 'high' | 'low' {
  return (byteOffset / 4 + k) % 2 === highIndex ? 'high' : 'low';
}

/** Records how the double with words of elements `low` and `high` (0: of none) was made; returns its id, 0 if it is untracked. */
function join(tracer: Tracer, low: number, high: number, value: number, site: number): number {
  if (low > 0) {
    const x = tracer.recorder.values.data[low]!;
    const factor = value / x;
    if (Object.is(x, value)) return low;
    if (isPowerOfTwo(factor) && Object.is(x * factor, value)) {
      return Box.id(tracer.record(mul, site, tracer.box(low), factor, value));
    }
  }
  if (high > 0) {
    const last = wordOf(value, 1 - highIndex);
    return Box.id(tracer.record(withLowWord, site, tracer.box(high), last, value));
  }
  if (low > 0) tracer.recorder.cut(low, 'integer', 'an integer array', site);
  return 0;
}
