import type { Code } from '../shared/errors.ts';
import type { Range } from '../shared/span.ts';

/** A file that cannot be instrumented: a syntax error, a `@trace` that does not parse. */
export class InstrumentError extends Error {
  readonly code: Code;
  readonly range: Range;
  constructor(code: Code, message: string, range: Range) {
    super(message);
    this.code = code;
    this.range = range;
  }
}
