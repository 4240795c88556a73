import type { MessageConnection } from 'vscode-jsonrpc';
import { compiledRequest } from '../../shared/protocol.ts';
import { sealed, storeIn, type Store } from '../load/cache.ts';

/**
 * What V8 compiled of the child's program: without it, a third of a child's start goes into that. V8 trusts what it is given, so it
 * stands in a folder to which no user code adds.
 */
export class CompiledCode {
  readonly #store: Store;
  #asked = false;

  /** @param folder where a child finds it */
  constructor(folder: string) {
    this.#store = storeIn({ folder, part: '' });
  }

  /** Asks the first child for it, and keeps it where it was not there. To be called before any other request: then no user code has run. */
  async keepFrom(child: MessageConnection): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const made = await child.sendRequest(compiledRequest);
      if (made) this.#store(made.name, sealed(made.code));
    } catch {
      // The process ended first; another runner asks again.
    }
  }
}
