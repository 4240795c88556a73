import { functionMark } from '../../shared/runtime.ts';
import type { Range } from '../../shared/span.ts';
import { Box, takeIterated, takeRefused } from '../record/box.ts';
import { isInstrumented, toText } from '../language/functionMarks.ts';
import type { SitePlaces } from '../record/sitePlaces.ts';
import { lineStarts } from '../../shared/lines.ts';

/** Gives part of a source file as JavaScript: TypeScript without its types. */
export type StripTypes = (path: string, source: string, from: number, to: number) => string;

/** The text of instrumented functions as it was written. Looked up on demand. */
export class FunctionTexts {
  readonly #places: SitePlaces;
  readonly #stripTypes: StripTypes;
  readonly #starts = new Map<string, readonly number[]>();
  /** Functions that stand for natives, with the text of those. */
  readonly #standIns = new Map<unknown, string>();

  constructor(places: SitePlaces, stripTypes: StripTypes = (_, source, from, to) => source.slice(from, to)) {
    this.#places = places;
    this.#stripTypes = stripTypes;
  }

  /** Gives one function the text of another. */
  standIn(f: object, native: object): void {
    this.#standIns.set(f, nativeText(native));
  }

  /** The text of a function. Throws the language's own TypeError if `f` is none. */
  of(f: unknown): string {
    const text = nativeText(f);
    return this.#standIns.get(f) ?? (isInstrumented(f) ? this.#original(text) : undefined) ?? text;
  }

  /** Rewrites V8's message of an error: functions are quoted as they were written, a tracked number as a number. */
  repair(error: object): void {
    const number = takeIterated();
    const write = takeRefused();
    const own = Object.getOwnPropertyDescriptor(error, 'message');
    const message: unknown = own?.value;
    if (typeof message !== 'string' || !own?.writable) return;
    const repaired = message.includes(functionMark)
      ? this.#quoted(message)
      : number && message === `object ${notIterable}`
        ? `number ${Box.value(number)} ${notIterable}`
        : write && message === `'set' on proxy: trap returned falsish for property '${String(write.key)}'`
          ? `Cannot create property '${String(write.key)}' on number '${Box.value(write.box)}'`
          : message;
    if (repaired !== message) (error as { message: string }).message = repaired;
  }

  #original(text: string): string | undefined {
    const site = siteOf(text);
    const file = this.#places.file(site);
    const span = this.#places.span(site);
    if (!span || file?.source === undefined) return undefined;
    const whole = this.#places.text(site);
    if (whole !== undefined) return this.#stripTypes(file.path, whole, 0, whole.length);
    const [line, column, endLine, endColumn] = span.slice(1) as unknown as Range;
    const starts = this.#startsOf(file.source);
    return this.#stripTypes(
      file.path,
      file.source,
      starts[line - 1]! + column,
      starts[endLine - 1]! + endColumn,
    );
  }

  /** Replaces the instrumented code that a message quotes by the original: V8 quotes all of a short function, or its two ends. */
  #quoted(message: string): string {
    const at = message.indexOf(functionMark);
    const site = siteOf(message);
    const { code } = this.#places.file(site) ?? {};
    const mark = `${functionMark}${site}*/`;
    const there = code?.indexOf(mark) ?? -1;
    const original = this.#original(mark);
    if (code === undefined || there < 0 || original === undefined) return message;
    let from = at;
    const offset = there - message.indexOf(mark);
    while (from > 0 && code[from - 1 + offset] === message[from - 1]) from--;
    let to = at;
    while (to < message.length && code[to + offset] === message[to]) to++;
    // the text around the quote may be like the code around the function, but a function starts and ends with no blank
    const quote = message.slice(from, to);
    from += quote.length - quote.trimStart().length;
    const isCut = message.startsWith(omitted, from + HEAD);
    to = from + (isCut ? HEAD + omitted.length + TAIL : quote.trim().length);
    const shown =
      original.length > LONGEST ? original.slice(0, HEAD) + omitted + original.slice(-TAIL) : original;
    return message.slice(0, from) + shown + message.slice(to);
  }

  #startsOf(source: string): readonly number[] {
    const known = this.#starts.get(source);
    if (known) return known;
    const starts = lineStarts(source);
    this.#starts.set(source, starts);
    return starts;
  }
}

/** V8's message where it has no source text to quote. */
const notIterable = 'is not iterable (cannot read property Symbol(Symbol.iterator))';

/** V8 quotes a function in full up to so many characters. */
const LONGEST = 128;
const HEAD = 111;
const TAIL = 2;
const omitted = '...<omitted>...';

const nativeText = (f: unknown) => Reflect.apply(toText, f, []);

/** Site of the outermost function in a text: the smallest. */
function siteOf(text: string): number {
  const marks = text.matchAll(/\/\*__gl(\d+)\*\//g);
  return Math.min(...Array.from(marks, ([, site]) => Number(site)));
}
