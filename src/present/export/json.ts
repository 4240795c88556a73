import type { Derivatives } from '../../shared/derivatives.ts';
import type { Diagnostic, Fix, Link } from '../../shared/errors.ts';
import type { Failed } from '../../shared/failed.ts';
import type { Shape } from '../../shared/tensor.ts';
import { guardKinds, operandsOf, type Params, type TraceResult } from '../../shared/trace.ts';
import { derivativesObject } from '../terminal/derivativesText.ts';
import { inputsOf } from '../model/inputs.ts';
import { foldTree } from '../fold/foldTree.ts';
import { roundsAround } from '../fold/tree.ts';
import { jsonNumber } from '../format/numberText.ts';
import { operandTree, referenceCode, variableText } from '../model/operands.ts';
import { numbersAt, numberVariables, opName, type Variables } from '../model/variables.ts';
import { elements, Entries, objectPieces } from './jsonPieces.ts';
import { mostEquations } from './mostEquations.ts';

/** Version of this form; that of the trace itself is counted apart. Version 2 has `output[].variable`. */
const jsonVersion = 2;

/** What stands before the first case, between two, and after the last: an array, one object a case. */
export const jsonFrame = { start: '[\n', between: ',\n', end: '\n]\n' } as const;

/** What of a case is written besides its trace. */
export interface JsonOptions {
  readonly derivatives?: Derivatives | null;
  readonly fixesOf?: FixesOf;
  /** Entries that each of the lists of equations, guards and cuts has at most. */
  readonly maxEquations?: number;
}

/** Repairs of the findings of a trace. */
export type FixesOf = (result: TraceResult) => (finding: Diagnostic) => readonly Fix[];

/**
 * A case in the machine-readable form: an object, an equation or an input a line. What JSON has no number for
 * (`NaN`, `Infinity`, `-Infinity`, `-0`) is a string. Comes in pieces: the whole of a long trace does not fit into one string.
 */
export function formatJson(result: TraceResult | Failed, options: JsonOptions = {}): Generator<string> {
  const { derivatives } = options;
  const added = derivatives ? { derivatives: derivativesObject(derivatives) } : {};
  return objectPieces('trace' in result ? { ...traced(result, options), ...added } : failed(result));
}

function failed({ files, diagnostics }: Failed) {
  return {
    version: jsonVersion,
    files,
    status: 'failed',
    diagnostics: diagnostics.map((one) => diagnosticObject(one)),
  };
}

function traced(result: TraceResult, { fixesOf, maxEquations: most = mostEquations }: JsonOptions) {
  const variables = numberVariables(result);
  const { check, timing, trace } = result;
  const fixes = fixesOf?.(result);
  const longest = Math.max(trace.equations.op.length, trace.guards.kind.length, trace.cuts.length);
  return {
    version: jsonVersion,
    files: result.files,
    function: { name: result.function.name, span: result.function.span },
    case: result.case,
    status: result.status,
    truncated: longest > most,
    output: outputObjects(result, variables),
    inputs: inputsOf(result, variables).map(({ leaf, value, gradient, reason }) => ({
      path: leaf.path,
      kind: leaf.kind,
      static: leaf.static,
      shape: leaf.shape,
      value: numbers(value, leaf.shape),
      gradient: gradient && numbers(gradient, leaf.shape),
      ...(gradient === null && { reason }),
    })),
    equations: new Entries(equationObjects(result, variables, most)),
    guards: new Entries(guardObjects(result, variables, most)),
    cuts: trace.cuts.slice(0, most).map(({ id, reason, to, site, repeats }) => ({
      equation: `v${variables.element(id).variable}`,
      reason,
      span: result.spans.get(site) ?? null,
      to,
      repeats,
    })),
    diagnostics: result.diagnostics.map((one) => diagnosticObject(one, fixes?.(one))),
    check: check && {
      state: check.state,
      ok: check.state === 'ok',
      method: check.method,
      maxRelativeError: jsonNumber(check.maxRelativeError),
      directions: check.directions,
      runs: check.runs,
      ...(check.reason !== undefined && { reason: check.reason }),
      notChecked: check.notChecked.map(({ path, elements, why }) => ({ path, elements, why })),
    },
    timing: { load: timing.load, instrument: timing.instrument, run: timing.run, gradient: timing.gradient },
  };
}

function outputObjects({ trace, status }: TraceResult, variables: Variables) {
  return trace.outputs.map(({ path, shape, refs }) => ({
    path,
    variable: variableText(variables, refs),
    shape,
    value: numbers(numbersAt(trace, refs), shape),
    // The gradients are those of the sum of all outputs.
    cotangent: status === 'ok' ? elements(shape, () => 1) : null,
  }));
}

function* equationObjects(result: TraceResult, variables: Variables, most: number) {
  const { equations } = result.trace;
  const rounds = roundsAround(foldTree(result));
  let here = rounds.next().value;
  for (let e = 0; e < Math.min(equations.op.length, most); e++) {
    while (here && here[1] <= e) here = rounds.next().value;
    const { number, shape } = variables.ofEquation(e);
    yield {
      id: `v${number}`,
      op: opName(result, e),
      operands: operandsOf(result.trace, e).map((operand) =>
        operandTree(result, variables, operand, jsonNumber, elements),
      ),
      params: paramsObject(equations.params.get(e)),
      shape,
      span: result.spans.get(equations.site[e]!) ?? null,
      names: variables.names(number),
      iteration: here?.[2] ?? [],
    };
  }
}

function* guardObjects(result: TraceResult, variables: Variables, most: number) {
  const { guards } = result.trace;
  for (let g = 0; g < Math.min(guards.kind.length, most); g++) {
    yield {
      kind: guardKinds[guards.kind[g]!]!,
      operands: [guards.lhs[g]!, guards.rhs[g]!]
        .filter((ref) => ref !== 0)
        .map((ref) => referenceCode(result, variables, ref, jsonNumber)),
      outcome: guards.outcome[g] === 1,
      span: result.spans.get(guards.site[g]!) ?? null,
    };
  }
}

function paramsObject(params: Params = {}) {
  const json = (value: Params[string]) =>
    typeof value === 'number'
      ? jsonNumber(value)
      : typeof value === 'object' && value !== null
        ? value.map(jsonNumber)
        : value;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, json(value)]));
}

/** The fields of the contract and no others. */
function diagnosticObject(diagnostic: Diagnostic, fixes: readonly Fix[] = []) {
  const { code, severity, message, span, related, iteration } = diagnostic;
  const others = related.map((other) => ({ message: other.message, span: other.span }));
  return {
    code,
    ...(diagnostic.class && { class: diagnostic.class }),
    severity,
    message,
    span,
    ...(iteration !== undefined && { iteration }),
    related: others,
    ...(diagnostic.class && {
      chain: related.map(linkObject),
      fixes: fixes.map(({ title, edits }) => ({ title, edits })),
    }),
  };
}

/** A link of a chain as JSON has it. */
export function linkObject({ message, span, value, factor, iteration }: Link) {
  return {
    message,
    span,
    value: value === undefined ? null : jsonNumber(value),
    factor: factor === undefined ? null : jsonNumber(factor),
    iteration: iteration ?? null,
  };
}

const numbers = (data: Float64Array, shape: Shape) => elements(shape, (i) => jsonNumber(data[i]!));
