import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Output that cannot be written: the message says why, on one line. */
export class OutputError extends Error {}

/** The standard output: what is written to it, and what became of it. */
export class StandardOutput {
  #error: NodeJS.ErrnoException | undefined;
  #lose: () => void = () => undefined;
  #held: Promise<unknown> = Promise.resolve();
  readonly #lost = new Promise<void>((resolve) => (this.#lose = resolve));

  constructor() {
    process.stdout.on('error', (error) => {
      this.#error ??= error;
      this.#lose();
    });
    // Nobody is left to be told.
    process.stderr.on('error', () => undefined);
  }

  /** Whether nothing can be written any more: the reader has gone, or there is no room. */
  get isLost(): boolean {
    return this.#error !== undefined;
  }

  /** Calls back when nothing can be written any more. */
  onLost(listener: () => void): void {
    void this.#lost.then(listener);
  }

  /** Writes nothing more before something has happened; what is to be written is made meanwhile. */
  holdUntil(event: Promise<unknown>): void {
    this.#held = event;
  }

  /** Writes pieces as fast as they are read. */
  async write(pieces: Iterable<string>): Promise<void> {
    for (const piece of inLargePieces(pieces)) {
      await this.#held;
      if (this.isLost) return;
      if (process.stdout.write(piece)) continue;
      const drained = new Promise<void>((resolve) => process.stdout.once('drain', resolve));
      await Promise.race([drained, this.#lost]);
    }
  }

  /**
   * Waits until all that was written is out. That the reader has gone (`| head`) is no error.
   * @throws {OutputError} if it cannot be written for another reason
   */
  async end(): Promise<void> {
    const written = new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
    await Promise.race([written, this.#lost]);
    if (this.#error && this.#error.code !== 'EPIPE')
      throw new OutputError(`cannot write the output: ${reasonOf(this.#error)}`);
  }
}

/** Pieces put together to such of some size: a write each costs more than its text. */
function* inLargePieces(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}

/**
 * Refuses a path at which no file could be made, before anything is computed for it.
 * @throws {OutputError}
 */
export function checkFolder(path: string): void {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new OutputError(`cannot write ${path}: there is no folder ${folder}`);
}

/**
 * Writes a file whole or not at all.
 * @throws {OutputError}
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const part = `${path}.part`;
  try {
    writeFileSync(part, bytes);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new OutputError(`cannot write ${path}: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left for you',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'nothing may be written there',
  EISDIR: 'it is a folder',
};

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string => reasons[code ?? ''] ?? message;
