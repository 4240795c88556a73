import { describe, expect, test } from 'vitest';
import { explain, type Evidence } from '../../src/explain/index.ts';
import { targetAt } from '../../src/explain/asked/targetAt.ts';
import { evidenceOf } from '../support/evidence.ts';

const layers = `/** @trace f(2, [{ weight: 3, bias: 0.5 }, { weight: 4, bias: 7 }]) */
function f(x, layers) {
  for (const { weight, bias } of layers) x = x * weight + bias;
  return x;
}`;

/** What a question is about: its name, and its numbers or their gradients. */
function asked(evidence: Evidence, line: number, name: string, of: 'value' | 'gradient') {
  const target = targetAt(evidence, { file: 0, line, name, of });
  const numbers = of === 'value' ? evidence.trace.values : evidence.cotangents;
  return target && [target.name, ...Array.from(target.ids, (id) => numbers[id])];
}

describe('an index that is written as a key', () => {
  test.each([
    ['layers.0.bias', ['layers[0].bias', 0.5], ['layers[0].bias', 4]],
    ['layers.1.weight', ['layers[1].weight', 4], ['layers[1].weight', 6.5]],
    ['layers[1].bias', ['layers[1].bias', 7], ['layers[1].bias', 1]],
  ])('%s', async (name, value, gradient) => {
    const evidence = await evidenceOf(layers);
    expect(asked(evidence, 2, name, 'value')).toEqual(value);
    expect(asked(evidence, 2, name, 'gradient')).toEqual(gradient);
  });

  test('of an element that there is not, is of nothing', async () => {
    expect(asked(await evidenceOf(layers), 2, 'layers.5.bias', 'value')).toBeUndefined();
  });

  test('is no name that ends in a digit', async () => {
    const source = '/** @trace f({ x1: 3, y: { v2: 4 } }) */\nfunction f(o) {\n  return o.x1 * o.y.v2;\n}';
    const evidence = await evidenceOf(source);
    expect(asked(evidence, 2, 'o.x1', 'gradient')).toEqual(['o.x1', 4]);
    expect(asked(evidence, 2, 'o.y.v2', 'gradient')).toEqual(['o.y.v2', 3]);
  });
});

const energies = (args: string) => `/** @trace f(${args}) */
function f(xs) {
  let energy = 0;
  for (const x of xs) {
    energy += Math.log(x);
  }
  return energy * scale(xs);
}
function scale(xs) {
  let energy = 1;
  energy *= xs[0] + 5;
  return energy;
}`;

describe('the line of a variable that starts as a constant means its later values', () => {
  test('the last, where all are finite', async () => {
    const evidence = await evidenceOf(energies('[1, Math.E, Math.E]'));
    expect(asked(evidence, 3, 'energy', 'value')).toEqual(['energy', 2]);
    expect(asked(evidence, 5, 'energy', 'value')).toEqual(['energy', 2]);
  });

  test('the first that is not finite', async () => {
    const evidence = await evidenceOf(energies('[2, 0, -3, 4]'));
    expect(asked(evidence, 3, 'energy', 'value')).toEqual(['energy', -Infinity]);
    const { finding, sentence } = explain(evidence, { file: 0, line: 3, name: 'energy', of: 'value' })!;
    expect(finding).toMatchObject({ class: 'non-finite-value', iteration: 1 });
    expect(finding!.span[1]).toBe(5);
    expect(sentence).toMatch(/^Math\.log\(x\) is −∞ in iteration 1: /);
  });

  test('of its own function, and of no line that declares nothing', async () => {
    const evidence = await evidenceOf(energies('[1, 1]'));
    expect(asked(evidence, 3, 'energy', 'value')).toEqual(['energy', 0]);
    expect(asked(evidence, 10, 'energy', 'value')).toEqual(['energy', 6]);
    expect(asked(evidence, 4, 'energy', 'value')).toBeUndefined();
  });
});

test('the line of a variable does not mean another of its name in an inner block or function', async () => {
  const shadowed = (around: string, end: string) => `/** @trace f([2, 3]) */
function f(xs) {
  let energy = 0;
  energy += xs[0] * 10;
  ${around} {
    let energy = 1;
    energy *= x;
  }${end}
  return energy;
}`;
  for (const [around, end] of [
    ['for (const x of xs)', ''],
    ['xs.forEach((x) =>', ');'],
  ] as const) {
    const evidence = await evidenceOf(shadowed(around, end));
    expect(asked(evidence, 3, 'energy', 'value')).toEqual(['energy', 20]);
    expect(asked(evidence, 6, 'energy', 'value')).toEqual(['energy', 3]);
  }
});
