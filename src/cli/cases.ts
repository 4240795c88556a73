/** Runs cases and prints what came of them: a bundle of its own, since listing goes without all that this needs. */
import { join, resolve } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { byNearness, choose } from './choose.ts';
import { UsageError, type ExplainCommand, type TraceCommand } from './command.ts';
import { explainer } from './explain.ts';
import { exitCodeOf, exitCodes } from './exit.ts';
import { checkFolder, writeWhole, type StandardOutput } from './output.ts';
import { printer, type Printer, type Retrace } from './print.ts';
import { onSignals } from './signals.ts';
import type { Launched } from '../runner/parent/launch.ts';
import { listCases } from '../runner/parent/listCases.ts';
import { Runner } from '../runner/parent/runner.ts';
import type { Failed } from '../shared/failed.ts';
import { defaultLimits } from '../shared/limits.ts';
import { encodeTrace } from '../shared/traceFile.ts';

/**
 * Runs the cases that a command names; gives the exit code.
 *
 * @param started a process for the first case, where there is one
 */
export async function run(
  command: TraceCommand | ExplainCommand,
  started: Launched | undefined,
  output: StandardOutput,
): Promise<number> {
  const file = resolve(command.file);
  const root = process.cwd();
  const { timeout } = command;
  const limits = timeout === undefined ? defaultLimits : { ...defaultLimits, load: timeout, run: timeout };
  // The child starts while this process looks for the cases.
  const runner = new Runner({
    runnerPath: join(__dirname, 'runner.js'),
    limits,
    cache: command.cached,
    passed: command.passed,
    spares: 1,
    started,
  });
  const cancel = new CancellationTokenSource();
  const stop = () => cancel.cancel();
  const endSignals = onSignals(stop);
  try {
    const print =
      command.kind === 'trace' ? printer(output, root, command) : explainer(output, root, command);
    const listing = listCases(file, command.file);
    if (listing.kind === 'failed') return await printFailed(listing, print);
    const chosen = choose(command, listing.marks, command.file);
    if ('kind' in chosen) return await printFailed(chosen, print);
    const out = command.kind === 'trace' ? command.out : undefined;
    if (out !== undefined && chosen.length > 1) {
      throw new UsageError(
        `--out takes one case, and there are ${chosen.length}: choose with --function or --case.`,
      );
    }
    if (out !== undefined) checkFolder(out);
    output.onLost(stop);
    let code: number = exitCodes.traced;
    for (const mark of command.kind === 'explain' ? byNearness(chosen, command.at) : chosen) {
      if (print.wants?.(mark.function) === false) continue;
      const onOutput = (text: string) => process.stderr.write(text);
      const start = (...[overlay, listeners]: Parameters<Retrace>) => {
        if ('failed' in mark) return { answer: mark.failed, ended: Promise.resolve() };
        const last = command.kind === 'trace' && mark === chosen.at(-1);
        const request = { file, root, overlay, case: mark.case, pinned: true, check: command.check, last };
        return runner.answer(request, cancel.token, listeners);
      };
      const { answer, ended } = await start(new Map(), { onOutput });
      // What the program printed stands before what is printed of it.
      output.holdUntil(ended);
      if (answer.kind === 'failed') await ended;
      // Nobody reads what is left.
      if (output.isLost) break;
      code = Math.max(code, exitCodeOf(answer, command.strict));
      if (out !== undefined && answer.kind === 'traced' && 'case' in mark) {
        const stored = {
          file: answer.result.files[answer.result.function.span[0]]!,
          root: '',
          case: mark.case,
          result: answer.result,
        };
        writeWhole(out, encodeTrace(stored));
      }
      await print.answer(answer, async (...given) => (await start(...given)).answer).finally(() => ended);
      if (cancel.token.isCancellationRequested) break;
    }
    await print.end();
    return code;
  } finally {
    runner.dispose();
    endSignals();
  }
}

/** Says why there is nothing to list; gives the exit code. */
export const fail = (failed: Failed, output: StandardOutput): Promise<number> =>
  printFailed(failed, printer(output, process.cwd()));

/** Prints why nothing was run; the exit code that says so. */
async function printFailed(failed: Failed, print: Printer): Promise<number> {
  await print.answer(failed);
  await print.end();
  return exitCodeOf(failed);
}
