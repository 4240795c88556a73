import assert from 'node:assert';
import { createRequire } from 'node:module';
import type { tokenizer } from 'acorn';
import type { CallFrom } from '../../engine/index.ts';
import type { Position } from '../../instrument/index.ts';
import { frameAt, frameShowing } from '../load/frames.ts';
import type { Called } from '../load/loader.ts';
import { linesOf } from '../../shared/lines.ts';

type Native = (...args: unknown[]) => unknown;

/** `assert(x)` by all its names: a failed one says what the program's line says, which Node finds by looking at its caller. */
export function assertions(called: (site: number) => Called | undefined): ReadonlyMap<object, CallFrom> {
  const { Assert } = assert as { Assert?: { prototype: typeof assert } };
  const natives = new Set([assert.ok, assert.strict, assert.strict.ok, Assert?.prototype.ok]);
  return new Map(
    [...natives].flatMap((native) =>
      native ? [[native, asserting(native as Native, called)] as const] : [],
    ),
  );
}

/** How one that looks at its caller if it fails is called. */
export function asserting(native: Native, called: (site: number) => Called | undefined): CallFrom {
  return (site, self, args) => {
    const [value, message] = args;
    const from = args.length > 0 && !value && message == null ? called(site) : undefined;
    const place = from?.place();
    return place ? frameOf(from!, place)(native, self, args) : Reflect.apply(native, self, args);
  };
}

/** Where Node is to see the caller of a failed assertion. */
function frameOf({ name, source }: Called, place: Position) {
  // Node follows the file's source map, or reads the file.
  if (process.sourceMapsEnabled || !(looksAtLine ??= takesLine())) return frameAt(name, place);
  const [line, column] = place;
  const text = linesOf(source)[line - 1] ?? '';
  return frameShowing(expressionAt(text, column));
}

let looksAtLine: boolean | undefined;

/** Does this Node take the expression from the one line that V8 has? Older ones read the file. */
function takesLine(): boolean {
  const shown = 'by V8';
  try {
    frameShowing(shown)(assert.ok, undefined, [false]);
  } catch (error) {
    return String(error).includes(shown);
  }
  return false;
}

/**
 * What Node would cut out of a line: from the first name of a chain of members that leads to the place, up to the parenthesis that
 * closes the call, else to the end of the line; nothing if a semicolon comes before.
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
