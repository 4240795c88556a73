/** The command line: `gradlens trace FILE`, `gradlens list FILE`, `gradlens exec SCRIPT`. Its contract stands in README.md and in `cli/command.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { choose } from './choose.ts';
import { parseCommand, usage, UsageError, type TraceCommand } from './command.ts';
import { exec } from './exec.ts';
import { exitCodeOf, exitCodes } from './exit.ts';
import { isNewEnough, ownNode, runNode } from './node.ts';
import { printer, type Printer } from './print.ts';
import { listCases } from '../runner/parent/listCases.ts';
import { Runner } from '../runner/parent/runner.ts';
import type { Failed } from '../shared/failed.ts';
import { defaultLimits, type TraceAnswer } from '../shared/protocol.ts';
import { encodeTrace } from '../shared/traceFile.ts';

async function main(args: readonly string[]): Promise<number> {
  if (!isNewEnough()) return elsewhere(args);
  const command = parseCommand(args);
  if (command.kind === 'help') return write(usage);
  if (command.kind === 'version') return write(`${version()}\n`);
  if (command.kind === 'exec') return exec(command, join(__dirname, 'exec.js'));
  return command.kind === 'list' ? list(command.file) : trace(command);
}

async function list(file: string): Promise<number> {
  const listing = listCases(resolve(file), file);
  if (listing.kind === 'failed') return fail(listing, printer(process.cwd()));
  const print = printer(process.cwd());
  let code: number = exitCodes.traced;
  for (const mark of listing.marks) {
    if ('failed' in mark) {
      print.answer(mark.failed);
      code = exitCodeOf(mark.failed);
      continue;
    }
    const { function: name, name: label, range } = mark;
    write(`${file}:${range[0]}:${range[1] + 1}  ${name}${label && `  (${label})`}\n`);
  }
  return code;
}

async function trace(command: TraceCommand): Promise<number> {
  const file = resolve(command.file);
  const root = process.cwd();
  const { timeout } = command;
  const limits = timeout === undefined ? defaultLimits : { ...defaultLimits, load: timeout, run: timeout };
  // The child starts while this process looks for the cases.
  const runner = new Runner({
    runnerPath: join(__dirname, 'runner.js'),
    limits,
    cache: command.cached,
    spares: 1,
  });
  const cancel = new CancellationTokenSource();
  const stop = () => cancel.cancel();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const print = printer(root, command.format, command.derivatives, command.iterations);
    const listing = listCases(file, command.file);
    if (listing.kind === 'failed') return await fail(listing, print);
    const chosen = choose(command, listing.marks, command.file);
    if ('kind' in chosen) return await fail(chosen, print);
    if (command.out !== undefined && chosen.length > 1) {
      throw new UsageError(
        `--out takes one case, and there are ${chosen.length}: choose with --function or --case.`,
      );
    }
    const answers: TraceAnswer[] = [];
    for (const mark of chosen) {
      const onOutput = (text: string) => process.stderr.write(text);
      const run = (index: number) => {
        const request = { file, root, overlay: new Map(), case: index, pinned: true, check: command.check };
        return runner.trace(request, cancel.token, { onOutput });
      };
      const answer = 'failed' in mark ? mark.failed : await run(mark.case);
      answers.push(answer);
      if (command.out !== undefined && answer.kind === 'traced' && 'case' in mark) {
        const stored = {
          file: answer.result.files[answer.result.function.span[0]]!,
          root: '',
          case: mark.case,
          result: answer.result,
        };
        writeFileSync(command.out, encodeTrace(stored));
      }
      print.answer(answer);
      if (cancel.token.isCancellationRequested) break;
    }
    await print.end();
    return Math.max(...answers.map((answer) => exitCodeOf(answer, command.strict)));
  } finally {
    runner.dispose();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Prints why nothing was run; the exit code that says so. */
async function fail(failed: Failed, print: Printer): Promise<number> {
  print.answer(failed);
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

/** Runs the command by the Node that came with the project, where this one is too old. */
function elsewhere(args: readonly string[]): Promise<number> {
  const node = ownNode(__dirname);
  if (node === undefined) {
    throw new UsageError(`this is Node ${process.versions.node}; Node 22.15 or newer is needed.`);
  }
  return runNode(node, [__filename, ...args]);
}

nodeModule.enableCompileCache?.();
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    if (error instanceof UsageError) {
      process.stderr.write(`gradlens: ${error.message}\n\n${usage}`);
      process.exitCode = exitCodes.usage;
    } else {
      process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = exitCodes.internal;
    }
  },
);
