import { sizeOf } from '../tensor.ts';
import { ARRAY, guardKinds, OperandKind, sizeAt, type Trace, type TraceResult } from '../trace.ts';
import { SchemaError } from './schema.ts';
import type { StoredTrace } from './storedTrace.ts';

/**
 * Throws a `SchemaError` unless the parts of a stored trace fit together: columns are of one length, every id, reference, scope and
 * file that is named is there, ids ascend, and calls lie below those that made them. What passes can be walked without looking again.
 */
export function checkConsistency({ result }: StoredTrace): void {
  const { trace, ops, files, cotangents } = result;
  demand(trace.values.length > 0, 'values are empty');
  demand(
    cotangents.length === 0 || cotangents.length === trace.values.length,
    'gradients and values differ in number',
  );
  checkSpans(result, files.length);
  checkColumns(trace);
  checkScopes(trace);
  checkEquations(trace, ops.length);
  checkMoments(trace);
  checkValues(trace);
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new SchemaError(otherwise);
}

/** Spans name a file that there is, and end where or after they start. */
function checkSpans(result: TraceResult, files: number): void {
  const { spans, diagnostics, sources, contents } = result;
  const all = [
    result.function.span,
    ...spans.values(),
    ...diagnostics.flatMap(({ span, related }) => [span, ...related.map((one) => one.span)]),
  ];
  for (const [file, line, column, endLine, endColumn] of all) {
    demand(file < files, 'a place is in a file that is not there');
    demand(line < endLine || (line === endLine && column <= endColumn), 'a place ends before it starts');
  }
  const count = result.trace.equations.op.length;
  for (const { equation } of diagnostics.flatMap((one) => [one, ...one.related]))
    demand(equation === undefined || equation < count, 'a finding is about an equation that is not there');
  for (const file of sources?.keys() ?? [])
    demand(file < files, 'a text is that of a file that is not there');
  demand(contents === undefined || contents.length <= files, 'there are more hashes than files');
}

/** Columns of one table have one length. */
function checkColumns({ equations, scopes, iterations, guards, names, overwrites }: Trace): void {
  const {
    operands: _operands,
    gathers: _gathers,
    operandNames = {},
    params: _params,
    ...columns
  } = equations;
  const { members: _members, ...calls } = scopes;
  for (const table of [columns, operandNames, calls, iterations, guards, names, overwrites ?? {}]) {
    const lengths = Object.values<{ readonly length: number }>(table).map(({ length }) => length);
    demand(new Set(lengths).size <= 1, 'the columns of a table differ in length');
  }
}

/** Scope 0 is the traced call; each other lies below an earlier one. */
function checkScopes({ scopes: { parent, members } }: Trace): void {
  demand(parent.length > 0 && parent[0] === -1, 'the traced call is missing');
  for (let i = 1; i < parent.length; i++)
    demand(parent[i]! >= 0 && parent[i]! < i, 'a call lies in a later one');
  for (const scope of members.keys())
    demand(scope < parent.length, 'a member is that of a call that is not there');
}

/** Ids ascend, and operands were there before. */
function checkEquations(trace: Trace, ops: number): void {
  const { equations: eq, scopes, values, constants } = trace;
  const isReference = references(trace);
  let next = 1;
  for (let e = 0; e < eq.op.length; e++) {
    const out = eq.out[e]!;
    const size = sizeIn(eq.rows[e]!, eq.columns[e]!);
    demand((eq.op[e]! & ~ARRAY) < ops, 'an operation is not described');
    demand(out >= next && out + size <= values.length, 'a result does not follow the one before');
    demand(eq.scope[e]! >= 0 && eq.scope[e]! < scopes.parent.length, 'an equation is in no call');
    if (eq.op[e]! & ARRAY) checkOperands(trace, eq.lhs[e]!, eq.rhs[e]!, out);
    else {
      const [lhs, rhs] = [eq.lhs[e]!, eq.rhs[e]!];
      demand(
        size === 1 && (lhs === 0 || isReference(lhs)) && (rhs === 0 || isReference(rhs)),
        'an operand is not there',
      );
      demand(lhs < out && rhs < out, 'an operand is made later');
    }
    next = out + size;
  }
  for (const e of eq.params.keys())
    demand(e < eq.op.length, 'parameters are those of an equation that is not there');
  for (const ref of eq.gathers) demand(isReference(ref), 'an element is not there');
  let named = -1;
  for (const operand of eq.operandNames?.operand ?? []) {
    demand(operand > named && 4 * operand < eq.operands.length, 'an operand with a name is not there');
    named = operand;
  }
  demand(constants.length < 2 ** 31, 'there are too many constants');
}

