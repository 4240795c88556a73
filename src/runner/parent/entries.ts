import type { Store } from '../load/cache.ts';

/** Bytes of the entries of a workspace; what would be more is not kept. */
const MOST = 64_000_000;

/** Rewritten files in memory, where there is no folder for them: by workspace, since a workspace's code decides what its runs make. */
export class Entries {
  readonly #byRoot = new Map<string, Map<string, Uint8Array>>();

  /** Those that runs of a workspace have made. */
  of(root: string): ReadonlyMap<string, Uint8Array> {
    return this.#byRoot.get(root) ?? new Map<string, Uint8Array>();
  }

  /** Keeps what a run of a workspace makes. */
  storeFor(root: string): Store {
    const entries = this.#byRoot.get(root) ?? new Map<string, Uint8Array>();
    this.#byRoot.set(root, entries);
    return (name, entry) => {
      const size = [...entries.values()].reduce((sum, { length }) => sum + length, entry.length);
      if (size <= MOST) entries.set(name, entry);
    };
  }
}
