import type { Diagnostic } from '../../shared/errors.ts';
import { countText, sizeOf } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { groupOf, severitySigns, shownSeverity } from '../findings/groups.ts';
import { rootOf } from '../model/inputs.ts';
import type { LineNote } from './lineNotes.ts';
import type { LineModel, NotFinite } from './lineModel.ts';
import { nodesAround, NodeKind } from '../fold/tree.ts';

/** What is not plain about a line: a sign and a word, never the colour alone. */
export interface Mark {
  readonly kind: 'not finite' | 'zero' | 'cut' | 'overwritten' | 'finding';
  /** `✕ NaN from step 137`, `∞`, `0 ∂`, `✂ index`, `⟲ overwrites w`, `−11 digits`, `✗ mmul-shapes`. */
  readonly text: string;
}

/**
 * The marks of the lines of a file. What is zero is told of the iterations that are looked at, all else of the whole run.
 *
 * @param alive lines on which anything that was computed has a gradient
 */
export function marksOf(
  model: LineModel,
  file: number,
  notes: ReadonlyMap<number, LineNote>,
  alive: ReadonlySet<number>,
): Map<number, Mark[]> {
  const { result, notFinite } = model;
  const marks = new Map<number, Mark[]>();
  const mark = (line: number, kind: Mark['kind'], text: string) => {
    const known = marks.get(line) ?? [];
    if (!known.some((other) => other.text === text)) marks.set(line, [...known, { kind, text }]);
  };
  const lineOf = (site: number) => {
    const span = result.spans.get(site);
    return span?.[0] === file ? span[1] : undefined;
  };
  const first = new Map<number, NotFinite>();
  for (const [site, found] of notFinite) {
    const line = lineOf(site);
    const known = line === undefined ? undefined : first.get(line);
    if (line !== undefined && !(known && known.equation < found.equation)) first.set(line, found);
  }
  for (const [line, found] of first) mark(line, 'not finite', notFiniteText(model, found));
  for (const [line, { gradient, loop, output }] of notes) {
    if (alive.has(line) || loop || output !== undefined) continue;
    if (gradient && gradient.length > 0 && gradient.every((x) => x === 0)) mark(line, 'zero', '0 ∂');
  }
  for (const { site, reason } of result.trace.cuts) {
    const line = lineOf(site);
    if (line !== undefined) mark(line, 'cut', `✂ ${reason}`);
  }
  for (const [site, name] of model.overwritten) {
    const line = lineOf(site);
    if (line !== undefined) mark(line, 'overwritten', `⟲ overwrites ${name}`);
  }
  for (const finding of result.diagnostics) {
    const { span } = finding;
    const [kind, text] = markOf(finding);
    const isSaid = marks.get(span[1])?.some((other) => other.kind === kind && kind !== 'finding');
    if (span[0] === file && !isSaid) mark(span[1], kind, text);
  }
  for (const name of zeroInputs(result)) {
    const [own, line] = result.function.span;
    if (own === file) mark(line, 'zero', `0 ∂ ${name}`);
  }
  return marks;
}

/** The mark of a finding that the numbers of its line do not have already. */
function markOf(finding: Diagnostic): [Mark['kind'], string] {
  const { code, class: kind, mark: own, message } = finding;
  switch (kind) {
    case 'non-finite-value':
      return ['not finite', own ?? '✕ not finite'];
    case 'non-finite-gradient':
      return ['not finite', own ?? (/NaN/.test(message) ? '✕ ∂ NaN' : '∞ ∂')];
    case 'disconnected':
    case 'locally-zero':
      return ['zero', own ?? '0 ∂ from here'];
    case 'cut':
      return ['cut', own ?? '✂ cut'];
    case 'overwritten':
      return ['overwritten', own ?? '⟲ overwritten'];
    default:
      if (code === 'non-finite') return ['not finite', '✕ not finite'];
      return ['finding', own ?? `${severitySigns[shownSeverity(finding)]} ${code}`];
  }
}

/** The arguments whose whole gradient is zero, where a finding says why that may be. */
function zeroInputs({ trace, cotangents, diagnostics }: TraceResult): string[] {
  const isSaid = diagnostics.some((finding) => groupOf(finding) === 'stops');
  if (!isSaid || cotangents.length === 0) return [];
  const alive = new Map<string, boolean>();
  for (const { kind, path, first, shape } of trace.leaves) {
    if (kind !== 'argument' || first <= 0) continue;
    const gradient = cotangents.subarray(first, first + sizeOf(shape));
    const name = rootOf(path);
    alive.set(name, (alive.get(name) ?? false) || gradient.some((x) => x !== 0));
  }
  return [...alive].filter(([, isAlive]) => !isAlive).map(([name]) => name);
}

/** `✕ NaN from step 137`, of loops in loops `from step 3 › 7`. */
function notFiniteText({ tree }: LineModel, { equation, isNaN }: NotFinite): string {
  const rounds = nodesAround(tree, equation).filter((node) => tree.kind[node] === NodeKind.round);
  const steps = rounds.map((node) => countText(tree.round[node]!));
  const from = steps.length > 0 ? ` from step ${steps.join(' › ')}` : '';
  return `${isNaN ? '✕ NaN' : '∞'}${from}`;
}
