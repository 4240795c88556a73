import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import fs from 'node:fs';
import { extname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Instrumented, InstrumentOptions } from '../../instrument/index.ts';
import type { CachePart } from '../../shared/protocol.ts';

// Taken now: a program may replace them later.
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = fs;

/** Bytes that a cache may take; above, the oldest entries are deleted until half is left. */
const LARGEST = 256_000_000;
/** Bytes of an entry's SHA-256. */
const DIGEST = 32;

/** The part of an instrumented file that running it needs: plain data. */
export type Rewritten = Omit<Instrumented, 'original'>;

/** Stores an entry under the hash of what it was made from. */
export type Store = (name: string, entry: Uint8Array) => void;
/** Finds the entry that was stored under a name; throws, or gives nothing, where there is none. */
export type Find = (name: string) => Uint8Array | undefined;

/**
 * Instrumented files by the hash of what they were made from, for processes to share. An entry holds files that were
 * loaded one after the other, under the name of the first: a program that loads it goes on with the others. It starts with a digest
 * of the rest, so that a damaged one counts as missing.
 */
export class Cache {
  readonly #find: Find;
  readonly #store: Store;
  readonly #builder: string;
  readonly #most: number;
  readonly #known = new Map<string, Rewritten>();
  #first = '';
  #made = new Map<string, Rewritten>();

  /**
   * @param builder a hash of the bundle that holds the instrumenter: it is part of every entry's name
   * @param most files of an entry; it is stored when it has so many, and by `flush`
   */
  constructor(find: Find, store: Store, builder: string, most = 1) {
    this.#find = find;
    this.#store = store;
    this.#builder = builder;
    this.#most = most;
  }

  /** The result of `rewrite`, from the cache if it is there. Files of the workspace are not cached: their code holds their path. */
  instrument(
    source: string,
    options: InstrumentOptions,
    rewrite: (source: string, options: InstrumentOptions) => Instrumented,
  ): Rewritten {
    if (options.workspace) return rewrite(source, options);
    const made = JSON.stringify({ ...options, path: extname(options.path) });
    const name = hash('sha256', `${this.#builder}\n${made}\n${source}`);
    const known = this.#known.get(name) ?? this.#read(name);
    if (known) return known;
    const { original: _original, ...instrumented } = rewrite(source, options);
    if (this.#made.size === 0) this.#first = name;
    this.#made.set(name, instrumented);
    if (this.#made.size >= this.#most) this.flush();
    return instrumented;
  }

  /** Stores what has been rewritten since the last entry. */
  flush(): void {
    if (this.#made.size === 0) return;
    const content = serialize(this.#made);
    this.#made = new Map();
    this.#store(this.#first, sealed(content));
  }

  #read(name: string): Rewritten | undefined {
    try {
      const entry = this.#find(name);
      const content = entry && unsealed(entry);
      if (!content) return undefined;
      for (const [each, rewritten] of deserialize(content) as Map<string, Rewritten>)
        this.#known.set(each, rewritten);
      return this.#known.get(name);
    } catch {
      return undefined;
    }
  }
}

/** An entry: a content after its digest. */
export const sealed = (content: Uint8Array): Uint8Array =>
  Buffer.concat([hash('sha256', content, 'buffer'), content]);

/** The content of an entry; undefined where it is damaged. */
export function unsealed(entry: Uint8Array): Uint8Array | undefined {
  const content = entry.subarray(DIGEST);
  return hash('sha256', content, 'buffer').equals(entry.subarray(0, DIGEST)) ? content : undefined;
}

/** File names of entries, also of half-written ones. */
const ENTRY = /^[0-9a-f]{64}(\.\d+)?$/;

/** The file of an entry: whoever stores one can choose its name, but not the part of the cache that it is for. */
const pathOf = ({ folder, part }: CachePart, name: string) =>
  join(folder, hash('sha256', `${part}\n${name}`));

/** Finds the entries of a part of the cache. */
export const findIn =
  (cache: CachePart): Find =>
  (name) =>
    readFileSync(pathOf(cache, name));

/**
 * Writes entries into a part of the cache so that no reader sees half of one. Does nothing where the folder cannot be written to, and
 * with an entry that alone would fill it.
 */
export function storeIn(cache: CachePart): Store {
  const { folder } = cache;
  let pruned = false;
  return (name, entry) => {
    if (entry.length > LARGEST / 2) return;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(cache, name);
      const half = `${path}.${process.pid}`;
      writeFileSync(half, entry, { mode: 0o600 });
      renameSync(half, path);
      const isFirst = !pruned;
      pruned = true;
      if (isFirst) prune(folder, LARGEST);
    } catch {
      // The next run instruments the file again.
    }
  };
}

/**
 * Deletes the oldest entries of a folder where they take more than `largest` bytes, until half of that is left. Other files in
 * the folder are not ours: they are neither counted nor deleted.
 */
export function prune(folder: string, largest: number): void {
  const entries = readdirSync(folder).filter((name) => ENTRY.test(name));
  const files = entries.flatMap((name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    return stat ? [{ name, size: stat.size, time: stat.mtimeMs }] : [];
  });
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= largest) return;
  for (const { name, size } of files.toSorted((a, b) => a.time - b.time)) {
    if (total <= largest / 2) return;
    rmSync(join(folder, name), { force: true });
    total -= size;
  }
}
