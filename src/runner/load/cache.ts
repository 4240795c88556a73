import { hash } from 'node:crypto';
import fs from 'node:fs';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Instrumented, InstrumentOptions } from '../../instrument/index.ts';

// Taken now: a program may replace them later.
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = fs;

/** Characters; rewriting a smaller file takes less time than reading an entry. */
const SMALLEST = 500;
/** Bytes that a cache may take; above, the oldest entries are deleted until half is left. */
const LARGEST = 256_000_000;
/** Bytes of an entry's SHA-256. */
const DIGEST = 32;

/** The part of an instrumented file that running it needs: plain data. */
export type Rewritten = Omit<Instrumented, 'original'>;

/** Stores an entry under the hash of what it was made from. */
export type Store = (name: string, entry: Uint8Array) => void;

/**
 * Instrumented files by the hash of what they were made from, in a folder that processes share. An entry starts with a digest of
 * the rest, so that a damaged one counts as missing.
 */
export class Cache {
  readonly #folder: string;
  readonly #store: Store;
  readonly #builder: string;

  /** @param builder the bundle that holds the instrumenter: its hash is part of every entry's name */
  constructor(folder: string, store: Store, builder: string) {
    this.#folder = folder;
    this.#store = store;
    this.#builder = hash('sha256', readFileSync(builder));
  }

  /** The result of `rewrite`, from the cache if it is there. Files of the workspace are not cached: their code holds their path. */
  instrument(
    source: string,
    options: InstrumentOptions,
    rewrite: (source: string, options: InstrumentOptions) => Instrumented,
  ): Rewritten {
    if (options.workspace || source.length < SMALLEST) return rewrite(source, options);
    const made = JSON.stringify({ ...options, path: extname(options.path) });
    const name = hash('sha256', `${this.#builder}\n${made}\n${source}`);
    const known = read(join(this.#folder, name));
    if (known) return known;
    const { original: _original, ...instrumented } = rewrite(source, options);
    const content = serialize(instrumented);
    this.#store(name, Buffer.concat([hash('sha256', content, 'buffer'), content]));
    return instrumented;
  }
}

function read(path: string): Rewritten | undefined {
  try {
    const entry = readFileSync(path);
    const content = entry.subarray(DIGEST);
    if (!hash('sha256', content, 'buffer').equals(entry.subarray(0, DIGEST))) return undefined;
    return deserialize(content) as Rewritten;
  } catch {
    return undefined;
  }
}

/** Our folder in the user's cache; undefined if the environment switches it off or names none. */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const { GRADLENS_CACHE: given, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (given === 'off') return undefined;
  if (given !== undefined && given !== '') return resolve(given);
  if (process.platform === 'win32') return local && join(local, 'gradlens', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/gradlens');
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'gradlens');
}

/** File names of entries, also of half-written ones. */
const ENTRY = /^[0-9a-f]{64}(\.\d+)?$/;

/** Writes entries into a folder so that no reader sees half of one. Does nothing where the folder cannot be written to. */
export function storeIn(folder: string): Store {
  let pruned = false;
  return (name, entry) => {
    if (!/^[0-9a-f]{64}$/.test(name)) return;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const part = join(folder, `${name}.${process.pid}`);
      writeFileSync(part, entry, { mode: 0o600 });
      renameSync(part, join(folder, name));
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
