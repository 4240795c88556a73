/** The command line: `gradlens trace FILE`, `gradlens explain FILE`, `gradlens list FILE`, `gradlens exec SCRIPT`. Its contract stands in README.md and in `cli/command.ts`. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { byNearness, choose } from './choose.ts';
import { parseCommand, UsageError, type ExplainCommand, type TraceCommand } from './command.ts';
import { exec } from './exec.ts';
import { explainer } from './explain.ts';
import { exitCodeOf, exitCodes } from './exit.ts';
import { checkFolder, OutputError, StandardOutput, writeWhole } from './output.ts';
import { printer, type Printer, type Retrace } from './print.ts';
import { onSignals } from './signals.ts';
import { usage } from './usage.ts';
import { listCases } from '../runner/parent/listCases.ts';
import { Runner } from '../runner/parent/runner.ts';
import type { Launched } from '../runner/parent/launch.ts';
import type { Failed } from '../shared/failed.ts';
import { defaultLimits } from '../shared/limits.ts';
import { encodeTrace } from '../shared/traceFile.ts';

const output = new StandardOutput();

async function main(args: readonly string[], started: Launched | undefined): Promise<number> {
  const command = parseCommand(args);
  if (command.kind === 'help') return write(usage);
  if (command.kind === 'version') return write(`${version()}\n`);
  if (command.kind === 'exec') return exec(command, join(__dirname, 'exec.js'));
  return command.kind === 'list' ? list(command.file) : run(command, started);
}

async function list(file: string): Promise<number> {
  const listing = listCases(resolve(file), file);
  if (listing.kind === 'failed') return fail(listing, printer(output, process.cwd()));
  const print = printer(output, process.cwd());
  let code: number = exitCodes.traced;
  for (const mark of listing.marks) {
    if ('failed' in mark) {
      await print.answer(mark.failed);
      code = exitCodeOf(mark.failed);
      continue;
    }
    const { function: name, name: label, range } = mark;
    write(`${file}:${range[0]}:${range[1] + 1}  ${name}${label && `  (${label})`}\n`);
  }
  return code;
}

async function run(command: TraceCommand | ExplainCommand, started: Launched | undefined): Promise<number> {
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
    if (listing.kind === 'failed') return await fail(listing, print);
    const chosen = choose(command, listing.marks, command.file);
    if ('kind' in chosen) return await fail(chosen, print);
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
      const start: Retrace = (overlay, listeners = {}) => {
        if ('failed' in mark) return Promise.resolve(mark.failed);
        const last = command.kind === 'trace' && mark === chosen.at(-1);
        const request = { file, root, overlay, case: mark.case, pinned: true, check: command.check, last };
        return runner.trace(request, cancel.token, listeners);
      };
      const answer = await start(new Map(), { onOutput });
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
      await print.answer(answer, start);
      if (cancel.token.isCancellationRequested) break;
    }
    await print.end();
    return code;
  } finally {
    runner.dispose();
    endSignals();
  }
}

/** Prints why nothing was run; the exit code that says so. */
async function fail(failed: Failed, print: Printer): Promise<number> {
  await print.answer(failed);
  await print.end();
  return exitCodeOf(failed);
}

function version(): string {
  const manifest = readFileSync(join(dirname(__dirname), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function write(text: string): number {
  process.stdout.write(text);
  return exitCodes.traced;
}

/**
 * Runs a command line.
 *
 * @param started a process for the first case, where there may be one
 */
export function start(args: readonly string[], started: Launched | undefined): void {
  main(args, started)
    .then(async (code) => {
      await output.end();
      process.exitCode = code;
    })
    .catch(tell)
    .finally(() => started?.child.kill('SIGKILL'));
}

/** Says why nothing more is printed. */
function tell(error: unknown): void {
  if (error instanceof OutputError) {
    process.stderr.write(`gradlens: ${error.message}.\n`);
    process.exitCode = exitCodes.usage;
  } else if (error instanceof UsageError) {
    const help = error.isOfCommand ? `\n${usage}` : 'gradlens --help lists all commands and options.\n';
    process.stderr.write(`gradlens: ${error.message}\n${help}`);
    process.exitCode = exitCodes.usage;
  } else {
    process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = exitCodes.internal;
  }
}
