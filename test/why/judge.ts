import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CancellationToken } from 'vscode-jsonrpc';
import { Evidence, explain, fixesOf, type Explanation } from '../../src/explain/index.ts';
import type { Runner } from '../../src/runner/parent/runner.ts';
import { tryFixes, type Overlay, type TriedFix } from '../../src/runner/parent/tryFixes.ts';
import type { Diagnostic, Fix } from '../../src/shared/errors.ts';
import type { TraceResult } from '../../src/shared/trace.ts';
import type { Program } from './programs.ts';

/** What was answered of a program, and how much of it is right. */
export interface Judged {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly place: string;
  readonly isClassRight: boolean;
  readonly isPlaceRight: boolean;
  /** Of a clean program: no finding, and nothing above information. */
  readonly isSilent: boolean;
  readonly sentence: string;
  readonly explanation: Explanation | undefined;
  readonly result: TraceResult | undefined;
  readonly fixes: readonly Fix[];
}

/** Traces a program as a user would, asks its question, and judges the answer. */
export async function judge(runner: Runner, program: Program, overlay: Overlay = new Map()): Promise<Judged> {
  const { name, folder, answer: right } = program;
  const file = join(folder, `${name}.ts`);
  const request = { file, root: folder, overlay, case: 0, pinned: true, check: 'quick' } as const;
  const answer = await runner.trace(request, CancellationToken.None, {});
  const failed = {
    name,
    expected: right.class,
    found: 'not run',
    place: '',
    isClassRight: false,
    isPlaceRight: false,
  };
  if (answer.kind === 'failed') {
    const sentence = answer.diagnostics[0]?.message ?? '';
    return { ...failed, isSilent: false, sentence, explanation: undefined, result: undefined, fixes: [] };
  }
  const { result } = answer;
  const evidence = new Evidence(result, (index) => textOf(resolve(folder, result.files[index]!), overlay));
  const index = result.files.findIndex((path) => basename(path) === right.question.file);
  const { line, name: asked, of } = right.question;
  const explanation = explain(evidence, { file: index, line, name: asked, of });
  const finding = explanation?.finding;
  const found = finding ? (finding.class ?? finding.code) : explanation ? 'none' : 'no target';
  const loud = result.diagnostics.filter(({ severity }) => severity !== 'information');
  return {
    name,
    expected: right.class,
    found,
    place: finding ? `${basename(result.files[finding.span[0]]!)}:${finding.span[1]}` : '',
    isClassRight: finding?.class !== undefined && rightClasses(program).includes(finding.class),
    isPlaceRight: finding !== undefined && isRightPlace(program, result, finding),
    isSilent: loud.length === 0 && found === 'none',
    sentence: [explanation?.sentence, ...loud.map(({ code, message }) => `[${code}] ${message}`)].join(' '),
    explanation,
    result,
    fixes: finding ? fixesOf(finding, evidence, asked) : [],
  };
}

/** The repairs of an answer, each tried by tracing again. */
export async function tried(
  runner: Runner,
  { name, folder, answer }: Program,
  { explanation, result, fixes }: Judged,
): Promise<TriedFix[]> {
  const finding = explanation?.finding;
  if (!finding || !result) return [];
  const { line, name: asked, of, file } = answer.question;
  const question = { file: result.files.findIndex((path) => basename(path) === file), line, name: asked, of };
  const request = {
    file: join(folder, `${name}.ts`),
    root: folder,
    case: 0,
    pinned: true,
    check: 'quick',
  } as const;
  const retrace = (overlay: Overlay) => runner.trace({ ...request, overlay }, CancellationToken.None, {});
  return tryFixes({ before: result, finding, question, root: folder, overlay: new Map(), retrace }, fixes);
}

/** The text of a file as a run sees it. */
export function textOf(path: string, overlay: Overlay): string | undefined {
  try {
    return overlay.get(path) ?? readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function rightClasses({ answer }: Program): string[] {
  return answer.class === 'clean' ? [] : [answer.class, ...(answer.alsoClass ?? [])];
}

function isRightPlace({ answer }: Program, { files }: TraceResult, { span }: Diagnostic): boolean {
  const places = answer.class === 'clean' ? [] : [answer.guilty, ...answer.acceptable];
  return places.some(({ file, line }) => basename(files[span[0]]!) === file && span[1] === line);
}
