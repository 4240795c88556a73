import type { Span } from '../../shared/span.ts';
import { ARRAY, sizeAt } from '../../shared/trace.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { NodeKind, type FoldTree } from '../fold/tree.ts';
import { headText, calleeText } from '../fold/words.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { outermostMembers } from '../model/rows.ts';
import { outputName } from '../model/names.ts';
import type { Term } from './parse.ts';

/** What is searched: a trace with its rows and what it is folded into. */
export interface Searched {
  readonly index: RowIndex;
  readonly tree: FoldTree;
}

/** The index rows for which all terms hold, ascending: one sweep over the columns of the trace a term, no object an equation. */
export function findRows(searched: Searched, terms: readonly Term[]): Int32Array {
  const { index } = searched;
  const { inputCount, result } = index;
  const count = result.trace.equations.op.length;
  const all = new Uint8Array(inputCount + count).fill(1);
  for (const term of terms) {
    const marks = marked(searched, term);
    for (let i = 0; i < all.length; i++) all[i]! &= marks[i]!;
  }
  // Variables are numbered as rows are, but that a member which was traced through is one row.
  const rows = new Int32Array(index.count);
  let found = 0;
  for (let i = 0; i < inputCount; i++) if (all[i]) rows[found++] = i;
  for (let e = 0; e < count; e++) {
    if (!all[inputCount + e]) continue;
    const row = index.rowOfEquation(e);
    if (found === 0 || row !== rows[found - 1]) rows[found++] = row;
  }
  return rows.slice(0, found);
}

/** By variable, whether a term holds. */
function marked(searched: Searched, term: Term): Uint8Array {
  const { index } = searched;
  const { result, variables } = index;
  const marks = new Uint8Array(variables.count);
  switch (term.kind) {
    case 'op':
      markOps(index, marks, (op) => op === term.text);
      return marks;
    case 'name':
      markNames(index, marks, (name) => name === term.text);
      return marks;
    case 'text':
      markText(index, marks, term.text.toLowerCase());
      return marks;
    case 'line':
      markSites(index, marks, ([, line]) => term.from <= line && line <= term.to);
      return marks;
    case 'path':
      markSites(index, marks, ([file]) => result.files[file]?.includes(term.text) ?? false);
      return marks;
    case 'in':
      markInside(searched, marks, term.text);
      return marks;
    case 'cut':
      for (const { id, further = [] } of result.trace.cuts) {
        for (const one of [id, ...further]) if (one > 0) marks[variables.element(one).variable] = 1;
      }
      return marks;
    default:
      markNumbers(index, marks, term);
      return marks;
  }
}

function markOps(index: RowIndex, marks: Uint8Array, isMeant: (op: string) => boolean): void {
  const { result, inputCount } = index;
  const { equations, scopes } = result.trace;
  const isOp = result.ops.map((op) => isMeant(op.name));
  const members = outermostMembers(scopes);
  const isMember = Uint8Array.from(members, (member) =>
    Number(member >= 0 && isMeant(scopes.members.get(member)!)),
  );
  marks.fill(Number(isMeant('input')), 0, inputCount);
  for (let e = 0; e < equations.op.length; e++) {
    const scope = equations.scope[e]!;
    // What is inside of a member has no row of its own.
    const isHere = members[scope]! >= 0 ? isMember[scope]! : Number(isOp[equations.op[e]! & ~ARRAY]);
    marks[inputCount + e] = isHere;
  }
}

