import type { Diagnostic } from '../shared/errors.ts';
import type { Span } from '../shared/span.ts';
import { headline } from './failures.ts';

/** Ends a run that waits for ever because something was thrown where nothing catches it. */
export class Stray extends Error {}

/**
 * Exceptions that nobody awaits: in timers, in promises. They would end a plain process; here they are reported,
 * and end the run if it is still waiting.
 */
export class Strays {
  readonly #errors: unknown[] = [];
  #onFirst: (error: unknown) => void = () => undefined;

  constructor() {
    const take = (error: unknown) => {
      this.#errors.push(error);
      this.#onFirst(error);
    };
    process.on('uncaughtException', take);
    process.on('unhandledRejection', take);
  }

  /** The outcome of a run; rejects if a stray exception leaves it waiting for ever. */
  async during<T>(run: Promise<T>): Promise<T> {
    const stray = new Promise<never>((_, reject) => {
      this.#onFirst = (error) => setTimeout(reject, GRACE, new Stray(messageOf(error)));
    });
    return Promise.race([run, stray]);
  }

  /** Gives promises that were rejected on the way the chance to be noticed. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  diagnostics(span: Span): Diagnostic[] {
    return this.#errors.map((error) => {
      return { code: 'threw', severity: 'error', message: messageOf(error), span, related: [] };
    });
  }
}

const messageOf = (error: unknown) =>
  `Thrown where nothing catches it (in a timer or a promise): ${headline(error)}`;

/** Milliseconds that a run may take to end after a stray exception. */
const GRACE = 100;