/** The operands of an array equation, whose first id is `out`. */
function checkOperands({ equations: eq, constants }: Trace, first: number, count: number, out: number): void {
  demand(first >= 0 && count >= 0 && 4 * (first + count) <= eq.operands.length, 'operands are missing');
  for (let at = 4 * first; at < 4 * (first + count); at += 4) {
    const size = sizeIn(eq.operands[at + 1]!, eq.operands[at + 2]!);
    const ref = eq.operands[at + 3]!;
    switch (eq.operands[at]) {
      case OperandKind.block:
        demand(ref >= 1 && ref + size <= out, 'an operand is not there');
        break;
      case OperandKind.gather:
        demand(ref >= 0 && ref + size <= eq.gathers.length, 'the elements of an operand are not there');
        for (let k = ref; k < ref + size; k++) demand(eq.gathers[k]! < out, 'an operand is made later');
        break;
      case OperandKind.static:
        demand(ref >= 0 && ref + size <= constants.length, 'the constants of an operand are not there');
        break;
      default:
        demand(false, 'an operand is of no known kind');
    }
  }
}

/** What happened between equations names them, in order. */
function checkMoments({ equations, scopes, iterations, guards, cuts, names, overwrites }: Trace): void {
  const count = equations.op.length;
  const inOrder = (moments: Int32Array, last: number, what: string): void => {
    let before = 0;
    for (const at of moments) {
      demand(at >= before && at <= last, `${what} are not in order`);
      before = at;
    }
  };
  inOrder(iterations.equation, count, 'iterations');
  inOrder(guards.equation, count, 'branches');
  if (guards.time) inOrder(guards.time, count + iterations.equation.length, 'branches');
  if (names.time) inOrder(names.time, count + iterations.equation.length, 'names');
  if (overwrites) {
    inOrder(overwrites.equation, count, 'changes');
    inOrder(overwrites.name, names.id.length, 'changes');
  }
  for (const scope of iterations.scope)
    demand(scope >= 0 && scope < scopes.parent.length, 'an iteration is in no call');
  for (const skipped of iterations.skipped ?? [])
    demand(skipped >= 0, 'fewer than no iterations are left out');
  for (const cut of cuts) demand(cut.equation <= count, 'a cut is after the end');
}

/** Leaves, outputs, branches, cuts and names are of elements that there are. */
function checkValues(trace: Trace): void {
  const { values, leaves, outputs, guards, cuts, names, overwrites } = trace;
  const isReference = references(trace);
  const isElement = (id: number): boolean => id >= 0 && id < values.length;
  for (const { static: isStatic, shape, first, value } of leaves) {
    const size = sizeOf(shape);
    if (isStatic) demand(first === 0 && value?.length === size, 'a static input has no value');
    else demand(first >= 1 && first + size <= values.length, 'an input is not there');
  }
  demand(new Set(leaves.map(({ path }) => path)).size === leaves.length, 'two inputs have one name');
  for (const { shape, refs } of outputs) {
    demand(refs.length === sizeOf(shape), 'an output has another number of elements than its shape');
    for (const ref of refs) demand(isReference(ref), 'an element of an output is not there');
  }
  for (let g = 0; g < guards.kind.length; g++) {
    const [lhs, rhs] = [guards.lhs[g]!, guards.rhs[g]!];
    demand(guards.kind[g]! < guardKinds.length && guards.outcome[g]! <= 1, 'a branch is of no known kind');
    demand(
      (lhs === 0 || isReference(lhs)) && (rhs === 0 || isReference(rhs)),
      'a number that was compared is not there',
    );
  }
  for (const { id, further = [] } of cuts)
    demand(isElement(id) && further.every(isElement), 'a number that was cut is not there');
  for (let n = 0; n < names.id.length; n++) {
    const [id, size] = [names.id[n]!, names.size[n]!];
    demand(isElement(id) && size >= 0, 'a value with a name is not there');
  }
  if (overwrites) demand(overwrites.id.every(isElement), 'a matrix that was changed is not there');
}

function references({ values, constants }: Trace): (ref: number) => boolean {
  return (ref) => (ref > 0 ? ref < values.length : ref < 0 && -ref <= constants.length);
}

/** The number of elements of rows and columns as an equation has them. */
function sizeIn(rows: number, columns: number): number {
  demand(rows >= -1 && columns >= -1 && (rows >= 0 || columns === -1), 'a shape is none');
  return sizeAt(rows, columns);
}
