import { decidesVerdict } from '../../shared/errors.ts';
import type { Verdict } from '../../shared/panelProtocol.ts';
import { shapeText } from '../../shared/tensor.ts';
import type { Check, Cut, TraceResult } from '../../shared/trace.ts';
import { isOrdinary } from './inputs.ts';
import { milliseconds, plural, roughNumber } from '../format/numberText.ts';
import { placeText } from '../format/placeText.ts';
import { summaryText } from '../format/summaryText.ts';
import { numbersAt, opInfo, outputName, type Variables } from './variables.ts';

/** The line above a trace, in the parts that terminal, lens and panel show. */
export interface Header {
  /** Name of the traced function. */
  readonly name: string;
  /** `(a, b)`. */
  readonly parameters: string;
  /** `55.9213`, `{ mean: 1×8 }`; empty if there is none. */
  readonly output: string;
  /** The case's name, the number of equations, the running time. */
  readonly about: readonly string[];
  /** Whether the gradient is to be trusted, and if not why. */
  readonly verdict: readonly Verdict[];
}

/** The parts of the line above a trace. */
export function headerOf(result: TraceResult, variables: Variables): Header {
  const { trace, timing } = result;
  const roots = trace.leaves
    .filter(({ kind }) => kind === 'argument')
    .map(({ path }) => path.split(/[.[]/, 1)[0]!);
  const about = [result.case, plural(trace.equations.op.length, 'equation'), milliseconds(timing.run)];
  return {
    name: result.function.name,
    parameters: `(${[...new Set(roots)].join(', ')})`,
    output: outputText(result),
    about: about.filter((text) => text !== ''),
    verdict: verdictOf(result, variables),
  };
}

function outputText({ trace, status }: TraceResult): string {
  if (status !== 'ok' || trace.outputs.length === 0) return '';
  const texts = trace.outputs.slice(0, 4).map((output) => {
    const numbers = numbersAt(trace, output.refs);
    const value = numbers.length <= 3 ? summaryText(numbers, output.shape) : shapeText(output.shape);
    return output.path === '' ? value : `${outputName(output).replace(/^return\.?/, '')}: ${value}`;
  });
  const more = trace.outputs.length > texts.length ? ', …' : '';
  const whole = trace.outputs[0]!.path === '';
  return whole ? texts[0]! : `{ ${texts.join(', ')}${more} }`;
}

function verdictOf(result: TraceResult, variables: Variables): Verdict[] {
  const { status, check, diagnostics, trace } = result;
  if (status !== 'ok') {
    const stop = diagnostics.find(({ severity }) => severity === 'error');
    const place = placeText(result.files, stop?.span);
    const why = status === 'threw' ? 'threw' : `stopped: ${stop?.code ?? 'limit'}`;
    return [{ style: 'bad', text: `✗ ${why}${place && ` at ${place}`}` }];
  }
  const verdict = checkVerdict(check, result);
  const cut = trace.cuts.find((candidate) => !isOrdinary(candidate) && !isFlat(result, variables, candidate));
  if (!cut) return [verdict];
  const what = variables.label(variables.element(cut.id).variable);
  const place = placeText(result.files, result.spans.get(cut.site));
  const where = place === '' ? `by ${cut.to}` : `at ${place}`;
  return [verdict, { style: 'warning', text: `cut ${where} (${what}, ${cut.reason})` }];
}

/** Whether a cut number is the result of an operation whose derivative is 0: the cut then takes no gradient along. */
function isFlat(result: TraceResult, variables: Variables, { id }: Cut): boolean {
  const equation = variables.element(id).variable - variables.leaves.length;
  if (equation < 0) return false;
  const slope = opInfo(result, equation)?.slope;
  return slope === 'steps' || slope === 'bits';
}

function checkVerdict(check: Check | null, { diagnostics }: TraceResult): Verdict {
  if (check === null) return { style: 'dim', text: 'gradient not checked' };
  const note = check.note ? ` (${check.note})` : '';
  if (!check.ok) {
    const reason = diagnostics.find(({ code }) => decidesVerdict(code))?.code;
    const error = Number.isNaN(check.maxRelativeError) ? '' : ` by ${roughNumber(check.maxRelativeError)}`;
    return { style: 'bad', text: `✗ gradient check failed${error}${reason ? `: ${reason}` : ''}${note}` };
  }
  if (check.directions === 0 || Number.isNaN(check.maxRelativeError)) {
    return { style: 'warning', text: `gradient could not be checked${note}` };
  }
  if (diagnostics.some(({ code }) => code === 'branch-slope')) {
    return { style: 'warning', text: `gradient of the branches taken${note}` };
  }
  return { style: 'good', text: `✓ gradient checked ${roughNumber(check.maxRelativeError)}${note}` };
}
