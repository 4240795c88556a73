import { join } from 'node:path';
import { commands, env, Position, Uri, window, workspace } from 'vscode';
import { formatText } from '../present/terminal/traceText.ts';
import type { Tab } from '../shared/panel/protocol.ts';
import type { Range as PlainRange } from '../shared/span.ts';
import { indexOfCase, nameOfCase, type Cases } from './sources/documentCases.ts';
import type { Iterations } from './iterations.ts';
import { hoverCommands } from './hover/commands.ts';
import type { Example } from './start/example.ts';
import { exampleSteps } from './start/example.ts';
import type { Marking } from './start/marking.ts';
import { surfaceCommands } from './surfaceCommands.ts';
import type { Output } from './output.ts';
import type { Panels } from './panel/panels.ts';
import { shownRun, type Session, type Sessions } from './sessions.ts';
import { toRange } from './spans.ts';
import { targetAt, targetOfIndex } from './target.ts';
import type { Target, Tracing } from './tracing.ts';
import { whyCommands } from './why/commands.ts';

/** The parts of the extension that commands work on. */
export interface Parts {
  readonly cases: Cases;
  readonly example: Example;
  readonly marking: Marking;
  readonly sessions: Sessions;
  readonly tracing: Tracing;
  readonly panels: Panels;
  readonly iterations: Iterations;
  readonly output: Output;
  readonly extensionPath: string;
}

/** A document's address as commands get it: from a lens, from a link, or none from the palette. */
type Address = Uri | string | undefined;

/** Traces once more what a session shows, or the function that stands there now. */
export async function retrace(parts: Parts, uri: Uri, check: 'quick' | 'full'): Promise<void> {
  const { cases, sessions, tracing } = parts;
  const { state } = sessions.get(uri);
  const run = shownRun(sessions.get(uri));
  const document = await workspace.openTextDocument(uri);
  const [, line, column] = run?.result.function.span ?? [0, 1, 0];
  const index = state.kind === 'idle' ? -1 : indexOfCase(await cases.of(document), state.target);
  const target =
    index >= 0
      ? await targetOfIndex(cases, document, index)
      : await targetAt(parts, document, new Position(line - 1, column));
  if (target) await tracing.trace(target, check);
}

/** Every command by its id without `gradlens.`; the last ones are called by lenses, links and the status bar only. */
export function commandTable(parts: Parts) {
  const { cases, sessions, tracing, panels, iterations, output } = parts;
  const trace = async (address: Address, index: number | undefined, check: 'quick' | 'full', tab?: Tab) => {
    const target = await targetOf(parts, address, index);
    if (!target) return;
    if (workspace.isTrusted) await panels.follow(target.document.uri, tab);
    await tracing.trace(target, check);
  };
  /** Makes the case with an index the current one, if it was traced. */
  const showCase = async (uri: Uri, index: number | undefined) => {
    const declared = await cases.of(await workspace.openTextDocument(uri));
    if (index !== undefined && declared[index]) sessions.show(uri, nameOfCase(declared, index));
  };
  const indexOf = async (session: Session | undefined) =>
    session && session.state.kind !== 'idle'
      ? indexOfCase(await cases.of(await workspace.openTextDocument(session.uri)), session.state.target)
      : -1;
  return {
    trace: (address?: Address, index?: unknown) => trace(address, asIndex(index), 'quick'),
    check: (address?: Address, index?: unknown) => trace(address, asIndex(index), 'full', 'findings'),
    showBackward: async (address?: Address, index?: unknown) => {
      const uri = uriOf(address);
      const wanted = asIndex(index);
      if (uri && wanted !== undefined) await showCase(uri, wanted);
      const session = uri && sessions.get(uri);
      const isShown = wanted === undefined || (await indexOf(session)) === wanted;
      if (uri && session && shownRun(session) && isShown) await panels.show(uri, 'backward');
      else await trace(address, wanted, 'quick', 'backward');
    },
    copyTrace: async (address?: Address) => {
      const uri = uriOf(address);
      const run = uri && shownRun(sessions.get(uri));
      if (run) await env.clipboard.writeText(formatText(run.result, { color: false, width: 120 }));
      else void window.showInformationMessage('GradLens: nothing was traced in this file yet.');
    },
    clear: (address?: Address) => {
      const uri = uriOf(address);
      if (!uri) return;
      tracing.cancel(uri);
      sessions.clear(uri);
    },
    cancel: (address?: Address) => {
      const uri = uriOf(address);
      if (uri && tracing.cancel(uri)) return;
      for (const session of [...sessions.all()]) tracing.cancel(session.uri);
    },
    ...startCommands(parts),
    ...iterationCommands(iterations),
    ...surfaceCommands(),
    ...hoverCommands(parts),
    ...whyCommands(parts, (uri) => retrace(parts, uri, 'quick')),
    showLog: () => output.show(),
    showPanel: async (address?: Address, index?: unknown) => {
      const uri = uriOf(address);
      if (!uri) return;
      await showCase(uri, asIndex(index));
      await panels.show(uri);
    },
    showFindings: async (address?: Address, index?: unknown) => {
      const uri = uriOf(address);
      if (!uri) return;
      await showCase(uri, asIndex(index));
      await panels.show(uri, 'findings');
    },
    showPlace: async (address: Address, ...range: PlainRange) => {
      const uri = uriOf(address);
      if (uri) await window.showTextDocument(uri, { selection: toRange(range) });
    },
    showRow: async (address?: Address, row?: unknown) => {
      const uri = uriOf(address);
      if (uri) await panels.show(uri, 'trace', asIndex(row));
    },
    showStep: async (address?: Address, row?: unknown) => {
      const uri = uriOf(address);
      if (uri) await panels.show(uri, 'backward', asIndex(row));
    },
  } satisfies Record<string, (...args: never[]) => unknown>;
}

