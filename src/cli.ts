/** The command line: `gradlens trace FILE`, `gradlens list FILE`. Its contract stands in docs and in `cli/options.ts`. */
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { exitCodeOf, exitCodes } from './cli/exit.ts';
import { parseCommand, usage, UsageError, type TraceCommand } from './cli/options.ts';
import { printer } from './cli/print.ts';
import { listCases } from './runner/list.ts';
import { Runner, type MeasuredAnswer } from './runner/runner.ts';
import { defaultLimits } from './shared/protocol.ts';
import { closest } from './cli/closest.ts';

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  if (command.kind === 'help') return write(usage);
  if (command.kind === 'version') return write(`${version()}\n`);
  return command.kind === 'list' ? list(command.file) : trace(command);
}

function list(file: string): number {
  const listing = listCases(resolve(file), file);
  if (listing.kind === 'failed') {
    process.stderr.write(printer(process.cwd()).failed(listing));
    return exitCodes.load;
  }
  for (const { function: name, name: label, range } of listing.cases) {
    write(`${file}:${range[0]}:${range[1] + 1}  ${name}${label && `  (${label})`}\n`);
  }
  return exitCodes.traced;
}

async function trace(command: TraceCommand): Promise<number> {
  const file = resolve(command.file);
  const root = process.cwd();
  const limits = {
    ...defaultLimits,
    ...(command.timeout && { load: command.timeout, run: command.timeout }),
  };
  // The child starts while this process looks for the cases.
  const runner = new Runner({ runnerPath: join(__dirname, 'runner.js'), limits, spare: true });
  const cancel = new CancellationTokenSource();
  const stop = () => cancel.cancel();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const listing = listCases(file, command.file);
    const print = printer(root);
    if (listing.kind === 'failed') {
      write(command.format === 'json' ? print.json([listing]) : '');
      if (command.format !== 'json') process.stderr.write(print.failed(listing));
      return exitCodes.load;
    }
    const chosen = choose(command, listing.cases);
    const answers: MeasuredAnswer[] = [];
    for (const index of chosen) {
      const request = { file, root, overlay: new Map(), case: index, pinned: true, check: command.check };
      const answer = await runner.trace(request, cancel.token, {
        onOutput: (text) => process.stderr.write(text),
      });
      answers.push(answer);
      if (command.format !== 'json') print.answer(answer, command.format);
      if (cancel.token.isCancellationRequested) break;
    }
    if (command.format === 'json') write(print.json(answers));
    return Math.max(...answers.map(exitCodeOf));
  } finally {
    runner.dispose();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Indices of the cases that the options name. */
function choose(command: TraceCommand, cases: readonly { function: string; name: string }[]): number[] {
  if (cases.length === 0) {
    throw new NoCase(`${command.file} has no @trace. Mark a function: /** @trace loss(1, 2) */`);
  }
  const byFunction = (name: string) => command.function === undefined || name === command.function;
  const byName = (name: string) => command.case === undefined || name === command.case;
  const chosen = cases.flatMap(({ function: name, name: label }, i) =>
    byFunction(name) && byName(label) ? [i] : [],
  );
  if (chosen.length > 0) return chosen;
  const [word, known] =
    command.case === undefined
      ? [command.function!, cases.map((each) => each.function)]
      : [command.case, cases.filter((each) => byFunction(each.function)).map((each) => each.name)];
  const near = closest(word, known);
  const there = [...new Set(known)].filter(Boolean).join(', ') || 'none';
  throw new NoCase(`No case ${word}; there are: ${there}.${near ? ` Did you mean ${near}?` : ''}`);
}

/** The file has no such case. */
class NoCase extends Error {}

function version(): string {
  const manifest = readFileSync(join(dirname(__dirname), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function write(text: string): number {
  process.stdout.write(text);
  return exitCodes.traced;
}

enableCompileCache();
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    if (error instanceof UsageError) {
      process.stderr.write(`gradlens: ${error.message}\n\n${usage}`);
      process.exitCode = exitCodes.usage;
    } else if (error instanceof NoCase) {
      process.stderr.write(`gradlens: no-case: ${error.message}\n`);
      process.exitCode = exitCodes.load;
    } else {
      process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = exitCodes.internal;
    }
  },
);