function markNames(index: RowIndex, marks: Uint8Array, isMeant: (name: string) => boolean): void {
  const { result, variables, inputCount } = index;
  const { names, outputs, values, equations } = result.trace;
  const sites = new Set([...result.texts].flatMap(([site, text]) => (isMeant(text) ? [site] : [])));
  // By the id of its first element the variable, from 1; 0 of all others.
  const starts = new Int32Array(values.length);
  for (const [i, { first }] of variables.leaves.entries()) starts[first] = i + 1;
  for (let e = 0; e < equations.out.length; e++) starts[equations.out[e]!] = inputCount + e + 1;
  const mark = (id: number, size: number) => {
    const variable = id > 0 ? starts[id]! - 1 : none;
    if (variable !== none && size === sizeOfVariable(index, variable)) marks[variable] = 1;
  };
  for (const [i, { path }] of variables.leaves.entries()) if (isMeant(path)) marks[i] = 1;
  for (let i = 0; i < names.id.length; i++) if (sites.has(names.site[i]!)) mark(names.id[i]!, names.size[i]!);
  for (const output of outputs)
    if (isMeant(outputName(output))) mark(output.refs[0] ?? 0, sizeOf(output.shape));
}

const none = -1;

function sizeOfVariable({ result, variables, inputCount }: RowIndex, variable: number): number {
  const leaf = variables.leaves[variable];
  const { rows, columns } = result.trace.equations;
  const e = variable - inputCount;
  return leaf ? sizeOf(leaf.shape) : sizeAt(rows[e]!, columns[e]!);
}

/** Names and operations that have a text in them, and the variable whose id it is. */
function markText(index: RowIndex, marks: Uint8Array, text: string): void {
  const has = (one: string) => one.toLowerCase().includes(text);
  markOps(index, marks, has);
  markNames(index, marks, has);
  const number = Number(/^v(\d+)$/.exec(text)?.[1]);
  if (number < marks.length) marks[number] = 1;
}

function markSites(
  { result, inputCount }: RowIndex,
  marks: Uint8Array,
  isMeant: (span: Span) => boolean,
): void {
  const { site } = result.trace.equations;
  const known = new Map<number, number>();
  for (let e = 0; e < site.length; e++) {
    let here = known.get(site[e]!);
    if (here === undefined) {
      const span = result.spans.get(site[e]!);
      known.set(site[e]!, (here = Number(span !== undefined && isMeant(span))));
    }
    marks[inputCount + e] = here;
  }
}

/** All that happened in loops and calls whose text has a text in it: `in:sigmoid`, `in:step`. */
function markInside({ index, tree }: Searched, marks: Uint8Array, text: string): void {
  const { result, inputCount } = index;
  const known = new Map<string, boolean>();
  for (let node = 1; node < tree.count; node++) {
    const kind = tree.kind[node]!;
    if (kind === NodeKind.round) continue;
    const site = tree.site[node]!;
    const key = `${kind} ${site}`;
    let isHere = known.get(key);
    if (isHere === undefined) {
      const said = kind === NodeKind.loop ? headText(result, site) : calleeText(result, site);
      known.set(key, (isHere = said.includes(text)));
    }
    if (isHere) marks.fill(1, inputCount + tree.from[node]!, inputCount + tree.to[node]!);
  }
}

/** Terms on the numbers of a variable. */
function markNumbers(
  { result, variables, inputCount }: RowIndex,
  marks: Uint8Array,
  term: Extract<Term, { kind: 'gradient' | 'nan' | 'zero' }>,
): void {
  const { cotangents, trace } = result;
  const { out, rows, columns } = trace.equations;
  const holds = (first: number, end: number): boolean => {
    let largest = 0;
    for (let id = first; id < end; id++) {
      const cotangent = cotangents[id] ?? 0;
      const size = Math.abs(cotangent);
      if (term.kind === 'nan' && !(Number.isFinite(trace.values[id]) && Number.isFinite(cotangent)))
        return true;
      if (size > largest || Number.isNaN(size)) largest = size;
    }
    if (term.kind === 'nan' || cotangents.length === 0) return false;
    if (term.kind === 'zero') return largest === 0;
    return term.isAbove ? largest > term.than : largest < term.than;
  };
  for (const [i, { first, shape }] of variables.leaves.entries()) {
    marks[i] = Number(holds(first, first + sizeOf(shape)));
  }
  for (let e = 0; e < out.length; e++) {
    marks[inputCount + e] = Number(holds(out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!)));
  }
}
