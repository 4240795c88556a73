import { existsSync } from 'node:fs';
import type { MessageConnection } from 'vscode-jsonrpc';
import { compiledRequest } from '../../shared/protocol.ts';
import { sealed, storeIn } from '../load/cache.ts';
import type { CompiledFile } from './compiledFile.ts';

/**
 * What V8 compiled of the child's program: without it, a third of a child's start goes into that. V8 trusts what it is given, so it
 * stands in a folder to which no user code adds.
 */
export class CompiledCode {
  /** Where it is kept, once it is. */
  readonly file: string;
  /** A hash of the child's program. */
  readonly program: string;
  readonly #place: CompiledFile;
  #asked = false;

  constructor(place: CompiledFile) {
    this.file = place.path;
    this.program = place.program;
    this.#place = place;
  }

  /** Asks a child for it where it is not there. To be called before any other request: then no user code has run. */
  async keepFrom(child: MessageConnection): Promise<void> {
    if (this.#asked || existsSync(this.file)) return;
    this.#asked = true;
    try {
      const code = await child.sendRequest(compiledRequest);
      storeIn(this.#place.part)(this.#place.name, sealed(code));
    } catch {
      // The process ended first; another runner asks again.
    }
  }
}
