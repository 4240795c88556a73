import type { Params } from '../../../shared/trace.ts';
import { agrees, matrixOperand, type MatrixOperand } from './algebra.ts';
import { optionsIn } from './options.ts';
import { rule, type Holders } from '../member.ts';
import { decline, recordMatrix, type MemberCall } from '../memberRule.ts';
import type { Dense } from '../store.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/**
 * Rules of `new SVD(…)` and its like: the user's own class computes; each factor is one equation, and the storage of the object
 * made holds its elements. What its getters and methods do with them is traced through.
 */
export const decompositions: Holders = {
  SingularValueDecomposition: { new: rule(singularValues) },
  EigenvalueDecomposition: { new: rule(eigenvalues) },
  CholeskyDecomposition: { new: rule(cholesky) },
  LuDecomposition: { new: rule(lu) },
  QrDecomposition: { new: rule(qr) },
};

function singularValues(call: MemberCall): unknown {
  const [source, options] = call.args;
  const a = matrixOperand(call, source);
  const wanted = booleans(call, options);
  if (!a || !wanted) return decline;
  const {
    autoTranspose = false,
    computeLeftSingularVectors = true,
    computeRightSingularVectors = true,
  } = wanted;
  // a wide matrix gives other factors, and a warning
  if (a.matrix.rows < a.matrix.columns && !autoTranspose) return decline;
  const made = call.real(a.given, options) as { s: Float64Array; U: Dense; V: Dense };
  const factors: Factor[] = [
    { op: 'singularValues', held: made.s },
    ...(computeLeftSingularVectors ? [{ op: 'leftSingularVectors' as const, held: made.U }] : []),
    ...(computeRightSingularVectors ? [{ op: 'rightSingularVectors' as const, held: made.V }] : []),
  ];
  if (!recordFactors(call, a, factors)) return decline;
  call.store.decomposed.remember(made, a, [made.s, ...made.U.data, ...made.V.data]);
  return made;
}

function eigenvalues(call: MemberCall): unknown {
  const [source, options] = call.args;
  const a = matrixOperand(call, source);
  const wanted = booleans(call, options);
  if (!a || !wanted || a.matrix.rows !== a.matrix.columns) return decline;
  const assumed = wanted['assumeSymmetric'] ?? false;
  const symmetric = assumed ? 'lower' : isSymmetric(call, a) ? 'mean' : null;
  const made = call.real(a.given, options) as { d: Float64Array; e: Float64Array; V: Dense };
  if (made.e.some((imaginary) => imaginary !== 0)) return decline;
  const factors: Factor[] = [
    { op: 'eigenvalues', held: made.d },
    { op: 'eigenvectors', held: made.V },
  ];
  return recordFactors(call, a, factors, { symmetric }) ? made : decline;
}

function cholesky(call: MemberCall): unknown {
  const a = matrixOperand(call, call.args[0]);
  if (!a || !isSymmetric(call, a)) return decline;
  const made = call.real(a.given) as { L: Dense; positiveDefinite: boolean };
  if (!made.positiveDefinite) return decline;
  if (!recordFactors(call, a, [{ op: 'cholesky', held: made.L }])) return decline;
  call.store.decomposed.remember(made, a, [...made.L.data]);
  return made;
}

function lu(call: MemberCall): unknown {
  const { store, tracer, site } = call;
  const a = matrixOperand(call, call.args[0]);
  if (!a || a.matrix.rows !== a.matrix.columns) return decline;
  const made = call.real(a.given) as { LU: Dense; pivotVector: Float64Array };
  if (!store.dense(made.LU)) return decline;
  const pivots = [...made.pivotVector];
  const regular = pivots.every((_, i) => made.LU.data[i]![i] !== 0);
  if (!regular || !agrees(call, 'lu', [a], store.numbers(made.LU)) || !agrees(call, 'pivots', [a], pivots))
    return decline;
  const first = tracer.recorder.array('pivots', site, [a.operand], pivots.length, -1, pivots);
  pivots.forEach((_, i) => tracer.recorder.guard('value', site, first + i, 0, true));
  recordMatrix(call, 'lu', [a.operand], made.LU, { pivots });
  store.decomposed.remember(made, a, [...made.LU.data]);
  return made;
}

function qr(call: MemberCall): unknown {
  const { store, tracer, site } = call;
  const a = matrixOperand(call, call.args[0]);
  if (!a || a.matrix.rows < a.matrix.columns) return decline;
  const made = call.real(a.given) as { QR: Dense; Rdiag: Float64Array };
  if (!store.dense(made.QR)) return decline;
  const { rows, columns: n } = made.QR;
  const packed = store.numbers(made.QR);
  const above = (at: number) => Math.floor(at / n) < at % n;
  const reflections = packed.map((x, at) => (above(at) ? 0 : x));
  const r = Float64Array.from({ length: n * n }, (_, at) =>
    at % (n + 1) === 0 ? made.Rdiag[at / (n + 1)]! : above(at) ? packed[at]! : 0,
  );
  if (made.Rdiag.some((x) => x === 0)) return decline;
  if (!agrees(call, 'triangularFactor', [a], r) || !agrees(call, 'reflections', [a], reflections))
    return decline;
  const first = tracer.recorder.array('triangularFactor', site, [a.operand], n, n, r);
  const vectors = tracer.recorder.array('reflections', site, [a.operand], rows, n, reflections);
  made.QR.data.forEach((row, i) => {
    for (let j = 0; j < n; j++) tracer.shadows.set(row, j, (i < j ? first : vectors) + i * n + j);
  });
  for (let k = 0; k < n; k++) {
    const id = first + k * (n + 1);
    tracer.shadows.set(made.Rdiag, k, id);
    // the sign of a column decides which way it is reflected
    tracer.recorder.guard('<', site, id, tracer.recorder.constant(0, site), made.Rdiag[k]! < 0);
  }
  store.decomposed.remember(made, a, [...made.QR.data, made.Rdiag]);
  return made;
}

/** A factor: what computes it and the storage that holds it. */
interface Factor {
  readonly op: PrimitiveName;
  readonly held: Float64Array | Dense;
}

/** One equation a factor, if the engine computes the same numbers. */
function recordFactors(
  call: MemberCall,
  a: MatrixOperand,
  factors: readonly Factor[],
  params?: Params,
): boolean {
  const { store, tracer, site } = call;
  const numbers = ({ held }: Factor) => (held instanceof Float64Array ? held : store.numbers(held));
  if (!factors.every((factor) => agrees(call, factor.op, [a], numbers(factor), params))) return false;
  for (const { op, held } of factors) {
    if (held instanceof Float64Array) {
      const first = tracer.recorder.array(op, site, [a.operand], held.length, -1, held, params);
      tracer.shadows.setRun(held, first);
    } else {
      recordMatrix(call, op, [a.operand], held, params);
    }
  }
  return true;
}

/** Asks the matrix as ml-matrix does, so that its comparisons become guards. */
function isSymmetric(call: MemberCall, { given }: MatrixOperand): boolean {
  return call.invoke((given as { isSymmetric?: unknown }).isSymmetric, given) === true;
}

/** Options that are all booleans, or none; null for anything else. */
function booleans(call: MemberCall, given: unknown): Readonly<Record<string, boolean>> | null {
  const options = optionsIn(call, given);
  if (!options || !Object.values(options).every((x) => typeof x === 'boolean')) return null;
  return options as Record<string, boolean>;
}
