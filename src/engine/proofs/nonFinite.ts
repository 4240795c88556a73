import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, sizeAt, valueOf, type Trace } from '../../shared/trace.ts';
import { contributionsOf } from '../autodiff/contributions.ts';
import { primitiveNames } from '../primitives/index.ts';
import { equationName, leafName, operandNumbers, type Finder } from './finder.ts';

/** At most so many links of the chain to the output are shown, half of them from either end. */
const mostLinks = 12;

/** Finds the first NaN or infinity that an operation made of finite numbers, and the operations that carry it to the output. */
export const nonFiniteValues: Finder = (trace, _cotangents, spanOf) => {
  const { equations } = trace;
  const start = firstNonFinite(trace);
  const span = start === undefined ? undefined : spanOf(equations.site[start]!);
  if (start === undefined || !span) return [];
  const chain = chainToOutput(trace, start);
  const value = trace.values[nonFiniteIds(trace, start)[0]!]!;
  const of = operandNumbers(trace, operandsOf(trace, start));
  const reaches = chain ? 'it reaches the output' : 'it does not reach the output';
  const message = `The first ${numberText(value)}: ${equationName(trace, start)}${of} makes it of finite numbers; ${reaches}.`;
  const links = chain ?? [];
  const half = mostLinks / 2;
  const shown = links.length <= mostLinks ? links : [...links.slice(0, half), ...links.slice(-half)];
  const related = shown.flatMap((e) => {
    const at = spanOf(equations.site[e]!);
    return at ? [{ message: `carried on by ${equationName(trace, e)}`, span: at }] : [];
  });
  return [{ code: 'non-finite', severity: 'warning', message, span, related }];
};

/** The first equation with a result that is not finite though all its operands are. */
function firstNonFinite(trace: Trace): number | undefined {
  const isFinite = (ref: number) => Number.isFinite(valueOf(trace, ref));
  for (let e = 0; e < trace.equations.op.length; e++) {
    if (hasNonFinite(trace, e) && operandsOf(trace, e).every(({ refs }) => refs.every(isFinite))) return e;
  }
  return undefined;
}

function hasNonFinite({ equations, values }: Trace, e: number): boolean {
  const first = equations.out[e]!;
  const end = first + sizeAt(equations.rows[e]!, equations.columns[e]!);
  for (let id = first; id < end; id++) if (!Number.isFinite(values[id])) return true;
  return false;
}

/** The elements of an equation's result that are not finite. */
function nonFiniteIds({ equations, values }: Trace, e: number): number[] {
  const first = equations.out[e]!;
  const ids: number[] = [];
  for (let id = first; id < first + sizeAt(equations.rows[e]!, equations.columns[e]!); id++) {
    if (!Number.isFinite(values[id])) ids.push(id);
  }
  return ids;
}

/** The equations that carry what is not finite from equation `start` to the output, in order; undefined if it is not reached. */
function chainToOutput(trace: Trace, start: number): number[] | undefined {
  // A run that was stopped has no output to reach, and may be millions of equations long.
  if (trace.outputs.length === 0) return undefined;
  const equationOf = new Map(nonFiniteIds(trace, start).map((id) => [id, start]));
  const before = new Map<number, number>();
  for (let e = start + 1; e < trace.equations.op.length; e++) {
    if (!hasNonFinite(trace, e)) continue;
    const refs = operandsOf(trace, e).flatMap((operand) => [...operand.refs]);
    const carrier = refs.find((ref) => equationOf.has(ref));
    if (carrier === undefined) continue;
    before.set(e, equationOf.get(carrier)!);
    for (const id of nonFiniteIds(trace, e)) equationOf.set(id, e);
  }
  const last = trace.outputs.flatMap(({ refs }) => [...refs]).find((ref) => equationOf.has(ref));
  if (last === undefined) return undefined;
  const chain: number[] = [];
  for (let e = equationOf.get(last)!; e !== start; e = before.get(e)!) chain.unshift(e);
  return chain;
}

/**
 * Finds where a gradient stops being finite although every number of the run is: the first operation of the backward pass that
 * sends NaN or infinity and received neither.
 */
export const nonFiniteGradients: Finder = (trace, cotangents, spanOf) => {
  const { leaves, values, equations } = trace;
  const bad = leaves.filter(({ first, shape }) => {
    return first > 0 && !cotangents.subarray(first, first + sizeOf(shape)).every(Number.isFinite);
  });
  if (bad.length === 0 || !values.subarray(1).every(Number.isFinite)) return [];
  for (let e = equations.op.length - 1; e >= 0; e--) {
    const first = equations.out[e]!;
    const size = sizeAt(equations.rows[e]!, equations.columns[e]!);
    if (!cotangents.subarray(first, first + size).every(Number.isFinite)) continue;
    const operands = operandsOf(trace, e);
    const receives = operands.some(({ refs }) => refs.some((ref) => !Number.isFinite(cotangents[ref] ?? 0)));
    if (!receives) continue;
    const name = primitiveNames[equations.op[e]! & ~ARRAY]!;
    const parts = contributionsOf(trace, cotangents, e, name) ?? [];
    const value = parts.flatMap((part) => [...(part?.data ?? [])]).find((x) => !Number.isFinite(x));
    const span = spanOf(equations.site[e]!);
    if (value === undefined || !span) continue;
    const of = operandNumbers(trace, operands);
    const names = bad.map(leafName).join(', ');
    const message = `The gradient of ${names} is not finite: the derivative of ${name}${of} makes it ${numberText(value)} here.`;
    return [{ code: 'non-finite', severity: 'warning', message, span, related: [] }];
  }
  return [];
};

const numberText = (x: number): string => String(x).replace('Infinity', '∞');
