import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { choose } from '../../src/cli/choose.ts';
import { exitCodeOf } from '../../src/cli/exit.ts';
import { parseCommand, type TraceCommand } from '../../src/cli/command.ts';
import { formatJson } from '../../src/present/export/json.ts';
import { listCases } from '../../src/runner/parent/listCases.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { defaultLimits, type Limits } from '../../src/shared/limits.ts';
import type { TraceAnswer } from '../../src/shared/protocol.ts';
import { folders } from '../support/folders.ts';
import { foundByProofs } from '../support/proofs.ts';

const root = join(import.meta.dirname, '../..');
/** The bundles under test. */
export const cliPath = join(root, 'dist/cli.js');
export const runnerPath = join(root, 'dist/runner.js');
export const execPath = join(root, 'dist/exec.js');

/** Milliseconds that no run of a test takes, on however busy a machine. */
const patience = 300_000;
/** Limits for tests of something else: the time is never what ends a run. */
export const generous: Limits = { ...defaultLimits, load: patience, run: patience };

const packages = [
  ...['ml-matrix', 'ml-matrix-6-8', 'ml-matrix-5'],
  ...['is-any-array', 'ml-array-rescale', 'ml-array-max', 'ml-array-min'],
];

/** A folder with these files, and this project's packages; removed after the tests of the file. */
export function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'gradlens-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  mkdirSync(join(path, 'node_modules'), { recursive: true });
  for (const name of packages) {
    symlinkSync(join(root, 'node_modules', name), join(path, 'node_modules', name));
  }
  return path;
}

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run besides. */
export interface Running {
  /** Called with the process's id when the program that is traced has printed something. */
  readonly onOutput?: (pid: number) => void;
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** Runs the command line in a folder. A trace has all the time it needs, unless `args` say otherwise. */
export function gradlens(
  cwd: string,
  args: readonly string[],
  { onOutput, node = [] }: Running = {},
): Promise<Output> {
  const isTimed = args[0] !== 'trace' || args.includes('--timeout');
  const given = isTimed ? args : [...args, '--timeout', String(patience)];
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, [...node, cliPath, ...given], { cwd, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.stderr.once('data', () => onOutput?.(child.pid!));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** One case of `--format json`. */
export interface JsonCase {
  readonly files: string[];
  readonly status?: string;
  readonly output?: { readonly value: unknown }[];
  readonly diagnostics: {
    readonly code: string;
    readonly message: string;
    readonly span: number[];
    readonly related: { readonly message: string; readonly span: number[] }[];
  }[];
  readonly check?: { readonly ok: boolean; readonly state: string };
}

/** What `gradlens trace FILE --format json …` ends with. */
export interface Traced {
  readonly code: number | null;
  readonly stderr: string;
  readonly cases: JsonCase[];
}

/**
 * `gradlens trace FILE --format json …`, parsed, without the command line's own process: cases are found here, and each runs in
 * its child. What finishes has to prove itself.
 */
export async function traceJson(cwd: string, file: string, ...args: string[]): Promise<Traced> {
  const command = parseCommand(['trace', file, ...args]) as TraceCommand;
  let stderr = '';
  const answers = await answersOf(cwd, command, (text) => (stderr += text));
  const cases = answers.map((answer) => {
    const text = [...formatJson(answer.kind === 'traced' ? answer.result : answer)].join('');
    return JSON.parse(text) as JsonCase;
  });
  return {
    code: Math.max(...answers.map((answer) => exitCodeOf(answer, command.strict))),
    stderr,
    cases: proved(cases),
  };
}

/** The answers of the cases that a command names. */
async function answersOf(
  cwd: string,
  command: TraceCommand,
  onOutput: (text: string) => void,
): Promise<readonly TraceAnswer[]> {
  const file = join(cwd, command.file);
  const listing = listCases(file, command.file);
  if (listing.kind === 'failed') return [listing];
  const chosen = choose(command, listing.marks, command.file);
  if ('kind' in chosen) return [chosen];
  const { check, timeout } = command;
  const limits = timeout === undefined ? generous : { ...generous, load: timeout, run: timeout };
  const runner = new Runner({ runnerPath, limits, cache: command.cached, quick: Infinity });
  const answers: TraceAnswer[] = [];
  try {
    for (const mark of chosen) {
      const trace = (index: number) => {
        const request = { file, root: cwd, overlay: new Map(), case: index, pinned: true, check };
        return runner.trace(request, undefined, { onOutput });
      };
      answers.push('failed' in mark ? mark.failed : await trace(mark.case));
    }
  } finally {
    runner.dispose();
  }
  return answers;
}

/** The same by the command line itself. */
export async function cliJson(cwd: string, file: string, ...args: string[]): Promise<Traced> {
  const { code, stdout, stderr } = await gradlens(cwd, ['trace', file, '--format', 'json', ...args]);
  return { code, stderr, cases: proved(stdout === '' ? [] : (JSON.parse(stdout) as JsonCase[])) };
}

function proved(cases: JsonCase[]): JsonCase[] {
  for (const { status, diagnostics, check } of cases)
    if (status === 'ok') expect([foundByProofs(diagnostics), check?.state !== 'failed']).toEqual([[], true]);
  return cases;
}

/** The span of a text in a source: line from 1, columns from 0, both ends. */
export function rangeOf(source: string, text: string): number[] {
  const at = source.indexOf(text);
  if (at < 0) throw new Error(`not in the source: ${text}`);
  const position = (offset: number) => {
    const before = source.slice(0, offset);
    return [before.split('\n').length, offset - (before.lastIndexOf('\n') + 1)];
  };
  return [...position(at), ...position(at + text.length)];
}
