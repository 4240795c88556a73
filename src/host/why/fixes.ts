import { CancellationTokenSource, EventEmitter, workspace, WorkspaceEdit, type Disposable } from 'vscode';
import type { OfferedFix } from '../../present/findings/findingViews.ts';
import type { Overlay } from '../../runner/parent/tryFixes.ts';
import type { Diagnostic, Fix } from '../../shared/errors.ts';
import type { TraceAnswer } from '../../shared/protocol.ts';
import type { Done } from '../done.ts';
import { loadTrials } from '../late.ts';
import { toLocation } from '../spans.ts';

/** Traces the case of a run on other texts; shown nowhere. */
export type Attempt = (
  run: Done,
  overlay: Overlay,
  token: CancellationTokenSource['token'],
) => Promise<TraceAnswer>;

/** What is known of the fixes of a finding. */
interface Known {
  readonly all: readonly Fix[];
  fixes: readonly OfferedFix[];
  isTried: boolean;
}

/** The fixes of findings. They are tried, one finding at a time, when somebody looks at them: what works is preferred. */
export class Fixes implements Disposable {
  readonly #attempt: Attempt;
  readonly #overlay: () => Overlay;
  readonly #known = new WeakMap<Diagnostic, Known>();
  readonly #changed = new EventEmitter<void>();
  #trial: CancellationTokenSource | undefined;
  /** Trials that gave way to others, the last one first to be taken up again. */
  readonly #left: (() => void)[] = [];
  #isOver = false;
  /** More is known of some fixes. */
  readonly onDidTry = this.#changed.event;

  /** @param overlay the texts that are not on disk yet */
  constructor(attempt: Attempt, overlay: () => Overlay) {
    this.#attempt = attempt;
    this.#overlay = overlay;
  }

  /** What is offered against a finding of a run of the present code. */
  of(run: Done, finding: Diagnostic): readonly OfferedFix[] {
    return this.#of(run, finding).fixes;
  }

  /**
   * Tries the fixes of a finding, unless that was done; others that are being tried wait until it is.
   *
   * @param asked the name that was asked about
   */
  async try(run: Done, finding: Diagnostic, asked?: string): Promise<void> {
    const known = this.#of(run, finding, asked);
    if (known.isTried || known.all.length === 0) return;
    known.isTried = true;
    this.#trial?.cancel();
    const trial = (this.#trial = new CancellationTokenSource());
    const { token } = trial;
    const { result: before, root } = run;
    const retrace = (overlay: Overlay) => this.#attempt(run, overlay, token);
    try {
      const overlay = this.#overlay();
      const { tryFixes } = await loadTrials();
      const tried = await tryFixes({ before, finding, root, overlay, retrace, token }, known.all);
      if (!token.isCancellationRequested)
        known.fixes = tried.map((fix) => ({ ...fix, isPreferred: fix.outcome === 'works' }));
    } catch {
      // A run that cannot be made is told of when a person traces; the fixes stay untried.
    } finally {
      if (token.isCancellationRequested) {
        known.isTried = false;
        this.#left.push(() => void this.try(run, finding, asked));
      }
      trial.dispose();
      if (this.#trial === trial) this.#trial = undefined;
    }
    if (this.#isOver) return;
    this.#changed.fire();
    if (!this.#trial) this.#left.pop()?.();
  }

  dispose(): void {
    this.#isOver = true;
    this.#trial?.cancel();
    this.#changed.dispose();
  }

  #of(run: Done, finding: Diagnostic, asked?: string): Known {
    const made = this.#known.get(finding);
    if (made) return made;
    const all = run.fixesOf(finding, asked);
    const fixes = all.filter(({ isFar }) => !isFar).map((fix) => ({ ...fix, isPreferred: false }));
    const known = { all, fixes, isTried: false };
    this.#known.set(finding, known);
    return known;
  }
}

/** A fix as an edit of the files that ran. */
export function editOf({ paths }: Done, { edits }: Fix): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { span, text } of edits) {
    const place = toLocation(span, paths);
    if (place) edit.replace(place.uri, place.range, text);
  }
  return edit;
}

/** Changes the source as a fix has it; false if the editor refuses. */
export function applyFix(run: Done, fix: Fix): Thenable<boolean> {
  return workspace.applyEdit(editOf(run, fix));
}
