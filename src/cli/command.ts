import { derivativeKinds, type DerivativeKind } from '../shared/derivatives.ts';
import type { LineChoice } from '../present/fold/selection.ts';
import { closest } from './closest.ts';
import { formats, type FormatName } from './formats.ts';

/** A command line, understood. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'list'; readonly file: string }
  | ExecCommand
  | TraceCommand;

export interface ExecCommand {
  readonly kind: 'exec';
  /** Options of Node's own. */
  readonly nodeOptions: readonly string[];
  readonly script: string;
  /** The script's arguments in `process.argv`. */
  readonly args: readonly string[];
  /** Keep rewritten files from run to run. */
  readonly cached: boolean;
  /** File for the number of equations. */
  readonly stats?: string;
}

export interface TraceCommand {
  readonly kind: 'trace';
  readonly file: string;
  readonly function?: string;
  readonly case?: string;
  readonly format: FormatName;
  /** Iterations to show, by the lines on which their loops start. */
  readonly iterations: readonly LineChoice[];
  readonly check: 'none' | 'quick' | 'full';
  /** A check that left inputs out counts as failed. */
  readonly strict: boolean;
  /** Derivatives to compute besides gradients. */
  readonly derivatives: ReadonlySet<DerivativeKind>;
  /** Keep rewritten files from run to run. */
  readonly cached: boolean;
  /** Milliseconds for loading and for running, each. */
  readonly timeout?: number;
  /** Path of the trace file to write of the one case. */
  readonly out?: string;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

const formatNames = Object.keys(formats);
const formatHelp = Object.entries(formats).map(([name, { help }]) => `    ${name.padEnd(28)}  ${help}`);

export const usage = `Usage:
  gradlens trace FILE [options]   trace the marked functions of FILE and differentiate them
  gradlens list FILE              list the marked functions of FILE
  gradlens exec SCRIPT [ARGS]     run a whole program as node does, with every matrix tracked

Options of trace:
  --function NAME                 only cases of this function
  --case NAME                     only the case of this name
  --format NAME                   what to print (default: text)
${formatHelp.join('\n')}
  --iteration LINE=N              show iteration N (from 0) of the loop on LINE (repeatable)
  --check                         check the gradient along several directions
  --no-check                      do not check it at all (default: one direction)
  --strict                        exit 1 also where the check left inputs out (◐)
  --jvp                           tangents of the outputs, every input moving by one
  --jacobian                      derivatives of each output element by each input element
  --hessian                       second derivatives of the outputs' sum
  --no-cache                      keep no rewritten packages from run to run
  --timeout MS                    limit of loading and of running, each (default: 10000)
  --out FILE.gradlens             write the trace of the one case to a file that VS Code opens

Options of exec, before SCRIPT; all others are Node's (--import, --require, …):
  --stats FILE                    write the number of recorded equations to FILE
  --no-cache                      as above

  --help, --version

A function is marked by a JSDoc tag that calls it:  @trace loss(randn(12, 4), randn(4, 1), 0.5)
Exit codes: 0 traced, 1 the function threw or a check failed, 2 usage,
  3 limit or cancelled, 4 cannot load, 70 a bug of this tool.
`;

/** Whether each option of `trace` takes a value. */
const options = new Map<string, boolean>([
  ['--function', true],
  ['--case', true],
  ['--format', true],
  ['--timeout', true],
  ['--out', true],
  ['--iteration', true],
  ['--check', false],
  ['--no-check', false],
  ['--strict', false],
  ['--no-cache', false],
  ...derivativeKinds.map((kind) => [`--${kind}`, false] as const),
]);

/** Understands the arguments; throws a `UsageError` that says what to write instead. */
export function parseCommand(args: readonly string[]): Command {
  if (args.length === 0) throw new UsageError('A command is missing.');
  if (args[0] === 'exec') return execCommand(args.slice(1));
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (args.includes('--version')) return { kind: 'version' };
  const [command, ...rest] = args as [string, ...string[]];
  if (command !== 'trace' && command !== 'list') {
    throw new UsageError(`Unknown command ${command}.${suggestion(command, ['trace', 'list', 'exec'])}`);
  }
  const given = new Map<string, string>();
  const iterations: LineChoice[] = [];
  const files: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i]!;
    if (!argument.startsWith('-')) {
      files.push(argument);
      continue;
    }
    const [name, inline] = splitOnce(argument);
    const takesValue = command === 'trace' ? options.get(name) : undefined;
    if (takesValue === undefined) {
      const known = command === 'trace' ? [...options.keys()] : [];
      throw new UsageError(`Unknown option ${name}.${suggestion(name, known)}`);
    }
    if (!takesValue && inline !== undefined) throw new UsageError(`${name} takes no value.`);
    const value = takesValue ? (inline ?? rest[++i]) : '';
    if (value === undefined) throw new UsageError(`${name} needs a value.`);
    if (name === '--iteration') iterations.push(lineChoice(value));
    given.set(name, value);
  }
  const [file] = files;
  if (file === undefined) throw new UsageError(`gradlens ${command} needs a file.`);
  if (files.length > 1) throw new UsageError(`One file at a time; got ${files.join(', ')}.`);
  return command === 'list' ? { kind: 'list', file } : traceCommand(file, given, iterations);
}

