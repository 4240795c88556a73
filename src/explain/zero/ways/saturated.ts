import { contributionOfNumber, contributionsOf } from '../../../engine/autodiff/index.ts';
import { opName } from '../../../present/model/variables.ts';
import { ARRAY, operandsOf, sizeAt, valueOf } from '../../../shared/trace.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { equationsOf } from '../../evidence/operations.ts';
import { FlatSteps, type FlatStep } from './flatSteps.ts';
import type { Ways } from './ways.ts';

/** Operations that can be flat on a whole side, or that a mask can hide numbers by. */
const canSaturate: ReadonlySet<string> = new Set([
  ...['exp', 'tanh', 'atan', 'maximum', 'minimum', 'max', 'min', 'maximumOf', 'minimumOf'],
  ...['floor', 'ceil', 'round', 'trunc', 'sign', 'mul'],
]);

/**
 * The operations on ways that are flat where they are, though what comes after them is flat as well: a saturated function before a
 * difference that is zero because of it, a mask of zeros before a norm.
 */
export function saturatedSteps(evidence: Evidence, { reached }: Ways): FlatStep[] {
  const { trace, result } = evidence;
  const { op, out, lhs, rhs } = trace.equations;
  const product = result.ops.findIndex(({ name }) => name === 'mul');
  const ones = new Float64Array(trace.values.length).fill(1);
  const found = new FlatSteps(trace);
  for (const e of equationsOf(evidence, canSaturate)) {
    if (op[e]! & ARRAY) addArray(evidence, reached, ones, e, found);
    else if (reached[out[e]!] !== 0) {
      const a = lhs[e]!;
      const b = rhs[e]!;
      // A product is flat only where its other factor is 0, as few are.
      if (op[e] === product && valueOf(trace, a) !== 0 && valueOf(trace, b) !== 0) continue;
      if (a > 0 && reached[a] !== 0 && contributionOfNumber(trace, ones, e, 0) === 0) found.add(e, 0, [a]);
      if (b > 0 && reached[b] !== 0 && contributionOfNumber(trace, ones, e, 1) === 0) found.add(e, 1, [b]);
    }
  }
  return found.all();
}

function addArray(
  { trace, result }: Evidence,
  reached: Uint8Array,
  ones: Float64Array,
  e: number,
  found: FlatSteps,
): void {
  const { out, rows, columns } = trace.equations;
  const results = reached.subarray(out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
  if (results.every((way) => way === 0)) return;
  const parts = contributionsOf(trace, ones, e, opName(result, e)) ?? [];
  operandsOf(trace, e).forEach((operand, k) => {
    const refs = operand.refs.filter((ref) => ref > 0 && reached[ref] !== 0);
    const wanted = new Set(refs);
    const isFlat = parts[k]?.data.every((x, i) => x === 0 || !wanted.has(operand.refs[i]!));
    if (refs.length > 0 && isFlat) found.add(e, k, refs);
  });
}
