import { expect, it, vi } from 'vitest';
import type { Done } from '../../src/host/done.ts';
import type { Attempt } from '../../src/host/why/fixes.ts';
import type { TriedFix } from '../../src/runner/parent/tryFixes.ts';
import type { Diagnostic, Fix } from '../../src/shared/errors.ts';

vi.mock('vscode', () => ({
  CancellationTokenSource: class {
    readonly token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  },
  EventEmitter: class {
    readonly #listeners: (() => void)[] = [];
    readonly event = (listener: () => void) => this.#listeners.push(listener);
    fire() {
      for (const listener of this.#listeners) listener();
    }
    dispose() {}
  },
}));

/** How trials end, by the titles of the fixes; each waits until it is let go on. */
const outcomes = new Map<string, TriedFix['outcome']>();
let waiting: (() => void)[] = [];
vi.mock('../../src/host/late.ts', () => ({
  loadTrials: () =>
    Promise.resolve({
      async tryFixes(_: unknown, fixes: readonly Fix[]): Promise<TriedFix[]> {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return fixes.map((fix) => ({ ...fix, outcome: outcomes.get(fix.title)! }));
      },
    }),
}));
const { Fixes } = await import('../../src/host/why/fixes.ts');

/** A run whose findings have fixes of these titles. */
const runWith = (...titles: string[]): Done =>
  ({ result: {}, root: '', fixesOf: () => titles.map((title) => ({ title, edits: [] })) }) as unknown as Done;
const finding = (): Diagnostic => ({ code: 'zero-gradient' }) as unknown as Diagnostic;
const attempt: Attempt = () => Promise.reject(new Error('nothing runs here'));

/** Lets the trial that is going on end, once there is one. */
async function endTrial(): Promise<void> {
  await vi.waitUntil(() => waiting.length > 0, { timeout: 60_000 });
  waiting.shift()!();
}

it('what a trial has shown is taken up: preferred is only what takes the finding away with a ✓', async () => {
  outcomes.set('works', 'works').set('helps', 'helps').set('untried', 'untried').set('fails', 'fails');
  const fixes = new Fixes(attempt, () => new Map());
  const told = vi.fn();
  fixes.onDidTry(told);
  const [run, found] = [runWith('works', 'helps', 'untried', 'fails'), finding()];
  const trial = fixes.try(run, found);
  const preferred = () => fixes.of(run, found).flatMap((fix) => (fix.isPreferred ? [fix.title] : []));
  expect(preferred()).toEqual([]);
  await endTrial();
  await trial;
  expect(preferred()).toEqual(['works']);
  expect(told).toHaveBeenCalledOnce();
  // what is known is not tried again
  await fixes.try(run, found);
  expect(waiting).toEqual([]);
});

it('a trial that gave way to another one is made after it', async () => {
  waiting = [];
  outcomes.set('first', 'works').set('second', 'works');
  const fixes = new Fixes(attempt, () => new Map());
  const [first, second] = [
    { run: runWith('first'), found: finding() },
    { run: runWith('second'), found: finding() },
  ];
  const isPreferred = ({ run, found }: typeof first) => fixes.of(run, found)[0]!.isPreferred;
  const given = fixes.try(first.run, first.found);
  await vi.waitUntil(() => waiting.length === 1, { timeout: 60_000 });
  const taken = fixes.try(second.run, second.found);
  await endTrial();
  await given;
  expect(isPreferred(first)).toBe(false);
  await endTrial();
  await taken;
  expect(isPreferred(second)).toBe(true);
  await endTrial();
  await vi.waitUntil(() => isPreferred(first), { timeout: 60_000 });
});
