import { exponentialModule } from './exponentialModule.ts';
import { instantiate } from './webAssembly.ts';

/** What exponential.wat exports: each function replaces the numbers from one byte address to another; 1 if one of them is NaN. */
type Kernel = Readonly<Record<Name, (from: number, to: number) => number>> & {
  readonly memory: { readonly buffer: ArrayBuffer };
};
type Name = (typeof names)[number];
type Evaluate = (x: number, y: number) => number;

/** Writes f(x) for `count` numbers that stand side by side into `out`, from `at` on. */
export type MapSideBySide = (
  out: Float64Array,
  at: number,
  x: Float64Array,
  from: number,
  count: number,
) => void;

const names = ['exp', 'tanh'] as const;

// Made when this file is loaded, before a program can replace `WebAssembly` or a function of `Math`.
const kernel = instantiate<Kernel>(exponentialModule);
const memory = kernel ? new Float64Array(kernel.memory.buffer) : new Float64Array(0);
const nameOf = new Map<Evaluate, Name>(names.map((name) => [Math[name], name]));

/** The functions that were tried, with their maps where the kernel has the bits of `Math`. */
const tried = new Map<Evaluate, MapSideBySide | null>();

/**
 * A map that computes this function of `Math` two numbers at a time, with the same bits; null where there is none. The functions of
 * another V8 may not be those of fdlibm: the first use compares some hundred numbers.
 */
export function mapSideBySide(f: Evaluate): MapSideBySide | null {
  const name = nameOf.get(f);
  if (name === undefined || kernel === null) return null;
  let known = tried.get(f);
  if (known === undefined) {
    const map = mapOf(f, name);
    tried.set(f, (known = hasBitsOf(f, map) ? map : null));
  }
  return known;
}

/** Numbers that are computed at a time. */
const BLOCK = 4096;

function mapOf(f: Evaluate, name: Name): MapSideBySide {
  return (out, at, x, from, count) => {
    for (const end = from + count; from < end; from += BLOCK, at += BLOCK) {
      const size = Math.min(BLOCK, end - from);
      memory.set(x.subarray(from, from + size));
      const isOdd = kernel![name](0, 8 * size);
      out.set(memory.subarray(0, size), at);
      // what is NaN, or not known to the kernel
      for (let i = isOdd ? 0 : size; i < size; i++)
        if (Number.isNaN(memory[i])) out[at + i] = f(x[from + i]!, 0);
    }
  };
}

function hasBitsOf(f: Evaluate, map: MapSideBySide): boolean {
  const computed = new Float64Array(samples.length);
  map(computed, 0, samples, 0, samples.length);
  for (let i = 0; i < samples.length; i++) if (!Object.is(computed[i], f(samples[i]!, 0))) return false;
  return true;
}

/** Numbers of all sizes, and on both sides of where fdlibm changes its way: at odd multiples of ln 2 / 2, at 1 and at 22. */
const samples = Float64Array.from({ length: 640 }, (_, i) => {
  const sign = i % 2 === 0 ? 1 : -1;
  const k = i >> 1;
  if (k < 64) return sign * (k + 0.5) * Math.LN2 * (1 + (k % 5) * 1e-16);
  if (k < 70) return sign * [0, 0.25, 1, 2, 22, 710][k - 64]!;
  return sign * 1.25 ** (k - 260) * (1 + Math.LN10 * (k % 7));
});
