import { describe, expect, test } from 'vitest';
import type { Primitive } from '../../../src/engine/rules/interpreter.ts';
import { primitiveNames, primitives } from '../../../src/engine/primitives/index.ts';
import { checkRules } from '../../support/checkRules.ts';
import { samples } from '../../support/samples.ts';
import type { PrimitiveName } from '../../../src/engine/rules/names.ts';

const faultsOf = (name: PrimitiveName, primitive: Primitive): string[] =>
  samples[name].flatMap((sample, i) =>
    checkRules(primitive, sample, 100 + i).map(
      (fault) =>
        `${sample.inputs.map(({ shape }) => `[${shape.join(', ')}]`).join(' ')} ${JSON.stringify(sample.params ?? {})} ${fault}`,
    ),
  );

describe('the rules of', () => {
  test.each(primitiveNames)(
    '%s agree with differences, each other and themselves at second order',
    (name) => {
      expect(samples[name]?.length).toBeGreaterThan(0);
      expect(faultsOf(name, primitives[name])).toEqual([]);
    },
  );
});

describe('a wrong rule is caught:', () => {
  const { sin, mul, sum, mmul } = primitives;
  if (sin.kind !== 'elementwise' || mul.kind !== 'elementwise') throw new Error('elementwise');
  if (sum.kind !== 'array' || mmul.kind !== 'array') throw new Error('array');

  test.each<[string, PrimitiveName, Primitive, RegExp]>([
    ['a partial with the wrong sign', 'sin', { ...sin, partials: [(k, x) => k.neg(k.cos(x))] }, /JVP: /],
    [
      'partials in the wrong order',
      'mul',
      { ...mul, partials: [mul.partials[1]!, mul.partials[0]!] },
      /JVP: /,
    ],
    [
      'a partial right in value, but whose own derivative is lost in a rounding',
      'sin',
      { ...sin, partials: [(k, x) => k.cos(k.div(k.round(k.mul(x, k.number(2 ** 60))), k.number(2 ** 60)))] },
      /^((?!⟩|: JVP|\} JVP).)*derivative of the VJP/,
    ],
    [
      'a VJP that is not the transpose of the JVP',
      'mmul',
      {
        ...mmul,
        vjp: (k, { inputs: [a, b] }, cotangent) => [
          k.apply('mmul', [cotangent, k.apply('transpose', [b!])]),
          k.apply('neg', [k.apply('mmul', [k.apply('transpose', [a!]), cotangent])]),
        ],
      },
      /⟨u, Jv⟩/,
    ],
    [
      'a forgotten broadcast',
      'sum',
      { ...sum, vjp: (_k, _at, cotangent) => [cotangent] },
      /cotangent of operand 0 is/,
    ],
  ])('%s', (_what, name, broken, fault) => {
    expect(faultsOf(name, broken).join('\n')).toMatch(fault);
  });
});
