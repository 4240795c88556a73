import type { Position, Range, TextDocument } from 'vscode';
import { findPointed, inputReading, type Pointed } from '../../present/hover/pointed.ts';
import { nameOfCase, type Cases } from '../sources/documentCases.ts';
import type { Done } from '../done.ts';
import { tryLook } from '../sources/look.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { toRange } from '../spans.ts';

/** What a place of a document shows of a run. */
export interface Pointing {
  readonly session: Session;
  readonly run: Done;
  readonly pointed: Pointed;
  /** The name that is pointed at; empty of everything else. */
  readonly name: string;
  readonly range: Range;
}

/** Finds what a place shows: of its document's current run, else of another that came through its file. */
export async function pointingAt(
  sessions: Sessions,
  cases: Cases,
  document: TextDocument,
  position: Position,
): Promise<Pointing | undefined> {
  const runs = [sessions.get(document.uri), ...sessions.all()].flatMap((session) => {
    const run = shownRun(session);
    const file = run?.paths.indexOf(document.uri.fsPath) ?? -1;
    return run && file >= 0 ? [{ session, run, file }] : [];
  });
  // The syntax is not looked at where nothing was traced.
  const look = runs.length > 0 ? await tryLook(document, position) : undefined;
  if (!look) return undefined;
  const { expression, functions, input } = look;
  if (expression) {
    const { kind, text, range } = expression;
    for (const { session, run, file } of runs) {
      const place = { file, kind, text, range, functions: functions.map((one) => one.range) };
      const pointed = findPointed(run.index, run.lines, session.selection, place);
      const name = kind === 'name' ? text : '';
      if (pointed) return { session, run, pointed, name, range: toRange(range) };
    }
  }
  if (!input || functions.length > 0) return undefined;
  const session = sessions.ofCase(document.uri, nameOfCase(await cases.of(document), input.case));
  const run = shownRun(session);
  const reading = run && inputReading(run.index, input.paths);
  if (!reading) return undefined;
  const pointed = { kind: 'numbers', reading } as const;
  return { session, run, pointed, name: '', range: toRange(input.range) };
}
