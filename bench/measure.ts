/** `node bench/measure.ts W1`: one workload in a process of its own; one line of JSON. */
import { sizeOf } from '../src/shared/tensor.ts';
import type { Trace } from '../src/shared/trace.ts';
import { byHand } from './byHand.ts';
import type { Answer, Contender, Inputs } from './contender.ts';
import { jaxJs } from './jax.ts';
import { tensorflow } from './tensorflow.ts';
import { again, gradient, Program } from './traced.ts';
import { workloads, type Workload } from './workloads.ts';

/** Milliseconds of a measured thing: the first time in its process, and once warm. */
export interface Figure {
  readonly first: number;
  readonly median: number;
  readonly least: number;
}

/** What `measure.ts` prints. */
export interface Measured {
  readonly id: string;
  readonly equations: number;
  readonly bytesPerEquation: number;
  readonly rounds: number;
  readonly figures: Readonly<Record<string, Figure>>;
  /** Largest disagreement of each contender's gradients with ours, relative to the largest number. */
  readonly errors: Readonly<Record<string, number>>;
  /** Contenders that could not run, with the error. */
  readonly failures: Readonly<Record<string, string>>;
}

const budget = Number(process.argv[3] ?? 8000);
const workload = workloads.find(({ id }) => id === process.argv[2]);
if (!workload)
  throw new Error(`No workload ${process.argv[2]}; there are ${workloads.map(({ id }) => id).join(' ')}.`);
console.log(JSON.stringify(await measure(workload)));

async function measure(workload: Workload): Promise<Measured> {
  const program = await Program.load(workload);
  const samples = new Map<string, number[]>();
  const failures: Record<string, string> = {};
  const errors: Record<string, number> = {};
  const add = (name: string, ms: number) => {
    const list = samples.get(name);
    if (list) list.push(ms);
    else samples.set(name, [ms]);
  };
  const timed = async <T>(name: string, run: () => T | Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await run();
    add(name, performance.now() - begin);
    return result;
  };

  /** Ours; the traced value has the bits of the plain one. */
  const ours = async (): Promise<{ trace: Trace; answer: Answer }> => {
    const value = await timed('plain', program.plain);
    const run = program.open();
    const begin = performance.now();
    const { trace, called } = await run();
    add('trace', performance.now() - called);
    add('inputs', called - begin);
    const cotangents = await timed('gradient', () => gradient(trace));
    const replayed = await timed('replay', () => again(trace));
    if (![trace.values.at(-1), replayed[0]].every((x) => Object.is(x, value))) throw new Error('other bits');
    const free = trace.leaves.filter(({ first }) => first > 0);
    const gradients = free.map(({ first, shape }) => cotangents.subarray(first, first + sizeOf(shape)));
    return { trace, answer: { value, gradients } };
  };

  const { trace, answer } = await ours();
  const inputs = inputsOf(trace);
  const contenders: Contender[] = byHand(workload.file, inputs);
  for (const library of [tensorflow, jaxJs]) {
    try {
      contenders.push(...(await library(workload.file, inputs)));
    } catch (error) {
      failures[library.name] = String(error);
    }
  }
  for (const { name, tolerance, run } of [...contenders]) {
    try {
      errors[name] = agree(await timed(name, run), answer, tolerance === 'single' ? workload.single : 1e-10);
    } catch (error) {
      failures[name] = String(error);
      contenders.splice(
        contenders.findIndex((c) => c.name === name),
        1,
      );
    }
  }

  const begin = performance.now();
  let rounds = 1;
  for (; rounds < 3 || (performance.now() - begin < budget && rounds < 3000); rounds++) {
    await ours();
    for (const { name, run } of contenders) await timed(name, run);
  }
  const figures = Object.fromEntries([...samples].map(([name, times]) => [name, figure(times)]));
  const count = trace.equations.op.length;
  return {
    id: workload.id,
    equations: count,
    bytesPerEquation: bytes(trace) / count,
    rounds,
    figures,
    errors,
    failures,
  };
}

/** The leaves of a trace as inputs for the others. */
function inputsOf({ leaves, values }: Trace): Inputs {
  const tensors = leaves.map(({ first, shape, value }) => ({
    free: first > 0,
    tensor: { shape, data: value ?? values.slice(first, first + sizeOf(shape)) },
  }));
  const part = (wanted: boolean) => tensors.filter(({ free }) => free === wanted).map(({ tensor }) => tensor);
  return { free: part(true), fixed: part(false) };
}

/** Largest relative disagreement of an answer with ours; throws where it is more than the tolerance. */
function agree(found: Answer, wanted: Answer, tolerance: number): number {
  const error = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    if (a.length !== b.length) throw new Error(`${a.length} numbers, not ${b.length}`);
    const scale = Array.from(b).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0) / (scale || 1);
  };
  const errors = [
    error([found.value], [wanted.value]),
    ...wanted.gradients.map((g, i) => error(found.gradients[i] ?? [], g)),
  ];
  const most = errors.reduce((a, b) => Math.max(a, b));
  if (!(most <= tolerance)) throw new Error(`another gradient: relative errors ${errors.join(', ')}`);
  return most;
}

/** The first half of the rounds warms up. */
function figure(times: readonly number[]): Figure {
  const warm = times.slice(times.length >> 1).sort((a, b) => a - b);
  return { first: times[0]!, median: warm[warm.length >> 1]!, least: warm[0]! };
}

/** Bytes of all columns of a record. */
function bytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + bytes(inner), 0);
}
