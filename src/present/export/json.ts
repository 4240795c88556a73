import type { Derivatives } from '../../shared/derivatives.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import type { Failed } from '../../shared/failed.ts';
import { sizeOf, toNested, type Nested, type Shape } from '../../shared/tensor.ts';
import { guardKinds, operandsOf, type Params, type TraceResult } from '../../shared/trace.ts';
import { derivativesObject } from '../terminal/derivativesText.ts';
import { inputsOf } from '../model/inputs.ts';
import { foldTree } from '../fold/foldTree.ts';
import { roundsAround } from '../fold/tree.ts';
import { jsonNumber } from '../format/numberText.ts';
import { operandTree, referenceCode } from '../model/operands.ts';
import { numbersAt, numberVariables, opName, type Variables } from '../model/variables.ts';

/** Version of this form; the trace itself has another. */
const jsonVersion = 1;

/**
 * The machine-readable form: an array, one object a case, an equation or an input a line. What JSON has no number for
 * (`NaN`, `Infinity`, `-Infinity`, `-0`) is a string. Comes in pieces: the whole of a long trace does not fit into one string.
 */
export function* formatJson(
  results: readonly (TraceResult | Failed)[],
  derivatives: readonly (Derivatives | null)[] = [],
): Generator<string> {
  yield '[\n';
  for (const [i, result] of results.entries()) {
    if (i > 0) yield ',\n';
    const further = derivatives[i];
    const added = further ? { derivatives: derivativesObject(further) } : {};
    yield* object('trace' in result ? { ...traced(result), ...added } : failed(result));
  }
  yield '\n]\n';
}

/** Entries that are made one by one, as they are written. */
class Entries {
  readonly entries: Iterable<unknown>;
  constructor(entries: Iterable<unknown>) {
    this.entries = entries;
  }
}

/** An object with a key a line, and of the long lists an entry a line. */
function* object(fields: Record<string, unknown>): Generator<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries(fields)) {
    yield `${before}  ${JSON.stringify(key)}: `;
    if (value instanceof Entries) yield* list(value.entries);
    else if (Array.isArray(value) && value.some((entry) => typeof entry === 'object')) yield* list(value);
    else yield JSON.stringify(value);
    before = ',\n';
  }
  yield '\n}';
}

function* list(entries: Iterable<unknown>): Generator<string> {
  let before = '[\n';
  for (const entry of entries) {
    yield `${before}    ${JSON.stringify(entry)}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]' : '\n  ]';
}

function failed({ files, diagnostics }: Failed) {
  return { version: jsonVersion, files, status: 'failed', diagnostics: diagnostics.map(diagnosticObject) };
}

function traced(result: TraceResult) {
  const variables = numberVariables(result);
  const { check, timing } = result;
  return {
    version: jsonVersion,
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
    equations: new Entries(equationObjects(result, variables)),
    guards: new Entries(guardObjects(result, variables)),
    cuts: result.trace.cuts.map(({ id, reason, to, site, repeats }) => ({
      equation: `v${variables.element(id).variable}`,
      reason,
      span: result.spans.get(site) ?? null,
      to,
      repeats,
    })),
    diagnostics: result.diagnostics.map(diagnosticObject),
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

function outputObjects({ trace, status }: TraceResult) {
  return trace.outputs.map(({ path, shape, refs }) => ({
    path,
    shape,
    value: numbers(numbersAt(trace, refs), shape),
    // The gradients are those of the sum of all outputs.
    cotangent: status === 'ok' ? numbers(new Float64Array(sizeOf(shape)).fill(1), shape) : null,
  }));
}

function* equationObjects(result: TraceResult, variables: Variables) {
  const { equations } = result.trace;
  const rounds = roundsAround(foldTree(result));
  let here = rounds.next().value;
  for (let e = 0; e < equations.op.length; e++) {
    while (here && here[1] <= e) here = rounds.next().value;
    const { number, shape } = variables.ofEquation(e);
    yield {
      id: `v${number}`,
      op: opName(result, e),
      operands: operandsOf(result.trace, e).map((operand) =>
        operandTree(result, variables, operand, jsonNumber),
      ),
      params: paramsObject(equations.params.get(e)),
      shape,
      span: result.spans.get(equations.site[e]!) ?? null,
      names: variables.names(number),
      iteration: here?.[2] ?? [],
    };
  }
}

function* guardObjects(result: TraceResult, variables: Variables) {
  const { guards } = result.trace;
  for (let g = 0; g < guards.kind.length; g++) {
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
