import { findReading } from '../../present/hover/hovered.ts';
import { chosenTimes, nameTimes } from '../../present/lines/chosenTimes.ts';
import { spansOf } from '../../present/fold/siteSpans.ts';
import { selectLines, type LineChoice, type Selection } from '../../present/fold/selection.ts';
import { rangeOf } from '../../instrument/syntax.ts';
import { inFile, type Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { makerOf } from '../evidence/makers.ts';
import { idsOfLeaves, type Target } from '../evidence/target.ts';
import { declarationOf } from '../program/scopes.ts';
import { ancestors, descendants, enclosing, functionTypes, type Placed } from '../program/program.ts';

/** A question as it is asked: a place, what is meant there, and in which iterations of the loops around it. */
export interface Question {
  /** Index among the trace's files. */
  readonly file: number;
  /** From 1. */
  readonly line: number;
  /** A variable, or a path below one: `net.w1`. Without it, what the line computes last. */
  readonly name?: string;
  readonly of?: 'value' | 'gradient';
  readonly iterations?: readonly LineChoice[];
}

/** What a question points at; undefined where the line has nothing of that name. */
export function targetAt(evidence: Evidence, question: Question): Target | undefined {
  const { selection } = selectLines(evidence.result, evidence.tree, question.iterations ?? []);
  if (question.name === undefined) return ofLine(evidence, question, selection);
  // An index may be written as a key: `layers.0.bias`.
  const name = question.name.replace(/\.(\d+)(?![\w$])/g, '[$1]');
  return (
    ofLeaves(evidence, question, name) ??
    ofBinding(evidence, question, name, selection) ??
    ofRead(evidence, question, name, selection)
  );
}

/** The leaves that a parameter of the traced function, or a constant of a module, is made of. */
function ofLeaves(evidence: Evidence, { file, line, of }: Question, name: string): Target | undefined {
  const span = placeOfName(evidence, file, line, name);
  const isHead = isInHead(evidence, file, line);
  const leaves = evidence.trace.leaves.filter(({ kind, path }) =>
    kind === 'captured' ? isBelow(path.replace(/^module:(.*:)?/, ''), name) : isHead && isBelow(path, name),
  );
  const isConstant = leaves.every(({ kind }) => kind === 'captured');
  if (leaves.length === 0 || (isConstant && !isModuleLine(evidence, file, line))) return undefined;
  return { name, of: of ?? 'gradient', span, ids: idsOfLeaves(leaves) };
}

const isBelow = (path: string, name: string): boolean =>
  path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name));

/** Whether a line is part of the head of the traced function. */
function isInHead({ program, result }: Evidence, file: number, line: number): boolean {
  const { span } = result.function;
  if (span[0] !== file) return false;
  const around = program.around(span);
  const head =
    around &&
    [around, ...ancestors(around)].find(
      ({ node }) => functionTypes.test(node.type) || node.type === 'VariableDeclarator',
    );
  if (!head) return line === span[1];
  const inner = [...descendants(head)].find(({ node }) => functionTypes.test(node.type));
  const body =
    inner && [...descendants(inner)].find(({ key, parent }) => key === 'body' && parent?.node === inner.node);
  return line >= rangeOf(head.node)[0] && line <= (body ? rangeOf(body.node)[0] : span[1]);
}

/** Whether a line stands in no function. */
function isModuleLine({ program }: Evidence, file: number, line: number): boolean {
  const root = program.root(file);
  const first = root && [...descendants(root)].find(({ node }) => rangeOf(node)[0] === line);
  return !first || ![first, ...ancestors(first)].some(({ node }) => functionTypes.test(node.type));
}

/** The value that a name was bound to on a line: in the chosen iterations, else where it is first not finite, else the last. */
function ofBinding(
  evidence: Evidence,
  question: Question,
  name: string,
  selection: Selection,
): Target | undefined {
  const { trace, result } = evidence;
  const { names } = trace;
  const here = bindingsIn(evidence, question.file, name, [question.line, question.line]);
  if (here.length === 0) {
    const scope = declaredOn(evidence, question.file, question.line, name);
    if (scope) here.push(...bindingsIn(evidence, question.file, name, scope.lines).filter(scope.isMeant));
  }
  if (here.length === 0) return undefined;
  const chosen = selection.size > 0 ? here.findLast(isChosenIn(evidence, selection)) : undefined;
  const numbers = question.of === 'gradient' ? evidence.cotangents : trace.values;
  // One number is looked at as it is: of a name in a loop there are millions.
  const isFinite = (at: number) =>
    names.size[at] === 1
      ? Number.isFinite(numbers[names.id[at]!] ?? 0)
      : idsOfName(at).every((id) => Number.isFinite(numbers[id] ?? 0));
  const at = chosen ?? here.find((one) => !isFinite(one)) ?? here.at(-1)!;
  const ids = idsOfName(at);
  const iteration = evidence.iteration(makerOf(evidence.trace, ids[0]!));
  const span = result.spans.get(names.site[at]!)!;
  return { name, of: question.of ?? 'value', span, ids, ...(iteration !== undefined && { iteration }) };

  function idsOfName(one: number): Int32Array {
    const [id, size] = [names.id[one]!, names.size[one]!];
    if (size === 1) return Int32Array.of(id);
    const { variable, index } = evidence.variables.element(id);
    const isWhole = index + size <= sizeOf(evidence.variables.at(variable).shape);
    return isWhole ? Int32Array.from({ length: size }, (_, k) => id + k) : Int32Array.of(id);
  }
}

