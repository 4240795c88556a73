import type { Accessor } from '../language/members.ts';

/**
 * `Error.stackTraceLimit` as the program sees it. V8 counts the frames of the tracer as well, so its own limit is larger; the
 * formatter of stacks drops those frames and keeps `value` of the others.
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
