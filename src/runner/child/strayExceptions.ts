import type { Diagnostic } from '../../shared/errors.ts';
import type { StopReason } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { headline } from './failures.ts';

/**
 * Exceptions that nobody awaits: in timers, in promises. They would end a plain process; here they are reported,
 * and end the run if it is still waiting.
 */
export class Strays {
  /** Settles when a run has not ended soon after a stray exception: it may wait for ever. */
  readonly ended: Promise<StopReason>;
  readonly #errors: unknown[] = [];

  constructor() {
    const { promise, resolve } = Promise.withResolvers<StopReason>();
    this.ended = promise;
    const take = (error: unknown) => {
      this.#errors.push(error);
      setTimeout(resolve, GRACE, { code: 'threw', message: messageOf(error) });
    };
    process.on('uncaughtException', take);
    process.on('unhandledRejection', take);
  }

  /** Gives promises that were rejected on the way the chance to be noticed. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** What was thrown, less what is reported already. */
  diagnostics(span: Span, reported: readonly Diagnostic[]): Diagnostic[] {
    return this.#errors
      .map(messageOf)
      .filter((message) => !reported.some((other) => other.message === message))
      .map((message) => ({ code: 'threw', severity: 'error', message, span, related: [] }));
  }
}

const messageOf = (error: unknown) =>
  `Thrown where nothing catches it (in a timer or a promise): ${headline(error)}`;

/** Milliseconds that a run may take to end after a stray exception. */
const GRACE = 100;