/** The commands of the first minute. */
function startCommands({ example, extensionPath, marking, panels }: Parts) {
  return {
    markFunction: () => marking.markHere(),
    openPanel: () => panels.open(window.activeTextEditor?.document.uri),
    openExample: async () => void (await example.open()),
    /** A step of the walkthrough. */
    exampleStep: async (name: unknown) => {
      const step = exampleSteps.find((one) => one === name);
      if (step) await example.do(step);
    },
    openGuide: () =>
      commands.executeCommand(
        'markdown.showPreview',
        Uri.file(join(extensionPath, 'docs', 'reading-a-trace.md')),
      ),
  };
}

/** The commands that move the iteration that is looked at. */
function iterationCommands(iterations: Iterations) {
  return {
    previousIteration: (address?: Address, site?: unknown) =>
      iterations.move(({ iteration }) => iteration - 1, loopOf(address, site)),
    nextIteration: (address?: Address, site?: unknown) =>
      iterations.move(({ iteration }) => iteration + 1, loopOf(address, site)),
    firstIteration: () => iterations.move(() => 0),
    lastIteration: () => iterations.move(({ times }) => times - 1),
    nextNotFinite: () => iterations.nextNotFinite(),
  };
}

function uriOf(address: Address): Uri | undefined {
  if (typeof address === 'string') return Uri.parse(address);
  return address ?? window.activeTextEditor?.document.uri;
}

/** The loop that a link names; keys and menus name none. */
function loopOf(address: Address, site: unknown): { readonly uri: Uri; readonly site: number } | undefined {
  const uri = uriOf(address);
  return uri && typeof site === 'number' ? { uri, site } : undefined;
}

/** The index that a command got; menus pass other things in its place. */
function asIndex(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

async function targetOf(
  parts: Parts,
  address: Address,
  index: number | undefined,
): Promise<Target | undefined> {
  const uri = uriOf(address);
  if (!uri)
    return void window.showInformationMessage('GradLens: open a TypeScript or JavaScript file first.');
  const document = await workspace.openTextDocument(uri);
  if (index !== undefined) {
    const [problem] = await parts.cases.problems(document);
    const target = await targetOfIndex(parts.cases, document, index);
    if (!target && problem) void window.showErrorMessage(`GradLens: ${problem.message}`);
    return target;
  }
  const editor = window.visibleTextEditors.find((one) => one.document === document);
  return targetAt(parts, document, editor?.selection.active ?? document.positionAt(0));
}
