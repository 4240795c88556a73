import { describe, expect, test } from 'vitest';
import { backwardOf } from '../../../src/present/panel/backward.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { instantiate } from '../../../src/present/model/ruleText.ts';
import { TraceBuilder } from '../../support/build.ts';
import { stepViews } from '../../support/panelRows.ts';
import { traces } from '../../support/traces.ts';

/** The same letters, whether a bar is a character of its own or not. */
const composed = (texts: readonly string[]) => texts.map((text) => text.normalize('NFC'));

function steps(name: string): string[] {
  return composed(stepViews(indexRows(traces[name]!())).map(({ forward, sends }) => `${forward}: ${sends}`));
}

describe('steps', () => {
  test('of numbers, from the output to the inputs', () => {
    expect(steps('scalars')).toEqual(
      composed(['v4 = v3 + b: v̄3 = v̄4, b̄ = v̄4', 'v3 = sin(v2): v̄2 = v̄3 · cos v2', 'v2 = x · 2: x̄ = v̄2 · 2']),
    );
  });

  test('of matrices: sums where a matrix is used again, static operands get nothing', () => {
    const found = steps('matrices');
    expect(found.at(-1)).toBe('v4 = a · W: ā += v̄4 · Wᵀ, W̄ = aᵀ · v̄4'.normalize('NFC'));
    expect(found.at(-2)).toBe('v5 = v4 · static 2×2: v̄4 = v̄5 · (static 2×2)ᵀ'.normalize('NFC'));
  });

  test('a traced-through member is one step', () => {
    expect(steps('uses')).toContain('inverse … (1,204 operations inside): by the operations inside');
  });

  test('a number that was added to a matrix receives the sum', () => {
    const t = new TraceBuilder();
    const x = t.leaf('x', [2, 2], [1, 2, 3, 4]);
    const b = t.leaf('b', [], [5], { gradient: [4] });
    t.output('', [2, 2], t.equation('add', [x, b], [2, 2], [6, 7, 8, 9], { gradient: [1, 1, 1, 1] }));
    const [step] = stepViews(indexRows(t.result()));
    expect(step!.sends.normalize('NFC')).toBe('x̄ = v̄2, b̄ = Σ v̄2'.normalize('NFC'));
  });

  test('there are none of a run that did not finish', () => {
    const result = { ...traces['scalars']!(), cotangents: new Float64Array() };
    expect(backwardOf(indexRows(result)).count).toBe(0);
  });
});

test('an open step counts the contributions to each receiver', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [3], { gradient: [7] });
  const square = t.equation('mul', [x, x], [], [9], { gradient: [1] });
  t.output('', [], t.equation('add', [square, x], [], [12], { gradient: [1] }));
  const backward = backwardOf(indexRows(t.result()));
  const sent = [
    [Float64Array.of(1), Float64Array.of(1)],
    [Float64Array.of(3), Float64Array.of(3)],
  ];
  const notes = (step: number) =>
    backward
      .detail(step, () => sent[step]!.map((data) => ({ shape: [], data })))
      .outgoing.map(({ title, note, data }) => `${title.normalize('NFC')} [${note}] ${data}`);
  expect(notes(0)).toEqual(composed(['v̄1 = v̄2 [] 1', 'x̄ += v̄2 [1st of 3] 1']));
  expect(notes(1)).toEqual(composed(['x̄ += v̄1 · x [2nd of 3] 3', 'x̄ += v̄1 · x [3rd of 3] 3']));
});

describe('a rule with names', () => {
  const write = (rule: string, names: string[], bars: string[]) =>
    instantiate(rule, names, bars, ['z9', 'G']);

  test('letters stand for operands, words and transposes stay', () => {
    expect(write('Ā += Z̄ · Bᵀ;  B̄ += Aᵀ · Z̄', ['w', 'p q'], ['W', 'P'])).toEqual(['G · (p q)ᵀ', 'wᵀ · G']);
    expect(write('x̄ += z̄ ∘ exp x', ['u'], ['U'])).toEqual(['G ∘ exp u']);
    expect(write('x̄ += z̄ / 3z²', ['u'], ['U'])).toEqual(['G / 3·z9²']);
  });

  test('what is not of the form is left to be said otherwise', () => {
    expect(write('x̄ᵢ += Σⱼ z̄ⱼ · product of all but xᵢ and xⱼ', ['u'], ['U'])).toBeUndefined();
    expect(write('x̄ += z̄;  ȳ += z̄', ['u'], ['U'])).toBeUndefined();
  });
});
