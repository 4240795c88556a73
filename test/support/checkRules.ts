import { sizeOf, sameShape, type Shape, type Tensor } from '../../src/shared/tensor.ts';
import type { Params } from '../../src/shared/trace.ts';
import type { Primitive, Rules } from '../../src/engine/rules/interpreter.ts';
import { dual, type Dual } from '../../src/engine/autodiff/dual.ts';
import { numeric } from '../../src/engine/autodiff/numeric.ts';
import { elementwiseRules } from '../../src/engine/primitives/elementwise.ts';

/** Operands to check a primitive's rules at, away from kinks. */
export interface Sample {
  readonly inputs: readonly Tensor[];
  readonly params?: Params;
  /** The operands that vary; all unless said. */
  readonly wanted?: readonly boolean[];
  /** The smooth function that the rules differentiate in place of `evaluate`, which rounds. */
  readonly smooth?: (x: number) => number;
}

/** A seeded stream of numbers in [−1, 1) (mulberry32). */
export function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

export function tensor(shape: Shape, ...numbers: number[]): Tensor {
  if (numbers.length !== sizeOf(shape)) throw new Error(`${numbers.length} numbers for ${shape.join('×')}`);
  return { shape, data: Float64Array.from(numbers) };
}

export function filled(shape: Shape, next: () => number): Tensor {
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, next) };
}

/**
 * What is wrong with a primitive's rules at a sample, in words; nothing if they are right:
 * - JVP against fourth-order central differences of `evaluate`, all operands together and each alone;
 * - ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, and the VJP honours `wanted`;
 * - second order: the derivative of JVP and VJP along a direction, through `dual(numeric)`, against their differences.
 */
export function checkRules(primitive: Primitive, sample: Sample, seed = 1): string[] {
  const rules = primitive.kind === 'array' ? primitive : elementwiseRules(primitive);
  const { inputs, params = {}, wanted = inputs.map(() => true), smooth } = sample;
  const wrong: string[] = [];
  const next = randoms(seed);
  const like = (x: Tensor) => filled(x.shape, next);
  const f = (at: readonly Tensor[]): Tensor => ({
    shape: rules.shape(
      at.map((x) => x.shape),
      params,
    ),
    data: smooth ? at[0]!.data.map(smooth) : rules.evaluate(at, params),
  });
  const expect = (
    what: string,
    actual: readonly (Tensor | null)[],
    expected: readonly Tensor[],
    rtol: number,
  ) => {
    const fault = disagreement(actual, expected, rtol);
    if (fault) wrong.push(`${what}: ${fault}`);
  };

  const output = f(inputs);
  if (output.data.length !== sizeOf(output.shape)) wrong.push('evaluate and shape disagree');
  const application = { inputs, output, params, wanted };
  const direction = inputs.map((x, i) => (wanted[i] ? like(x) : null));
  const cotangent = like(output);

  // first order
  const jvp = rules.jvp(numeric, application, direction);
  expect('JVP', [jvp], [along((t) => [f(moved(inputs, direction, t))])[0]!], 1e-8);
  direction.forEach((tangent, i) => {
    if (!tangent) return;
    const alone = direction.map((other, j) => (i === j ? other : null));
    expect(
      `JVP of operand ${i}`,
      [rules.jvp(numeric, application, alone)],
      along((t) => [f(moved(inputs, alone, t))]),
      1e-8,
    );
  });
  const vjp = rules.vjp(numeric, application, cotangent);
  vjp.forEach((bar, i) => {
    if (bar && !wanted[i]) wrong.push(`cotangent of operand ${i} is not wanted`);
    if (bar && !sameShape(bar.shape, inputs[i]!.shape))
      wrong.push(`cotangent of operand ${i} is ${bar.shape.join('×')}`);
  });
  const [left, right] = [
    products(cotangent, jvp),
    vjp.flatMap((bar, i) => products(bar, direction[i] ?? null)),
  ];
  const scale = [...left, ...right].reduce((sum, term) => sum + Math.abs(term), 0);
  const [uJv, Juv] = [total(left), total(right)];
  if (!(Math.abs(uJv - Juv) <= 1e-12 * scale)) wrong.push(`⟨u, Jv⟩ = ${uJv}, ⟨Jᵀu, v⟩ = ${Juv}`);

  // second order
  const calculus = dual(numeric);
  const tangentOf = (pair: Dual<Tensor> | null) => pair?.tangent ?? null;
  const pairs = inputs.map((primal, i): Dual<Tensor> => ({ primal, tangent: direction[i] ?? null }));
  const lifted = { inputs: pairs, output: { primal: output, tangent: jvp }, params, wanted };
  const moving = (t: number) => {
    const at = moved(inputs, direction, t);
    return { inputs: at, output: f(at), params, wanted };
  };

  const turn = like(output);
  const bars = rules.vjp(calculus, lifted, { primal: cotangent, tangent: turn });
  expect('derivative of the VJP', bars.map(tangentOf), secondVjp(rules, moving, cotangent, turn), 1e-7);

  const other = direction.map((tangent) => tangent && { primal: like(tangent), tangent: like(tangent) });
  const dz = rules.jvp(calculus, lifted, other);
  const secondJvp = along((t) => [
    rules.jvp(
      numeric,
      moving(t),
      other.map((pair) => pair && stepped(pair.primal, pair.tangent, t)),
    ) ?? zeros(output.shape),
  ]);
  expect('derivative of the JVP', [tangentOf(dz)], secondJvp, 1e-7);
  return wrong;
}

