import type { Check, NotChecked } from '../check.ts';
import { codes, findingClasses, type Code, type Diagnostic, type Link } from '../errors.ts';
import type { Span } from '../span.ts';
import type {
  Cut,
  Equations,
  Guards,
  Leaf,
  OpInfo,
  Output,
  Overwrites,
  Params,
  Scopes,
  Timing,
  Trace,
  TraceResult,
} from '../trace.ts';
import type { EarlierCheck } from './earlier.ts';
import {
  dictionary,
  either,
  fields,
  flag,
  list,
  mapOf,
  nothing,
  number,
  oneOf,
  optional,
  text,
  tuple,
  typed,
  whole,
  type Schema,
} from './schema.ts';
import type { StoredTrace } from './storedTrace.ts';

/*
 * The fields and types of a stored trace, of this version and of earlier ones. How they fit together is in consistency.ts. A field that is
 * added to the types is one line here; without it this file does not compile.
 */

const count = whole(0);
const ints = typed(Int32Array);
const doubles = typed(Float64Array);
const bytes = typed(Uint8Array);
/** No text has more lines; what goes over the lines of a span ends. */
const line = whole(1, 10_000_000);
const span: Schema<Span> = tuple<Span>(count, line, count, line, count);
const shape = list(count);

const equations = fields<Equations>({
  op: typed(Uint16Array),
  out: ints,
  rows: ints,
  columns: ints,
  lhs: ints,
  rhs: ints,
  site: ints,
  scope: ints,
  operands: ints,
  gathers: ints,
  operandNames: optional(fields<NonNullable<Equations['operandNames']>>({ operand: ints, site: ints })),
  params: mapOf(
    count,
    dictionary<Params[string]>(either(either(either(text, number), either(flag, nothing)), list(number))),
  ),
});

const leaf = fields<Leaf>({
  path: text,
  kind: oneOf('argument', 'this', 'captured'),
  static: flag,
  frozen: optional(flag),
  shape,
  first: count,
  value: optional(doubles),
  container: oneOf('number', 'matrix', 'array', 'typed array'),
  single: optional(flag),
});

const cut = fields<Cut>({
  id: count,
  reason: oneOf('index', 'key', 'size', 'text', 'integer', 'predicate', 'opaque', 'uncovered'),
  to: text,
  site: whole(-1),
  equation: count,
  repeats: count,
  further: optional(ints),
});

const trace = fields<Trace>({
  values: doubles,
  constants: doubles,
  leaves: list(leaf),
  equations,
  scopes: fields<Scopes>({ parent: ints, site: ints, members: mapOf(count, text) }),
  iterations: fields<Trace['iterations']>({
    equation: ints,
    site: ints,
    scope: ints,
    skipped: optional(ints),
  }),
  guards: fields<Guards>({
    kind: bytes,
    lhs: ints,
    rhs: ints,
    outcome: bytes,
    site: ints,
    equation: ints,
    time: optional(ints),
  }),
  cuts: list(cut),
  names: fields<Trace['names']>({
    id: ints,
    site: ints,
    size: ints,
    time: optional(ints),
    holder: optional(ints),
  }),
  overwrites: optional(
    fields<Overwrites>({ holder: ints, id: ints, site: ints, name: ints, equation: ints }),
  ),
  outputs: list(fields<Output>({ path: text, shape, refs: ints })),
});

const diagnostic = fields<Diagnostic>({
  code: oneOf(...(Object.keys(codes) as Code[])),
  severity: oneOf('error', 'warning', 'information'),
  message: text,
  span,
  related: list(
    fields<Link>({
      message: text,
      span,
      equation: optional(count),
      value: optional(number),
      factor: optional(number),
      iteration: optional(count),
    }),
  ),
  class: optional(oneOf(...findingClasses)),
  equation: optional(count),
  mark: optional(text),
  iteration: optional(count),
});

const check = fields<Check>({
  state: oneOf('ok', 'partly', 'failed', 'none'),
  method: oneOf('rerun'),
  maxRelativeError: number,
  directions: count,
  runs: count,
  reason: optional(text),
  notChecked: list(
    fields<NotChecked>({ path: text, shape, elements: either(nothing, list(count)), why: text }),
  ),
});

const earlierCheck = fields<EarlierCheck>({
  ok: flag,
  method: optional(oneOf('rerun')),
  maxRelativeError: number,
  directions: count,
  note: optional(text),
});

const result = fields<TraceResult>({
  version: oneOf(1, 2) as Schema<2>,
  files: list(text),
  sources: optional(mapOf(count, text)),
  contents: optional(list(text)),
  function: fields<TraceResult['function']>({ name: text, span }),
  case: text,
  status: oneOf('ok', 'threw', 'limit'),
  trace,
  ops: list(
    fields<OpInfo>({
      name: text,
      formula: text,
      rule: text,
      doc: text,
      slope: optional(oneOf('steps', 'bits', 'identity')),
    }),
  ),
  spans: mapOf(count, span),
  texts: mapOf(count, text),
  cotangents: doubles,
  diagnostics: list(diagnostic),
  check: either(either(nothing, earlierCheck as Schema<never>), check),
  timing: fields<Timing>({
    start: number,
    load: number,
    instrument: number,
    run: number,
    cpu: optional(number),
    gradient: number,
    proof: number,
    check: number,
  }),
  thrown: optional(text),
});

/** What a trace file holds. */
export const storedTrace = fields<StoredTrace>({ file: text, root: text, case: count, result });
