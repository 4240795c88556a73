import { failed, fileStart, type Failed } from '../shared/failed.ts';
import { closest } from './closest.ts';
import type { Range } from '../shared/span.ts';
import type { Place, RunCommand } from './command.ts';

/** A case of a file by its function and its own name, which may be empty. */
interface Named {
  readonly function: string;
  readonly name: string;
}

/** The cases that the options name, or why there are none. */
export function choose<Case extends Named>(
  command: RunCommand,
  cases: readonly Case[],
  shown: string,
): readonly Case[] | Failed {
  if (cases.length === 0) {
    const message = 'The file has no @trace. Mark a function with a call of it: /** @trace loss(1, 2) */';
    return failed('no-case', message, shown, fileStart);
  }
  const ofFunction = casesOf(cases, command.function);
  const chosen = ofFunction.filter((each) => command.case === undefined || each.name === command.case);
  if (chosen.length > 0) return chosen;
  const isFunction = ofFunction.length === 0;
  const word = (isFunction ? command.function : command.case) ?? '';
  const known = isFunction ? cases.map((each) => each.function) : ofFunction.map((each) => each.name);
  const near = closest(word, known);
  const there = [...new Set(known)].filter(Boolean).join(', ') || 'none with a name';
  const kind = isFunction ? 'marked function' : 'case';
  const message = `No ${kind} is called ${word}; there are: ${there}.${near ? ` Did you mean ${near}?` : ''}`;
  return failed('no-case', message, shown, fileStart);
}

/** The cases of a function, of a method also by its name alone; all if none is named. */
function casesOf<Case extends Named>(cases: readonly Case[], name: string | undefined): readonly Case[] {
  if (name === undefined) return cases;
  const exact = cases.filter((each) => each.function === name);
  return exact.length > 0 ? exact : cases.filter((each) => each.function.endsWith(`.${name}`));
}

/** Cases in the order in which they are asked about a place of their file: those of functions that begin at or above it, the nearest first; then the others. */
export function byNearness<Case extends { readonly range: Range }>(
  cases: readonly Case[],
  { file, line }: Place,
): readonly Case[] {
  if (file !== undefined) return cases;
  const distance = ({ range }: Case) => (range[0] <= line ? line - range[0] : Infinity);
  return cases.toSorted((a, b) => (distance(a) === distance(b) ? 0 : distance(a) - distance(b)));
}