function secondVjp(
  rules: Rules,
  moving: (
    t: number,
  ) => Parameters<Rules['vjp']>[1] & { readonly inputs: readonly Tensor[]; readonly output: Tensor },
  cotangent: Tensor,
  turn: Tensor,
): Tensor[] {
  return along((t) => {
    const at = moving(t);
    return rules
      .vjp(numeric, at, stepped(cotangent, turn, t))
      .map((bar, i) => bar ?? zeros(at.inputs[i]!.shape));
  });
}

/** Derivative at 0 of functions of t by central differences of fourth order. */
function along(f: (t: number) => readonly Tensor[]): Tensor[] {
  const h = 1e-3;
  const [a, b, c, d] = [f(-2 * h), f(-h), f(h), f(2 * h)];
  return a!.map(({ shape, data }, n) => ({
    shape,
    data: data.map(
      (_, i) => (data[i]! - d![n]!.data[i]! + 8 * (c![n]!.data[i]! - b![n]!.data[i]!)) / (12 * h),
    ),
  }));
}

function moved(inputs: readonly Tensor[], direction: readonly (Tensor | null)[], t: number): Tensor[] {
  return inputs.map((x, i) => stepped(x, direction[i] ?? null, t));
}

function stepped(x: Tensor, direction: Tensor | null, t: number): Tensor {
  return direction ? { shape: x.shape, data: x.data.map((value, i) => value + t * direction.data[i]!) } : x;
}

function zeros(shape: Shape): Tensor {
  return filled(shape, () => 0);
}

function products(a: Tensor | null, b: Tensor | null): number[] {
  return a && b ? Array.from(a.data, (value, i) => value * b.data[i]!) : [];
}

function total(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}

/** The first place where two lists of tensors differ by more than `rtol` of the largest number; null is zero. */
function disagreement(
  actual: readonly (Tensor | null)[],
  expected: readonly Tensor[],
  rtol: number,
): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} results instead of ${expected.length}`;
  for (const [n, { shape, data }] of expected.entries()) {
    const found = actual[n] ?? zeros(shape);
    if (!sameShape(found.shape, shape)) return `shape ${found.shape.join('×')} instead of ${shape.join('×')}`;
    const tolerance = rtol * data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const i = data.findIndex((value, j) => !(Math.abs(value - found.data[j]!) <= tolerance));
    if (i >= 0) return `${found.data[i]} instead of ${data[i]} (result ${n}, element ${i})`;
  }
  return undefined;
}
