import { nest, type Nest } from '../../shared/tensor.ts';
import { operandsOf, type Operand, type Params, type TraceResult } from '../../shared/trace.ts';
import { pythonNumber } from '../format/numberText.ts';
import { operandTree } from '../model/operands.ts';
import { numberVariables, opName, type Variables } from '../model/variables.ts';

/**
 * The trace as NumPy-style tuples, one equation a line: `('mmul', v1, (array([[0.5, 2]]),), {}, v2)`.
 * The first operand stands alone, the others and the positional parameters in a tuple, named parameters in a dict.
 */
export function* formatTuples(result: TraceResult): Generator<string> {
  const variables = numberVariables(result);
  const { op, params } = result.trace.equations;
  for (let e = 0; e < op.length; e++) {
    const operands = operandsOf(result.trace, e).map((operand) => operandCode(result, variables, operand));
    const all = Object.entries(params.get(e) ?? {}).filter(([, value]) => value !== null);
    const isPositional = ([name]: [string, unknown]) => positional.has(name);
    const rest = [...operands.slice(1), ...all.filter(isPositional).map(([, value]) => paramCode(value))];
    const named = all
      .filter((entry) => !isPositional(entry))
      .map(([name, value]) => `${text(name)}: ${paramCode(value)}`);
    const parts = [text(opName(result, e)), operands[0] ?? 'None', tuple(rest), `{${named.join(', ')}}`];
    yield `(${parts.join(', ')}, v${variables.ofEquation(e).number})\n`;
  }
}

/** Parameters that NumPy's function of the same name takes by position. */
const positional: ReadonlySet<string> = new Set(['shape']);

function operandCode(result: TraceResult, variables: Variables, operand: Operand): string {
  const nested = nestText(operandTree(result, variables, operand, pythonNumber, nest));
  return operand.static && operand.shape.length > 0 ? `array(${nested})` : nested;
}

function nestText(value: Nest<string>): string {
  return typeof value === 'string' ? value : `[${value.map(nestText).join(', ')}]`;
}

function paramCode(value: Params[string]): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  return typeof value === 'number' ? pythonNumber(value) : tuple(value.map(pythonNumber));
}

/** A Python tuple; one of a single entry ends in a comma. */
function tuple(entries: readonly string[]): string {
  return entries.length === 1 ? `(${entries[0]!},)` : `(${entries.join(', ')})`;
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