/** Options of Node whose value may be the next argument. */
const valued = new Set(
  `-r --require --import -C --conditions --env-file --env-file-if-exists --loader --experimental-loader
  --title --unhandled-rejections --disable-warning --redirect-warnings --dns-result-order`.split(/\s+/),
);

/** Options before the script are Node's, all that follows it is the script's own. */
function execCommand(args: readonly string[]): Command {
  const nodeOptions: string[] = [];
  let stats: string | undefined;
  let cached = true;
  let i = 0;
  for (; args[i]?.startsWith('-'); i++) {
    const option = args[i]!;
    const [name, inline] = splitOnce(option);
    if (option === '--help' || option === '-h') return { kind: 'help' };
    if (name === '--stats') {
      stats = inline ?? args[++i];
      if (stats === undefined) throw new UsageError('--stats needs a value.');
      continue;
    }
    if (option === '--no-cache') {
      cached = false;
      continue;
    }
    const hint = suggestion(name, ['--stats', '--no-cache']);
    if (hint !== '') throw new UsageError(`Unknown option ${option}.${hint}`);
    nodeOptions.push(option);
    if (valued.has(option) && i + 1 < args.length) nodeOptions.push(args[++i]!);
  }
  const script = args[i];
  if (script === undefined) throw new UsageError('gradlens exec needs a script.');
  return {
    kind: 'exec',
    cached,
    nodeOptions,
    script,
    args: args.slice(i + 1),
    ...(stats !== undefined && { stats }),
  };
}

function traceCommand(
  file: string,
  given: ReadonlyMap<string, string>,
  iterations: readonly LineChoice[],
): TraceCommand {
  const format = given.get('--format') ?? 'text';
  if (!isFormat(format))
    throw new UsageError(`Unknown format ${format}; there are ${formatNames.join(', ')}.`);
  if (given.has('--check') && given.has('--no-check'))
    throw new UsageError('--check and --no-check exclude each other.');
  const timeout = given.get('--timeout');
  if (timeout !== undefined && !(Number(timeout) > 0 && Number(timeout) < 2 ** 31)) {
    throw new UsageError(`--timeout needs a number of milliseconds, not ${timeout}.`);
  }
  const out = given.get('--out');
  if (out !== undefined && !out.endsWith('.gradlens'))
    throw new UsageError(`--out needs a name that ends in .gradlens, not ${out}.`);
  const name = given.get('--function');
  const named = given.get('--case');
  return {
    kind: 'trace',
    file,
    format,
    iterations,
    cached: !given.has('--no-cache'),
    check: given.has('--check') ? 'full' : given.has('--no-check') ? 'none' : 'quick',
    strict: given.has('--strict'),
    derivatives: new Set(derivativeKinds.filter((kind) => given.has(`--${kind}`))),
    ...(timeout !== undefined && { timeout: Number(timeout) }),
    ...(name !== undefined && { function: name }),
    ...(named !== undefined && { case: named }),
    ...(out !== undefined && { out }),
  };
}

/** `14=137`. */
function lineChoice(text: string): LineChoice {
  const [, line, iteration] = /^(\d+)=(\d+)$/.exec(text) ?? [];
  if (line === undefined) throw new UsageError(`--iteration needs LINE=N, such as 14=137, not ${text}.`);
  return { line: Number(line), iteration: Number(iteration) };
}

function isFormat(text: string): text is FormatName {
  return Object.hasOwn(formats, text);
}

function splitOnce(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

function suggestion(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
