import type { Diagnostic } from '../shared/errors.ts';
import { sizeOf, toNested, type Nested, type Shape } from '../shared/tensor.ts';
import { guardKinds, operandsOf, type Params, type TraceResult } from '../shared/trace.ts';
import { inputsOf } from './inputs.ts';
import { jsonNumber } from './numbers.ts';
import { operandTree, referenceCode } from './operands.ts';
import { numbersAt, numberVariables, opName, type Variables } from './variables.ts';

/** A case that could not be run; `files` are what the diagnostics' spans index. */
export interface Failed {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The machine-readable form: an array, one object a case, an equation or an input a line.
 * What JSON has no number for (`NaN`, `Infinity`, `-Infinity`, `-0`) is a string.
 */
export function formatJson(results: readonly (TraceResult | Failed)[]): string {
  const objects = results.map((result) => ('trace' in result ? traced(result) : failed(result)));
  return `[\n${objects.map(object).join(',\n')}\n]\n`;
}

/** An object with a key a line, and of the long lists an entry a line. */
function object(fields: Record<string, unknown>): string {
  const lines = Object.entries(fields).map(([key, value]) => `  ${JSON.stringify(key)}: ${list(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

function list(value: unknown): string {
  const isLong = Array.isArray(value) && value.some((entry) => typeof entry === 'object');
  return isLong
    ? `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`
    : JSON.stringify(value);
}

function failed({ files, diagnostics }: Failed) {
  return { version: 1, files, status: 'failed', diagnostics: diagnostics.map(diagnosticObject) };
}

function traced(result: TraceResult) {
  const variables = numberVariables(result);
  const { check, timing } = result;
  return {
    version: result.version,
    files: result.files,
    function: { name: result.function.name, span: result.function.span },
    case: result.case,
    status: result.status,
    output: outputObjects(result),
    inputs: inputsOf(result, variables).map(({ leaf, value, gradient, reason }) => ({
      path: leaf.path,
      kind: leaf.kind,
      static: leaf.static,
      shape: leaf.shape,
      value: numbers(value, leaf.shape),
      gradient: gradient && numbers(gradient, leaf.shape),
      ...(gradient === null && { reason }),
    })),
    equations: equationObjects(result, variables),
    guards: guardObjects(result, variables),
    cuts: result.trace.cuts.map(({ id, reason, to, site, repeats }) => ({
      equation: `v${variables.place(id).variable}`,
      reason,
      span: result.spans.get(site) ?? null,
      to,
      repeats,
    })),
    diagnostics: result.diagnostics.map(diagnosticObject),
    check: check && {
      ok: check.ok,
      method: check.method,
      maxRelativeError: jsonNumber(check.maxRelativeError),
      directions: check.directions,
      ...(check.note !== undefined && { note: check.note }),
    },
    timing: { load: timing.load, instrument: timing.instrument, run: timing.run, gradient: timing.gradient },
  };
}

function outputObjects({ trace, status }: TraceResult) {
  return trace.outputs.map(({ path, shape, refs }) => ({
    path,
    shape,
    value: numbers(numbersAt(trace, refs), shape),
    // The gradients are those of the sum of all outputs.
    cotangent: status === 'ok' ? numbers(new Float64Array(sizeOf(shape)).fill(1), shape) : null,
  }));
}

function equationObjects(result: TraceResult, variables: Variables) {
  const { equations } = result.trace;
  return Array.from(equations.op, (_, e) => {
    const { number, shape } = variables.ofEquation(e);
    return {
      id: `v${number}`,
      op: opName(result, e),
      operands: operandsOf(result.trace, e).map((operand) =>
        operandTree(result, variables, operand, jsonNumber),
      ),
      params: paramsObject(equations.params.get(e)),
      shape,
      span: result.spans.get(equations.site[e]!) ?? null,
      names: variables.names(number),
    };
  });
}

function guardObjects({ trace, spans, ...result }: TraceResult, variables: Variables) {
  const { guards } = trace;
  return Array.from(guards.kind, (kind, g) => ({
    kind: guardKinds[kind]!,
    operands: [guards.lhs[g]!, guards.rhs[g]!]
      .filter((ref) => ref !== 0)
      .map((ref) => referenceCode({ trace, spans, ...result }, variables, ref, jsonNumber)),
    outcome: guards.outcome[g] === 1,
    span: spans.get(guards.site[g]!) ?? null,
  }));
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
function diagnosticObject({ code, severity, message, span, related }: Diagnostic) {
  const others = related.map((other) => ({ message: other.message, span: other.span }));
  return { code, severity, message, span, related: others };
}

type JsonNested = number | string | JsonNested[];

function numbers(data: Float64Array, shape: Shape): JsonNested {
  const encode = (value: Nested): JsonNested =>
    typeof value === 'number' ? jsonNumber(value) : value.map(encode);
  return encode(toNested({ shape, data }));
}
