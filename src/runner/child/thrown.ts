import { countText } from '../../shared/tensor.ts';
import { inspect, types } from 'node:util';

// Taken now: a program may replace them later.
const { apply, defineProperty, getOwnPropertyDescriptor, deleteProperty } = Reflect;
const { isNativeError } = types;
const RealError = Error;
/** V8's own reader of the stack, which errors have as an accessor. */
const readStack = getOwnPropertyDescriptor(new RealError(), 'stack')?.get;

/** Characters of a thrown value on one line, and as a text of its own. */
const LINE = 2000;
const TEXT = 20_000;
const unreadable = 'a value that cannot be shown';

/**
 * A thrown value on one line: `TypeError: x is not a function`. Formatting may reach code of the program (getters, proxies): what
 * that throws is not passed on.
 */
export function headline(thrown: unknown): string {
  return cut(
    attempt(() => (isError(thrown) ? errorLine(thrown) : firstLine(shown(thrown))), unreadable),
    LINE,
  );
}

/** A thrown value as the terminal prints it, with its stack. */
export function fullText(thrown: unknown): string {
  const stack = stackOf(thrown);
  const text = stack.length > TEXT ? stack : attempt(() => withoutPreparing(() => shown(thrown, 80)), stack);
  return cut(text || headline(thrown), TEXT);
}

/** The stack of an error as V8 writes it; empty if there is none. */
export function stackOf(thrown: unknown): string {
  return attempt(() => {
    if (typeof thrown !== 'object' || thrown === null || types.isProxy(thrown)) return '';
    const { value, get } = getOwnPropertyDescriptor(thrown, 'stack') ?? {};
    const stack: unknown = get && get === readStack ? withoutPreparing(() => apply(get, thrown, [])) : value;
    return typeof stack === 'string' ? stack : '';
  }, '');
}

/** The code of an error; undefined if it has none. */
export function codeOf(thrown: unknown): unknown {
  return attempt(() => (isError(thrown) ? (thrown as { code?: unknown }).code : undefined), undefined);
}

function isError(thrown: unknown): thrown is Error {
  return isNativeError(thrown) || attempt(() => thrown instanceof RealError, false);
}

function errorLine(error: Error): string {
  const part = (key: 'name' | 'message', otherwise: string) =>
    attempt(() => {
      const value: unknown = error[key];
      return typeof value === 'string' ? value : shown(value);
    }, otherwise);
  return `${part('name', 'Error')}: ${part('message', '(its message cannot be read)')}`;
}

/** A value's first line: further ones are the inside of something large, or a stack with frames of this tool. */
function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : `${text.slice(0, end)} …`;
}

const shown = (value: unknown, breakLength = Infinity) =>
  inspect(value, { breakLength, customInspect: false });

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Reads something while the program has no say in how stacks are formatted. */
function withoutPreparing<T>(read: () => T): T {
  const given = getOwnPropertyDescriptor(RealError, 'prepareStackTrace');
  if (given)
    defineProperty(RealError, 'prepareStackTrace', { value: undefined, configurable: true, writable: true });
  try {
    return read();
  } finally {
    if (given) defineProperty(RealError, 'prepareStackTrace', given);
    else deleteProperty(RealError, 'prepareStackTrace');
  }
}

/** A text that is not longer than so many characters, and says what was left out. */
function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}… (${countText(text.length)} characters)` : text;
}
