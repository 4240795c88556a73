import { decidesVerdict } from '../../shared/errors.ts';
import type { Verdict } from '../../shared/panel/protocol.ts';
import { elementNames } from '../../shared/tensor.ts';
import { shapeText } from '../../shared/tensor.ts';
import type { Check } from '../../shared/check.ts';
import type { Cut, TraceResult } from '../../shared/trace.ts';
import { bornText } from './born.ts';
import { isOrdinary, rootOf } from './inputs.ts';
import { milliseconds, plural, roughNumber } from '../format/numberText.ts';
import { placeText } from '../format/placeText.ts';
import { summaryText } from '../format/summaryText.ts';
import { outputName } from './names.ts';
import { numbersAt, opInfo, type Variables } from './variables.ts';

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
  const roots = trace.leaves.filter(({ kind }) => kind === 'argument').map(({ path }) => rootOf(path));
  const about = [result.case, plural(trace.equations.op.length, 'equation'), milliseconds(timing.run)];
  return {
    name: result.function.name,
    parameters: `(${[...new Set(roots)].join(', ')})`,
    output: outputText(result),
    about: about.filter((text) => text !== ''),
    verdict: verdictOf(result, variables),
  };
}

/** The result of a run, of several values at most so many: `{ loss: 0.2392, w: 3×1, … }`. */
export function outputText({ trace, status }: TraceResult, most = 4): string {
  if (status !== 'ok' || trace.outputs.length === 0) return '';
  const texts = trace.outputs.slice(0, most).map((output) => {
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
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    // The cause may stand before the place where the function threw.
    const stop = errors.find(({ code }) => code === 'threw') ?? errors[0];
    const place = placeText(result.files, stop?.span);
    const why = status === 'threw' ? 'threw' : `stopped: ${stop?.code ?? 'limit'}`;
    return [{ style: 'bad', text: `✗ ${why}${place && ` at ${place}`}` }];
  }
  const born = diagnostics.some(({ code }) => decidesVerdict(code)) ? undefined : bornText(result, variables);
  const verdict: Verdict =
    born === undefined ? checkVerdict(check, result) : { style: 'bad', text: `✗ ${born}` };
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

function checkVerdict(check: Check | null, { diagnostics, files }: TraceResult): Verdict {
  if (check === null) return { style: 'dim', text: 'gradient not checked' };
  const { state, maxRelativeError, reason } = check;
  if (state === 'none') return { style: 'dim', text: `– gradient not checked: ${reason}` };
  const isCompared = !Number.isNaN(maxRelativeError);
  // None at all, as of what is linear or has no slope, is not told as a number: it reads like a count of what was checked.
  const error = isCompared && maxRelativeError !== 0 ? ` ${roughNumber(maxRelativeError)}` : '';
  if (state === 'ok') return { style: 'good', text: `✓ gradient checked${error}` };
  if (state === 'partly') {
    const text = isCompared ? `gradient partly checked${error}: not` : 'gradient could not be compared:';
    return { style: 'warning', text: `◐ ${text} ${leftOutText(check.notChecked)}` };
  }
  const cause = diagnostics.find((finding) => decidesVerdict(finding.code));
  const by = error && ` by${error}`;
  if (!cause) return { style: 'bad', text: `✗ gradient check failed${by}: ${reason}` };
  const names = check.notChecked.map(({ path, shape, elements }) => elementNames(path, shape, elements));
  const of = names.length > 0 ? ` of ${names.join(', ')}` : '';
  return {
    style: 'bad',
    text: `✗ gradient check failed${by}: ${cause.code}${of} at ${placeText(files, cause.span)}`,
  };
}

/** Inputs of a verdict that are named; the rest is counted. */
const mostLeftOut = 3;

/** `a[0], a[2] (in steps), b (at a kink)`. */
function leftOutText(notChecked: Check['notChecked']): string {
  const byReason = new Map<string, string[]>();
  for (const { path, shape, elements, why } of notChecked.slice(0, mostLeftOut)) {
    byReason.set(why, [...(byReason.get(why) ?? []), elementNames(path, shape, elements)]);
  }
  const texts = [...byReason].map(([why, names]) => `${names.join(', ')} (${why})`);
  const more = notChecked.length - mostLeftOut;
  return texts.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
