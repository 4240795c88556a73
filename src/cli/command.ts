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
  | TraceCommand
  | ExplainCommand;

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

export interface TraceCommand extends RunCommand {
  readonly kind: 'trace';
  readonly format: FormatName;
  /** Derivatives to compute besides gradients. */
  readonly derivatives: ReadonlySet<DerivativeKind>;
  /** Equations of a case that JSON has at most. */
  readonly maxEquations?: number;
  /** Path of the trace file to write of the one case. */
  readonly out?: string;
}

export interface ExplainCommand extends RunCommand {
  readonly kind: 'explain';
  readonly format: 'text' | 'json';
  readonly at: Place;
  /** What is asked about; the value of what is bound on the line, the gradient of what comes in, where it is not said. */
  readonly of?: 'value' | 'gradient';
}

/** A place as a person writes it: `18:total`, `net.ts:18:total`. */
export interface Place {
  /** The traced file where it is not said. */
  readonly file?: string;
  readonly line: number;
  readonly name?: string;
}

/** What a command that runs cases needs. */
export interface RunCommand {
  readonly file: string;
  readonly function?: string;
  readonly case?: string;
  /** Iterations to show, by the lines on which their loops start. */
  readonly iterations: readonly LineChoice[];
  readonly check: 'none' | 'quick' | 'full';
  /** A check that left inputs out counts as failed. */
  readonly strict: boolean;
  /** Keep rewritten files from run to run. */
  readonly cached: boolean;
  /** Environment variables that the code gets although they look confidential. */
  readonly passed: readonly string[];
  /** Milliseconds of processor time for loading and for running, each. */
  readonly timeout?: number;
}

/** A command line that cannot be understood, or that asks for what is not there. */
export class UsageError extends Error {
  readonly isOfCommand: boolean;

  /** @param isOfCommand there is no command, so all of them are to be shown */
  constructor(message: string, isOfCommand = false) {
    super(message);
    this.isOfCommand = isOfCommand;
  }
}

const formatNames = Object.keys(formats);
/** Whether each option of the commands that run cases takes a value. */
const common = [
  ['--function', true],
  ['--case', true],
  ['--format', true],
  ['--timeout', true],
  ['--iteration', true],
  ['--env', true],
  ['--no-cache', false],
] as const;
const options: Readonly<Record<'trace' | 'explain' | 'list', ReadonlyMap<string, boolean>>> = {
  trace: new Map<string, boolean>([
    ...common,
    ['--out', true],
    ['--max-equations', true],
    ['--check', false],
    ['--no-check', false],
    ['--strict', false],
    ...derivativeKinds.map((kind) => [`--${kind}`, false] as const),
  ]),
  explain: new Map<string, boolean>([...common, ['--at', true], ['--of', true]]),
  list: new Map(),
};

/** Understands the arguments; throws a `UsageError` that says what to write instead. */
export function parseCommand(args: readonly string[]): Command {
  if (args.length === 0) throw new UsageError('A command is missing.', true);
  if (args[0] === 'exec') return execCommand(args.slice(1));
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (args.includes('--version')) return { kind: 'version' };
  const [command, ...rest] = args as [string, ...string[]];
  if (command !== 'trace' && command !== 'list' && command !== 'explain') {
    const known = ['trace', 'explain', 'list', 'exec'];
    throw new UsageError(`Unknown command ${command}.${suggestion(command, known)}`, true);
  }
  const given = new Map<string, string>();
  const iterations: LineChoice[] = [];
  const passed: string[] = [];
  const files: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i]!;
    if (!argument.startsWith('-')) {
      files.push(argument);
      continue;
    }
    const [name, inline] = splitOnce(argument);
    const takesValue = options[command].get(name);
    if (takesValue === undefined) {
      throw new UsageError(`Unknown option ${name}.${suggestion(name, [...options[command].keys()])}`);
    }
    if (!takesValue && inline !== undefined) throw new UsageError(`${name} takes no value.`);
    const value = takesValue ? (inline ?? rest[++i]) : '';
    if (value === undefined) throw new UsageError(`${name} needs a value.`);
    if (name === '--iteration') iterations.push(lineChoice(value));
    if (name === '--env') passed.push(value);
    given.set(name, value);
  }
  const [file] = files;
  if (file === undefined) throw new UsageError(`gradlens ${command} needs a file.`);
  if (files.length > 1) throw new UsageError(`One file at a time; got ${files.join(', ')}.`);
  if (command === 'list') return { kind: 'list', file };
  const run = runCommand(file, given, { iterations, passed });
  return command === 'trace' ? traceCommand(run, given) : explainCommand(run, given);
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

function runCommand(
  file: string,
  given: ReadonlyMap<string, string>,
  repeated: Pick<RunCommand, 'iterations' | 'passed'>,
): RunCommand {
  if (given.has('--check') && given.has('--no-check'))
    throw new UsageError('--check and --no-check exclude each other.');
  const timeout = given.get('--timeout');
  if (timeout !== undefined && !(Number(timeout) > 0 && Number(timeout) < 2 ** 31)) {
    throw new UsageError(`--timeout needs a number of milliseconds, not ${timeout}.`);
  }
  const name = given.get('--function');
  const named = given.get('--case');
  return {
    file,
    ...repeated,
    cached: !given.has('--no-cache'),
    check: given.has('--check') ? 'full' : given.has('--no-check') ? 'none' : 'quick',
    strict: given.has('--strict'),
    ...(timeout !== undefined && { timeout: Number(timeout) }),
    ...(name !== undefined && { function: name }),
    ...(named !== undefined && { case: named }),
  };
}

function traceCommand(run: RunCommand, given: ReadonlyMap<string, string>): TraceCommand {
  const format = given.get('--format') ?? 'text';
  if (!isFormat(format))
    throw new UsageError(`Unknown format ${format}; there are ${formatNames.join(', ')}.`);
  const out = given.get('--out');
  if (out !== undefined && !out.endsWith('.gradlens'))
    throw new UsageError(`--out needs a name that ends in .gradlens, not ${out}.`);
  const most = given.get('--max-equations');
  if (most !== undefined && !/^\d+$/.test(most))
    throw new UsageError(`--max-equations needs a number of equations, not ${most}.`);
  return {
    kind: 'trace',
    ...run,
    format,
    derivatives: new Set(derivativeKinds.filter((kind) => given.has(`--${kind}`))),
    ...(most !== undefined && { maxEquations: Number(most) }),
    ...(out !== undefined && { out }),
  };
}

function explainCommand(run: RunCommand, given: ReadonlyMap<string, string>): ExplainCommand {
  const format = given.get('--format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`Unknown format ${format}; explain prints text or json.`);
  const of = given.get('--of');
  if (of !== undefined && of !== 'value' && of !== 'gradient')
    throw new UsageError(`--of is value or gradient, not ${of}.`);
  const at = given.get('--at');
  if (at === undefined) throw new UsageError('explain needs --at LINE or --at LINE:NAME.');
  return { kind: 'explain', ...run, format, at: place(at), ...(of !== undefined && { of }) };
}

/** `18`, `18:total`, `net.ts:18:total`. */
function place(text: string): Place {
  const [, file, line, name] = /^(?:(.*?):)??(\d+)(?::(.+))?$/.exec(text) ?? [];
  if (line === undefined)
    throw new UsageError(`--at needs LINE or LINE:NAME, such as 18:total, not ${text}.`);
  return { line: Number(line), ...(file !== undefined && { file }), ...(name !== undefined && { name }) };
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
