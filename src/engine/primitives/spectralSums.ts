import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { attempt, numbersOf } from '../kernels/ownMatrix.ts';
import { linearAlgebra } from '../rules/linearAlgebra.ts';
import type { SpectralSumName } from '../rules/names.ts';
import { squareShape } from './algebra.ts';
import { evd, read, readBack, reciprocalSums, svd } from './spectrum.ts';

const equal =
  'Of equal values, whose vectors have no derivative, it is that of a function which is symmetric in them: x as equal as the ' +
  'values, and ẋ in the order in which a change of A parts them; of values 0, x is 0.';

/**
 * What the gradient of a function of singular values or eigenvalues is made of. As primitives of their own they have the
 * derivative by divided differences (Daleckii and Krein 1965), which exists where values are equal and their vectors have none.
 */
export const spectralSums: Readonly<Record<SpectralSumName, ArrayPrimitive>> = {
  singularSum: {
    kind: 'array',
    formula: 'U · diag(x) · Vᵀ of A',
    rule: 'Ā += U · (D ∘ sym P + C ∘ skew P) · Vᵀ + …, P = Uᵀ·Z̄·V, Dᵢⱼ = (xⱼ − xᵢ) / (σⱼ − σᵢ), Cᵢⱼ = (xᵢ + xⱼ) / (σᵢ + σⱼ)',
    doc: `The gradient of a function of singular values with the derivatives x. ${equal}`,
    shape: ([a]) => a!,
    evaluate: ([a, x]) =>
      attempt(a!.data.length, () => {
        const { U, V } = svd(a!);
        return numbersOf(U.mulRowVector([...x!.data]).mmul(V.transpose()));
      }),
    jvp: (k, { inputs: [a, x] }, [da, dx]) => {
      const { mmul, t, add, diagonal } = linearAlgebra(k);
      if (!dx) return singularTerms(k, a!, x!, da!);
      if (!da) return k.apply('singularSum', [a!, dx]);
      const [u, v] = [k.apply('leftParted', [a!, da]), k.apply('rightParted', [a!, da])];
      return add(singularTerms(k, a!, x!, da), mmul(u, diagonal(dx), t(v)));
    },
    vjp: (k, { inputs: [a, x], wanted }, g) => {
      const { mmul, t, diagonalOf } = linearAlgebra(k);
      const [u, v] = [k.apply('leftSingularVectors', [a!]), k.apply('rightSingularVectors', [a!])];
      return [
        wanted[0] ? singularTerms(k, a!, x!, g) : null,
        wanted[1] ? diagonalOf(mmul(t(u), g, v)) : null,
      ];
    },
  },
  eigenSum: {
    kind: 'array',
    formula: 'V · diag(x) · Vᵀ of A',
    rule: 'Ā += V · (D ∘ (Vᵀ·Z̄·V)) · Vᵀ,  Dᵢⱼ = (xⱼ − xᵢ) / (λⱼ − λᵢ)',
    doc: `The gradient of a function of eigenvalues of a symmetric matrix with the derivatives x. ${equal}`,
    shape: ([a]) => squareShape('eigenSum', a!),
    evaluate: ([a, x], params) =>
      attempt(a!.data.length, () => {
        const { V } = evd(a!, params);
        return numbersOf(
          V.clone()
            .mulRowVector([...x!.data])
            .mmul(V.transpose()),
        );
      }),
    jvp: (k, { inputs: [a, x], params }, [da, dx]) => {
      const { mmul, t, add, diagonal } = linearAlgebra(k);
      if (!da) return k.apply('eigenSum', [a!, dx!], params);
      const d = read(k, da, params);
      const turned = eigenTerms(k, a!, x!, d, params);
      if (!dx) return turned;
      const v = k.apply('eigenParted', [a!, d], params);
      return add(turned, mmul(v, diagonal(dx), t(v)));
    },
    vjp: (k, { inputs: [a, x], params, wanted }, g) => {
      const { mmul, t, diagonalOf } = linearAlgebra(k);
      const v = k.apply('eigenvectors', [a!], params);
      return [
        wanted[0] ? readBack(k, eigenTerms(k, a!, x!, g, params), params) : null,
        wanted[1] ? diagonalOf(mmul(t(v), g, v)) : null,
      ];
    },
  },
};

/** How the sum turns with the vectors as A moves by D, x held: linear in D, and its own transpose. */
function singularTerms<V>(k: Interpreter<V>, a: V, x: V, d: V): V {
  const { mmul, mul, sub, add, t, row, column, symmetric, diagonalOf, shape } = linearAlgebra(k);
  const [u, v] = [k.apply('leftSingularVectors', [a]), k.apply('rightSingularVectors', [a])];
  const s = k.apply('singularValues', [a]);
  const p = mmul(t(u), d, v);
  const even = symmetric(p);
  const sums = mul(add(row(x), column(x)), reciprocalSums(k, s));
  const inner = add(k.apply('chain', [even, divided(k, s, x)]), k.apply('chain', [sub(p, even), sums]));
  const turned = mmul(u, inner, t(v));
  const [rows, columns] = shape(a) as [number, number];
  if (rows === columns) return turned;
  const ratio = diagonalOf(sums); // x / σ
  const outside =
    rows > columns
      ? mmul(mul(sub(mmul(d, v), mmul(u, p)), row(ratio)), t(v))
      : mmul(u, mul(sub(mmul(t(u), d), mmul(p, t(v))), column(ratio)));
  return add(turned, outside);
}

function eigenTerms<V>(k: Interpreter<V>, a: V, x: V, d: V, params: Params): V {
  const { mmul, t } = linearAlgebra(k);
  const v = k.apply('eigenvectors', [a], params);
  const weights = divided(k, k.apply('eigenvalues', [a], params), x);
  return mmul(v, k.apply('chain', [mmul(t(v), d, v), weights]), t(v));
}

/** (xⱼ − xᵢ) / (valueⱼ − valueᵢ), 0 where the values are equal. */
function divided<V>(k: Interpreter<V>, values: V, x: V): V {
  const { sub, mul, row, column } = linearAlgebra(k);
  return mul(sub(row(x), column(x)), k.apply('gaps', [values]));
}
