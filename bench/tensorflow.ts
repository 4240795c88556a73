import { registerHooks } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import type { Tensor as Data } from '../src/shared/tensor.ts';
import type { Answer, Contender, Inputs } from './contender.ts';

// The gradients stand in modules that are written for bundlers: their imports have no extensions.
registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL?.includes('tfjs-core/dist/') && /^\.[^]*\/\w+$/.test(specifier)
      ? next(`${specifier}.js`, context)
      : next(specifier, context),
});
await import('@tensorflow/tfjs-core/dist/register_all_gradients.js' as string);

type Program = (free: tf.Tensor[], fixed: tf.Tensor[]) => tf.Scalar;

/** The programs as a user of tfjs writes them: whole tensors where the program has scalars in a row. */
const programs: Readonly<Record<string, Program>> = {
  linear: ([w], [x, y]) => tf.mean(tf.square(tf.sub(tf.matMul(x!, w!), y!))),
  logistic: ([w], [x, y]) => tf.mean(tf.log1p(tf.exp(tf.neg(tf.mul(tf.matMul(x!, w!), y!))))),
  network: ([w1, b1, w2, b2, w3, b3], [batch, targets]) => {
    const h1 = tf.tanh(tf.add(tf.matMul(batch!, w1!), b1!));
    const h2 = tf.tanh(tf.add(tf.matMul(h1, w2!), b2!));
    const logits = tf.add(tf.matMul(h2, w3!), b3!);
    const normalizer = tf.sum(tf.log(tf.sum(tf.exp(logits), 1)));
    return tf.div(tf.sub(normalizer, tf.sum(tf.mul(logits, targets!))), batch!.shape[0]!);
  },
  seed: ([a, b, c]) => tf.add(tf.sum(tf.add(tf.matMul(a!, tf.sin(b!)), tf.exp(tf.matMul(b!, c!)))), 5),
  rosenbrock: ([x]) => {
    const n = x!.shape[0]!;
    const [left, right] = [tf.slice(x!, 0, n - 1), tf.slice(x!, 1, n - 1)];
    const bend = tf.mul(tf.square(tf.sub(right, tf.square(left))), 100);
    return tf.sum(tf.add(bend, tf.square(tf.sub(1, left))));
  },
  chain: ([a, b, c, d, e]) => tf.sum([b!, c!, d!, e!].reduce((x, y) => tf.matMul(x, y), a!)),
  additions: ([a, b], [count]) => {
    const [n] = count!.dataSync();
    let sum = a!;
    for (let i = 0; i < n!; i++) sum = tf.add(sum, b!);
    return tf.sum(sum);
  },
};

/** A program in tfjs on both of its CPU backends; the pendulum would be 46,000 tensors of one number. */
export async function tensorflow(file: string, inputs: Inputs): Promise<Contender[]> {
  const program = programs[file];
  if (!program) return [];
  const contenders: Contender[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const tensor = ({ shape, data }: Data) => tf.tensor(Float32Array.from(data), [...shape], 'float32');
    const free = inputs.free.map(tensor);
    const fixed = inputs.fixed.map(tensor);
    const differentiated = tf.valueAndGrads((...values: tf.Tensor[]) => program(values, fixed));
    const run = (): Answer => {
      tf.setBackend(backend);
      return tf.tidy(() => {
        const { value, grads } = differentiated(free);
        return { value: value.dataSync()[0]!, gradients: grads.map((g) => g.dataSync()) } as never;
      });
    };
    contenders.push({ name: `tfjs ${backend}`, tolerance: 'single', run });
  }
  return contenders;
}