/** The rows of a name's bindings to numbers on some lines, the first and the last of which are given. */
function bindingsIn(
  { trace: { names }, result }: Evidence,
  file: number,
  name: string,
  [first, last]: readonly [number, number],
): number[] {
  const sites = new Set<number>();
  for (const [site, [at, line]] of result.spans)
    if (at === file && line >= first && line <= last && result.texts.get(site) === name) sites.add(site);
  const found: number[] = [];
  for (let at = 0; at < names.site.length; at++)
    if (names.id[at]! > 0 && sites.has(names.site[at]!)) found.push(at);
  return found;
}

/** Where a variable that a line declares is given its numbers, as by `let sum = 0`: in the lines of a function, unless another has its name. */
function declaredOn(
  evidence: Evidence,
  file: number,
  line: number,
  name: string,
): { readonly lines: readonly [number, number]; readonly isMeant: (row: number) => boolean } | undefined {
  const at = nameOn(evidence, file, line, name);
  if (at?.parent?.node.type !== 'VariableDeclarator' || at.key !== 'id') return undefined;
  const around = enclosing(at, functionTypes);
  if (!around) return undefined;
  const [from, , to] = rangeOf(around.node);
  const { names } = evidence.trace;
  const isMeant = (row: number) => {
    const span = evidence.span(names.site[row]!);
    const here = span && evidence.program.around(span);
    return here !== undefined && declarationOf(here, name)?.at.node === at.node;
  };
  return { lines: [from, to], isMeant };
}

/** Whether a name was bound, by its row in the trace, in the iterations that are looked at. */
function isChosenIn({ result, tree }: Evidence, selection: Selection): (at: number) => boolean {
  const isChosen = chosenTimes(result, tree, spansOf(result.spans), selection);
  const times = nameTimes(result);
  return (at) => isChosen(times[at]!, result.trace.names.site[at]!);
}

/** The value that a name has where a line reads it. */
function ofRead(
  evidence: Evidence,
  { file, line, of }: Question,
  name: string,
  selection: Selection,
): Target | undefined {
  const at = nameOn(evidence, file, line, name);
  if (!at) return undefined;
  const { variables } = evidence;
  const range = rangeOf(at.node);
  const functions = [...ancestors(at)]
    .filter(({ node }) => functionTypes.test(node.type))
    .map(({ node }) => rangeOf(node));
  const { index } = evidence;
  const reading = findReading(index, evidence.lines, selection, {
    file,
    kind: 'name',
    text: name,
    range,
    functions,
  });
  if (!reading) return undefined;
  const { row } = reading;
  const variable =
    row < index.inputCount ? index.inputs[row]!.variable! : variables.leaves.length + index.equations(row)[0];
  const { first, shape } = variables.at(variable);
  const ids = reading.refs ?? Int32Array.from({ length: sizeOf(shape) }, (_, k) => first + k);
  return { name, of: of ?? 'value', span: inFile(file, range), ids: ids.filter((id) => id > 0) };
}

/** What a line computes last. */
function ofLine(evidence: Evidence, { file, line, of }: Question, selection: Selection): Target | undefined {
  const { result, trace } = evidence;
  const { site } = trace.equations;
  const onLine = (at: number) => {
    const span = result.spans.get(at);
    return span?.[0] === file && span[1] === line;
  };
  const names = new Set<string>();
  for (const at of trace.names.site) if (onLine(at)) names.add(result.texts.get(at)!);
  const last = [...names].at(-1);
  if (last !== undefined) return ofBinding(evidence, { file, line, ...(of && { of }) }, last, selection);
  for (let e = site.length - 1; e >= 0; e--) {
    if (!onLine(site[e]!)) continue;
    const { first, shape } = evidence.variables.ofEquation(e);
    const ids = Int32Array.from({ length: sizeOf(shape) }, (_, k) => first + k);
    return { name: evidence.textOf(e), of: of ?? 'value', span: evidence.place(e)!, ids };
  }
  return undefined;
}

/** Where a name stands on a line; the line's start where it does not. */
function placeOfName(evidence: Evidence, file: number, line: number, name: string): Span {
  const at = nameOn(evidence, file, line, name);
  return at ? inFile(file, rangeOf(at.node)) : inFile(file, [line, 0, line, 0]);
}

/** Whether a line has a name. */
export function isNamedOn(evidence: Evidence, file: number, line: number, name: string): boolean {
  return nameOn(evidence, file, line, name) !== undefined;
}

/** The identifier, or the member chain, of this text on a line. */
function nameOn({ program }: Evidence, file: number, line: number, name: string): Placed | undefined {
  const root = program.root(file);
  if (!root) return undefined;
  let found: Placed | undefined;
  for (const at of descendants(root)) {
    const [from] = rangeOf(at.node);
    if (from !== line) continue;
    const text = at.node.type === 'Identifier' ? at.node.name : undefined;
    if (text === name) return at;
    if (text !== undefined && text === /^[\w$]+/.exec(name)?.[0]) found ??= at;
    if (/MemberExpression$/.test(at.node.type) && program.text(inFile(file, rangeOf(at.node))) === name)
      return at;
  }
  return found;
}
