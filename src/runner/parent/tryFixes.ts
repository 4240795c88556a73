import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { appliedTo, Evidence, explain, lineAfter, type Question } from '../../explain/index.ts';
import type { Diagnostic, Fix } from '../../shared/errors.ts';
import type { TraceAnswer } from '../../shared/protocol.ts';
import type { TraceResult } from '../../shared/trace.ts';

/** A repair with what came of it. */
export interface TriedFix extends Fix {
  /**
   * `works`: with it, the finding is gone and the gradient's check is ✓. `helps`: the finding is gone. `fails`: it is there still, or
   * something else is. `untried`: it was not needed, or not the time.
   */
  readonly outcome: 'works' | 'helps' | 'fails' | 'untried';
}

/** Texts in place of those on disk, by absolute path. */
export type Overlay = ReadonlyMap<string, string>;

/** What repairs are tried for, and how. */
export interface Trial {
  /** The run that has the finding. */
  readonly before: TraceResult;
  readonly finding: Diagnostic;
  /** What was asked, where the finding is an answer. */
  readonly question?: Question;
  /** The folder that paths of the result are relative to, and the texts that it was made with. */
  readonly root: string;
  readonly overlay: Overlay;
  /** Traces the same case on other texts, with its check. */
  readonly retrace: (overlay: Overlay) => Promise<TraceAnswer>;
  readonly token?: { readonly isCancellationRequested: boolean };
}

/** How many repairs are tried of one finding. */
const most = 6;

/**
 * Applies repairs one after the other to texts in memory and traces each, until one works.
 *
 * @returns first what works, then what helps, then what was not tried, and last what fails; of those far off only what helps; behind all
 * what leaves the mistake
 */
export async function tryFixes(trial: Trial, fixes: readonly Fix[]): Promise<TriedFix[]> {
  const tried: TriedFix[] = [];
  for (const fix of fixes) {
    const isLastChoice = fix.isSilencing && fixes.some(({ isSilencing, isFar }) => !isSilencing && !isFar);
    const isOver =
      isLastChoice ||
      tried.length >= most ||
      trial.token?.isCancellationRequested ||
      tried.some(({ outcome }) => outcome === 'works');
    tried.push({ ...fix, outcome: isOver ? 'untried' : await outcomeOf(trial, fix) });
  }
  const order = ['works', 'helps', 'untried', 'fails'] as const;
  const isOffered = ({ isFar, outcome }: TriedFix) => !isFar || outcome === 'works' || outcome === 'helps';
  const sorted = order.flatMap((outcome) => tried.filter((one) => one.outcome === outcome && isOffered(one)));
  return [
    ...sorted.filter(({ isSilencing }) => !isSilencing),
    ...sorted.filter(({ isSilencing }) => isSilencing),
  ];
}

async function outcomeOf(trial: Trial, fix: Fix): Promise<TriedFix['outcome']> {
  const { before, root } = trial;
  const pathOf = (file: number) => resolve(root, before.files[file]!);
  // A text that only a source map has cannot be changed.
  const changed = appliedTo(fix, (file) =>
    before.sources?.has(file) ? undefined : textOf(pathOf(file), trial.overlay),
  );
  if (!changed) return 'untried';
  const overlay = new Map(trial.overlay);
  for (const [file, text] of changed) overlay.set(pathOf(file), text);
  const answer = await trial.retrace(overlay);
  if (answer.kind === 'failed' || answer.result.status !== 'ok') return 'fails';
  const { result } = answer;
  const answered = answeredBy(trial, fix, result, overlay);
  if (!answered || !isBetter(trial, result)) return 'fails';
  return result.check?.state === 'ok' && answered === 'tracked' ? 'works' : 'helps';
}

/** Whether the question that led to the finding finds nothing wrong any more; `static` where what it is about is not tracked now. */
function answeredBy(
  { question, before, root }: Trial,
  fix: Fix,
  after: TraceResult,
  overlay: Overlay,
): 'tracked' | 'static' | undefined {
  if (!question) return 'tracked';
  const evidence = new Evidence(after, (index) => textOf(resolve(root, after.files[index]!), overlay));
  const explanation = explain(evidence, {
    ...question,
    file: after.files.indexOf(before.files[question.file]!),
    line: lineAfter(fix, question.file, question.line),
  });
  if (!explanation || explanation.finding) return undefined;
  return explanation.isTracked ? 'tracked' : 'static';
}

/** Whether a run has fewer findings of the same kind than the one before, and none of another kind above information. */
function isBetter({ before, finding }: Trial, after: TraceResult): boolean {
  const known = new Set(before.diagnostics.map(({ code }) => code));
  const isNoWorse = after.diagnostics.every(
    ({ code, severity }) => severity === 'information' || known.has(code),
  );
  return isNoWorse && loud(after, finding) < Math.max(1, loud(before, finding));
}

/** How many findings of the same kind a run has. */
function loud({ diagnostics }: TraceResult, { code, class: kind }: Diagnostic): number {
  return diagnostics.filter((one) =>
    one.severity === 'information' ? false : kind ? one.class === kind : one.code === code,
  ).length;
}

function textOf(path: string, overlay: Overlay): string | undefined {
  try {
    return overlay.get(path) ?? readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
