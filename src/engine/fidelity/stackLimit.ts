import type { Accessor } from '../language/members.ts';

/**
 * `Error.stackTraceLimit` as the program sees it. V8 counts the frames of the tracer as well, so it is told to keep more of
 * them; who formats the stack leaves those out and keeps `value`.
 */
export class StackLimit implements Accessor {
  value: unknown = Error.stackTraceLimit;

  constructor() {
    this.set(this.value);
  }

  set(value: unknown): void {
    this.value = value;
    Error.stackTraceLimit = (typeof value === 'number' ? value * framesPerCall : value) as number;
  }
}

const framesPerCall = 8;
