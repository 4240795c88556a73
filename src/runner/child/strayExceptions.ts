import timers from 'node:timers';
import type { Diagnostic, StopReason } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { headline } from './thrown.ts';

// Taken now: a program may replace them later.
const { setImmediate, setTimeout } = timers;

/**
 * Exceptions that nothing catches, in timers and promises. They would end a plain process; here they are reported, and end a
 * run that still waits.
 */
export class StrayExceptions {
  /** Settles some time after a stray exception: a run that has not ended by then may wait for ever. */
  readonly ended: Promise<StopReason>;
  readonly #errors: unknown[] = [];

  constructor() {
    const { promise, resolve } = Promise.withResolvers<StopReason>();
    this.ended = promise;
    const onError = (error: unknown) => {
      this.#errors.push(error);
      setTimeout(resolve, GRACE, { code: 'threw', message: messageOf(error) });
    };
    process.on('uncaughtException', onError);
    process.on('unhandledRejection', onError);
  }

  /** Waits until Node has reported promises that were rejected so far. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** A finding for each exception that is not reported already. */
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
