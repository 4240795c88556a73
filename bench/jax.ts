import * as jax from '@jax-js/jax';
import type { Tensor } from '../src/shared/tensor.ts';
import type { Contender, Inputs } from './contender.ts';

const { numpy: np } = jax;
type Value = jax.Array;
type Program = (free: Value[], fixed: Value[], inputs: Inputs) => Value;

/** The programs in jax-js. A value is used up by the operation that takes it; `ref` keeps it for another one. */
const programs: Readonly<Record<string, Program>> = {
  linear: ([w], [x, y]) => {
    const error = np.matmul(x!, w!).sub(y!);
    const { shape } = error;
    return np.square(error).sum().div(shape[0]!);
  },
  logistic: ([w], [x, y]) => {
    const margin = np.matmul(x!, w!).mul(y!);
    const { shape } = margin;
    return np.log1p(np.exp(margin.neg())).sum().div(shape[0]!);
  },
  network: ([w1, b1, w2, b2, w3, b3], [batch, targets]) => {
    const h1 = np.tanh(np.matmul(batch!, w1!).add(b1!));
    const h2 = np.tanh(np.matmul(h1, w2!).add(b2!));
    const logits = np.matmul(h2, w3!).add(b3!);
    const [rows] = logits.shape;
    const normalizer = np.log(np.exp(logits.ref).sum(1)).sum();
    return normalizer.sub(logits.mul(targets!).sum()).div(rows!);
  },
  seed: ([a, b, c]) =>
    np
      .matmul(a!, np.sin(b!.ref))
      .add(np.exp(np.matmul(b!, c!)))
      .sum()
      .add(5),
  rosenbrock: ([x]) => {
    const left = x!.ref.slice([0, x!.shape[0]! - 1]);
    const right = x!.slice([1, x!.shape[0]!]);
    const bend = np.square(right.sub(np.square(left.ref))).mul(100);
    return bend.add(np.square(left.neg().add(1))).sum();
  },
  chain: ([a, b, c, d, e]) => [b!, c!, d!, e!].reduce((x, y) => np.matmul(x, y), a!).sum(),
};

/** A program in jax-js, compiled to WebAssembly, in both precisions; the long programs it would unroll are left out. */
export async function jaxJs(file: string, inputs: Inputs): Promise<Contender[]> {
  const program = programs[file];
  if (!program) return [];
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return [np.float32, np.float64].map((dtype) => {
    const array = ({ shape, data }: Tensor) => {
      const numbers = dtype === np.float32 ? Float32Array.from(data) : Float64Array.from(data);
      return np.array(numbers, { shape: [...shape], dtype });
    };
    const all = [...inputs.free, ...inputs.fixed].map(array);
    const count = inputs.free.length;
    const argnums = inputs.free.map((_, i) => i);
    const f = (...values: Value[]) => program(values.slice(0, count), values.slice(count), inputs);
    const compiled = jax.jit(jax.valueAndGrad(f, { argnums }) as never) as unknown as (
      ...values: Value[]
    ) => [Value, Value[]];
    return {
      name: `jax-js ${dtype}`,
      // its scalars are of single precision, whatever they meet
      tolerance: 'single',
      run: () => {
        const [value, gradients] = compiled(...all.map((x) => x.ref));
        return { value: value.dataSync()[0]!, gradients: gradients.map((g) => g.dataSync()) };
      },
    };
  });
}
