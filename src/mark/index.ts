/** Writes the `@trace` that a function lacks: a call with arguments that fit it. Pure: what is guessed is tried by others. */
import { InstrumentError, listCases, lookAt, type FunctionAround } from '../instrument/index.ts';
import { rangeOf } from '../instrument/syntax.ts';
import { callsOf } from './calls.ts';
import { Follower, type Code } from './follow.ts';
import type { Guess } from './guess.ts';
import { findFunction, type Found } from './findFunction.ts';
import { placeOf, tagEdit, type Place } from './place.ts';
import { lineStarts } from '../shared/lines.ts';
import { Sources, type SourceFile } from './sources.ts';
import { Types } from './types.ts';
import { chooseSizes, Values, type Manner, type Written } from './values.ts';

export type { SourceFile } from './sources.ts';
export type { Written } from './values.ts';
export { tagEdit, type TagEdit } from './place.ts';

/** What could be written above a function. */
export interface Mark {
  readonly name: string;
  /** What the call begins with: `loss`, `new Mlp(4, 8).forward`. */
  readonly calls: readonly MarkCall[];
  /** Where the tag goes. */
  readonly place: Place;
}

/** A call to try; those that are likelier to run come first. */
export interface MarkCall {
  readonly callee: string;
  readonly arguments: readonly Written[];
}

/**
 * The calls that a `@trace` above the function at a place could make: those that the workspace makes of it, then some whose arguments
 * follow from its types, its names and what its text does with them. Undefined where no function is that a tag can stand on.
 *
 * @param others files of the workspace that may call the function or declare its types
 */
export function markAt(
  file: SourceFile,
  line: number,
  column: number,
  others: readonly SourceFile[] = [],
): Mark | undefined {
  const sources = new Sources([file, ...others]);
  const module = sources.module(file.path);
  const found = module && findFunction(module, line, column);
  const around = found && aroundOf(file, found);
  if (!around) return undefined;
  const place = placeOf(file.text, around.start);
  if (!canStand(file, place)) return undefined;
  const real = callsOf(sources, module, around.callee).slice(0, 3);
  const fitting = (around.callee.startsWith('new ') ? [] : real).map((args) => ({
    callee: around.callee,
    arguments: args.map((text) => ({ text, isKnown: true })),
  }));
  const guessed = manners.map((manner) => guessedCall(sources, module, found, around, manner));
  const calls = [...fitting, ...guessed].filter(
    (one, i, all) => all.findIndex((other) => textOf(other) === textOf(one)) === i,
  );
  return { name: around.name, calls, place };
}

/** The name of a function and how it is called. */
function aroundOf({ text, path }: SourceFile, { code }: Found): FunctionAround | undefined {
  const [line, column] = rangeOf(code.body);
  return lookAt(text, path, line, column).functions.findLast(({ name }) => name !== '');
}

/** Whether a tag at a place is one of a function. */
function canStand({ text, path }: SourceFile, place: Place): boolean {
  const { line, column, text: tag } = tagEdit(place, 'f()');
  const offset = lineStarts(text)[line - 1]! + column;
  const marked = text.slice(0, offset) + tag + text.slice(offset);
  try {
    return listCases(marked, path).length > listCases(text, path).length;
  } catch (error) {
    if (error instanceof InstrumentError) return false;
    throw error;
  }
}

/** A call's text. */
export const textOf = ({ callee, arguments: given }: MarkCall): string =>
  `${callee}(${given.map(({ text }) => text).join(', ')})`;

/** Where numbers around 0 or beyond 1 do not do, those between 0 and 1 may, or such that rise or fall; where sizes were not understood, all may be the same. */
const manners = [
  { draw: 'randn', numbers: [1.5, 0.5, 2.5, 0.25], isSquare: false },
  { draw: 'rand', numbers: [0.5, 0.25, 0.75, 0.1], isSquare: false },
  { draw: 'rand', numbers: [0.5, 1.5, 2.5, 3.5], isSquare: true },
  { draw: 'rand', numbers: [3.5, 2.5, 1.5, 0.5], isSquare: true },
] as const;

function guessedCall(
  sources: Sources,
  module: NonNullable<ReturnType<Sources['module']>>,
  { code, owner }: Found,
  { callee }: FunctionAround,
  { isSquare, ...manner }: Omit<Manner, 'countOf'> & { readonly isSquare: boolean },
): MarkCall {
  const types = new Types(sources);
  const follower = new Follower(module, sources, types);
  const parametersOf = (node: Code | undefined): Guess[] =>
    (node?.params ?? []).filter((one) => !isThis(one)).map((one) => types.parameter(one, module, node));
  const [given, made] = [parametersOf(code), parametersOf(owner && constructorOf(owner))];
  const self = owner && follower.instance(owner, made);
  follower.call(code, given, new Map(), self);
  const all = [...made, ...given];
  const values = new Values({ ...manner, countOf: chooseSizes(all, isSquare) });
  const written = values.writeAll(made);
  const head = owner ? callee.replace('()', `(${written.map(({ text }) => text).join(', ')})`) : callee;
  return { callee: head, arguments: values.writeAll(given) };
}

/** The function that makes the objects of a class, if it is written out. */
const constructorOf = ({ body }: NonNullable<Found['owner']>): Code | undefined =>
  body.body.find((one) => one.type === 'ClassMethod' && one.kind === 'constructor') as Code | undefined;

const isThis = (node: { readonly type: string; readonly name?: unknown }) =>
  node.type === 'Identifier' && node.name === 'this';
