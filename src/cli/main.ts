/** The command line: `gradlens trace FILE`, `gradlens explain FILE`, `gradlens list FILE`, `gradlens exec SCRIPT`. Its contract stands in README.md and in `cli/command.ts`. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseCommand, UsageError } from './command.ts';
import { exec } from './exec.ts';
import { exitCodes } from './exit.ts';
import { OutputError, StandardOutput } from './output.ts';
import { usage } from './usage.ts';
import { listCases } from '../runner/parent/listCases.ts';
import type { Launched } from '../runner/parent/launch.ts';

const output = new StandardOutput();
const loadCases = () => import(/* webpackChunkName: "cases" */ './cases.ts');

async function main(args: readonly string[], started: Launched | undefined): Promise<number> {
  const command = parseCommand(args);
  if (command.kind === 'help') return write(usage);
  if (command.kind === 'version') return write(`${version()}\n`);
  if (command.kind === 'exec') return exec(command, join(__dirname, 'exec.js'));
  if (command.kind === 'list') return list(command.file);
  return (await loadCases()).run(command, started, output);
}

async function list(file: string): Promise<number> {
  const listing = listCases(resolve(file), file);
  if (listing.kind === 'failed') return (await loadCases()).fail(listing, output);
  let code: number = exitCodes.traced;
  for (const mark of listing.marks) {
    if ('failed' in mark) {
      code = await (await loadCases()).fail(mark.failed, output);
      continue;
    }
    const { function: name, name: label, range } = mark;
    write(`${file}:${range[0]}:${range[1] + 1}  ${name}${label && `  (${label})`}\n`);
  }
  return code;
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
