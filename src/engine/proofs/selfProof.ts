import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { shapeText, sizeOf } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, shapeOf, valueOf, type Trace } from '../../shared/trace.ts';
import { primitiveNames } from '../primitives/index.ts';
import { leafValues, replay } from '../autodiff/replay.ts';

type SpanOf = (site: number) => Span | undefined;

/**
 * Self-proof: the recorded equations on the recorded leaves must give every recorded value, bit for bit. Where they do
 * not, storage was changed behind the tracer's back; the first such equation is reported.
 */
export function selfProof(trace: Trace, spanOf: SpanOf): Diagnostic[] {
  const { values } = replay(trace, leafValues(trace));
  for (let e = 0; e < trace.equations.op.length; e++) {
    const first = trace.equations.out[e]!;
    for (let id = first; id < first + sizeOfEquation(trace, e); id++) {
      if (Object.is(values[id], trace.values[id])) continue;
      const span = spanOf(trace.equations.site[e]!);
      const message =
        `${nameOf(trace, e)} gave ${trace.values[id]}, but its recorded operands give ${values[id]}: ` +
        'a value was changed by code that is not traced. Gradients through it are wrong.';
      return span ? [{ code: 'unexplained-value', severity: 'error', message, span, related: [] }] : [];
    }
  }
  return [];
}

/** The first NaN or infinity that an operation made of finite numbers, with the chain of operations that carry it to the output. */
export function firstNonFinite(trace: Trace, spanOf: SpanOf): Diagnostic[] {
  const count = trace.equations.op.length;
  const isBad = (ref: number) => !Number.isFinite(valueOf(trace, ref));
  const bad = (e: number) => {
    const first = trace.equations.out[e]!;
    for (let id = first; id < first + sizeOfEquation(trace, e); id++) if (isBad(id)) return true;
    return false;
  };
  let start = 0;
  while (start < count && !(bad(start) && operandsOf(trace, start).every(({ refs }) => !refs.some(isBad))))
    start++;
  const span = start < count ? spanOf(trace.equations.site[start]!) : undefined;
  if (!span) return [];

  // what it reaches, in order
  const carrying = new Set<number>([start]);
  const carriers = new Map<number, number>(); // element id → equation
  const own = (e: number) => {
    const first = trace.equations.out[e]!;
    for (let id = first; id < first + sizeOfEquation(trace, e); id++) if (isBad(id)) carriers.set(id, e);
  };
  own(start);
  const before = new Map<number, number>();
  // A run that was stopped has no output to reach, and may be millions of equations long.
  const end = trace.outputs.length > 0 ? count : 0;
  for (let e = start + 1; e < end; e++) {
    if (!bad(e)) continue;
    for (const { refs } of operandsOf(trace, e)) {
      const from = refs.find((ref) => carriers.has(ref));
      if (from === undefined) continue;
      carrying.add(e);
      before.set(e, carriers.get(from)!);
      own(e);
      break;
    }
  }
  const last = trace.outputs.flatMap(({ refs }) => Array.from(refs)).find((ref) => carriers.has(ref));
  const chain: number[] = [];
  for (
    let e = last === undefined ? undefined : carriers.get(last);
    e !== undefined && e !== start;
    e = before.get(e)
  ) {
    chain.unshift(e);
  }
  const value = firstBadValue(trace, start, isBad);
  const reaches = last !== undefined ? 'it reaches the output' : 'it does not reach the output';
  const operands = operandsOf(trace, start)
    .filter(({ refs }) => refs.length === 1)
    .map(({ refs }) => valueOf(trace, refs[0]!));
  const of =
    operands.length > 0 && operands.length === operandsOf(trace, start).length
      ? ` of ${operands.join(' and ')}`
      : '';
  const message = `The first ${Number.isNaN(value) ? 'NaN' : String(value).replace('Infinity', '∞')}: ${nameOf(trace, start)}${of} makes it of finite numbers; ${reaches}.`;
  const shown = chain.length <= 12 ? chain : [...chain.slice(0, 6), ...chain.slice(-6)];
  const related = shown.flatMap((e) => {
    const at = spanOf(trace.equations.site[e]!);
    return at ? [{ message: `carried on by ${nameOf(trace, e)}`, span: at }] : [];
  });
  return [{ code: 'non-finite', severity: 'warning', message, span, related }];
}

function firstBadValue(trace: Trace, e: number, isBad: (id: number) => boolean): number {
  let id = trace.equations.out[e]!;
  while (!isBad(id)) id++;
  return trace.values[id]!;
}

function sizeOfEquation({ equations }: Trace, e: number): number {
  return sizeOf(shapeOf(equations.rows[e]!, equations.columns[e]!));
}

function nameOf({ equations }: Trace, e: number): string {
  const shape = shapeOf(equations.rows[e]!, equations.columns[e]!);
  const name = primitiveNames[equations.op[e]! & ~ARRAY]!;
  return shape.length === 0 ? name : `${name} (${shapeText(shape)})`;
}
