import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { shapeText } from '../../shared/tensor.ts';
import { ARRAY, shapeOf, valueOf, type Leaf, type Operand, type Trace } from '../../shared/trace.ts';
import { primitiveNames } from '../primitives/index.ts';

/** The source range of a site; undefined where it has none. */
export type SpanOf = (site: number) => Span | undefined;

/** Looks for one kind of finding in a trace. `cotangents` are by element id, empty where the run did not finish. */
export type Finder = (trace: Trace, cotangents: Float64Array, spanOf: SpanOf) => Diagnostic[];

/** A leaf as messages name it: by its path, a constant of a module without saying so. */
export function leafName({ path }: Pick<Leaf, 'path'>): string {
  return path.replace(/^module:/, '');
}

/** An equation as messages name it: `log`, `mmul (2×3)`. */
export function equationName({ equations }: Trace, e: number): string {
  const shape = shapeOf(equations.rows[e]!, equations.columns[e]!);
  const name = primitiveNames[equations.op[e]! & ~ARRAY]!;
  return shape.length === 0 ? name : `${name} (${shapeText(shape)})`;
}

/** ` of 2 and 0`: the operands of an equation in a message; empty unless each is a single number. */
export function operandNumbers(trace: Trace, operands: readonly Operand[]): string {
  const numbers = operands
    .filter(({ refs }) => refs.length === 1)
    .map(({ refs }) => valueOf(trace, refs[0]!));
  return numbers.length > 0 && numbers.length === operands.length ? ` of ${numbers.join(' and ')}` : '';
}
