import assert from 'node:assert';
import { createRequire } from 'node:module';
import type { tokenizer } from 'acorn';
import type { Callers, CallFrom } from '../../engine/index.ts';
import type { Position } from '../../shared/span.ts';
import { frameAt, frameShowing } from '../load/frames.ts';
import type { ProgramCall } from '../load/loadedFiles.ts';
import { linesOf } from '../../shared/lines.ts';

type Native = (...args: unknown[]) => unknown;

/** `assert(x)` by all its names, called so that a failed one quotes the program's line: Node finds it by looking at its caller. */
export function assertions(callAt: (site: number) => ProgramCall | undefined): ReadonlyMap<object, CallFrom> {
  const { Assert } = assert as { Assert?: { prototype: typeof assert } };
  const natives = new Set([assert.ok, assert.strict, assert.strict.ok, Assert?.prototype.ok]);
  return new Map(
    [...natives].flatMap((native) =>
      native ? [[native, asserting(native as Native, callAt)] as const] : [],
    ),
  );
}

/** `assertions` as the tracer asks for them. */
export function callersOf(callAt: (site: number) => ProgramCall | undefined): Callers {
  const known = assertions(callAt);
  return { get: (native) => known.get(native) };
}

/** Calls an assertion; one that will fail is called from a frame at the program's position. */
export function asserting(native: Native, callAt: (site: number) => ProgramCall | undefined): CallFrom {
  return (site, self, args) => {
    const [value, message] = args;
    const from = args.length > 0 && !value && message == null ? callAt(site) : undefined;
    const position = from?.position();
    return position ? frameOf(from!, position)(native, self, args) : Reflect.apply(native, self, args);
  };
}

/** The frame that Node has to find as the caller of a failed assertion. */
function frameOf({ name, source }: ProgramCall, position: Position) {
  // Node follows the file's source map, or reads the file.
  if (process.sourceMapsEnabled || !(looksAtLine ??= readsLineOfV8())) return frameAt(name, position);
  const [line, column] = position;
  const text = linesOf(source)[line - 1] ?? '';
  return frameShowing(expressionAt(text, column));
}

let looksAtLine: boolean | undefined;

/** Whether this Node reads the expression from the line that V8 has. Older ones read the file. */
function readsLineOfV8(): boolean {
  const shown = 'by V8';
  try {
    frameShowing(shown)(assert.ok, undefined, [false]);
  } catch (error) {
    return String(error).includes(shown);
  }
  return false;
}

/**
 * The expression that Node cuts out of a line: from the first name of the chain of members that leads to the column, up to the
 * parenthesis that closes the call, else to the end of the line. Empty if a semicolon comes first.
 */
function expressionAt(text: string, column: number): string {
  const acorn = createRequire(import.meta.url)('./acorn.cjs') as { tokenizer: typeof tokenizer };
  let chain: number | undefined;
  let name: number | undefined;
  let depth = 0;
  for (const { start, end, type } of acorn.tokenizer(text, { ecmaVersion: 'latest' })) {
    const { label } = type;
    if (start >= column) {
      if (label === ';') return '';
      if (label === '(') depth++;
      if (label === ')' && --depth === 0) return text.slice(chain ?? column, end);
    } else if (label === ';') {
      chain = undefined;
    } else {
      if (/^(\.|\?\.|\[|\])$/.test(label)) chain ??= name;
      else if (!/^(name|string|num)$/.test(label)) chain = undefined;
      name = label === 'name' ? start : undefined;
    }
  }
  return text.slice(chain ?? column);
}
