import { pathToFileURL } from 'node:url';
import { lastNotAbove } from '../../shared/bisect.ts';
import { lineStarts } from '../../shared/lines.ts';
import { siteRange } from '../../shared/sites.ts';
import type { Position, Range } from '../../shared/span.ts';
import type { Rewritten } from './cache.ts';
import { inNodeModules } from './packages.ts';

/** A file of the program as it was loaded. */
export interface LoadedFile {
  readonly path: string;
  /** The path as people are shown it. */
  readonly shown: string;
  readonly source: string;
  /** Number of its first site; its sites follow. */
  readonly base: number;
  readonly instrumented: Rewritten;
  /** From a position in the instrumented code to that in the source. */
  readonly original: (position: Position) => Position | undefined;
}

/** A call that the program makes. */
export interface ProgramCall {
  /** The file's name in V8's stacks. */
  readonly name: string;
  readonly source: string;
  /** Position of the call in the source as V8 reports it. Costs as much as the first look at a stack. */
  position(): Position | undefined;
}

/** Sites of a file that may be edited are numbered in blocks: others keep their numbers, and so their cache entries. */
const BLOCK = 1024;

/** The files that were instrumented, by name and by the sites in them. */
export class LoadedFiles {
  /** By absolute path (of a twin: its name), in the order of loading. */
  readonly #byName = new Map<string, LoadedFile>();
  /** Every file that was ever instrumented, and the first site of each, ascending. */
  readonly #inOrder: LoadedFile[] = [];
  readonly #bases: number[] = [];
  #nextBase = 0;

  /** First site of the file that is added next. */
  get nextBase(): number {
    return this.#nextBase;
  }

  get size(): number {
    return this.#byName.size;
  }

  get(name: string): LoadedFile | undefined {
    return this.#byName.get(name);
  }

  values(): Iterable<LoadedFile> {
    return this.#byName.values();
  }

  add(name: string, file: LoadedFile): void {
    this.#byName.set(name, file);
    this.#inOrder.push(file);
    this.#bases.push(file.base);
    const block = inNodeModules(file.path) ? 1 : BLOCK;
    this.#nextBase += Math.ceil(siteCount(file) / block) * block;
  }

  /** The file in which a site is. */
  ofSite(site: number): LoadedFile | undefined {
    const file = site < 0 ? undefined : this.#inOrder[lastNotAbove(this.#bases, site)];
    return file && site - file.base < siteCount(file) ? file : undefined;
  }

  /** The source range of a site, and the file it is in. */
  rangeOf(site: number): { readonly path: string; readonly range: Range } | undefined {
    const file = this.ofSite(site);
    return file && { path: file.path, range: siteRange(file.instrumented.sites, site - file.base) };
  }

  /** The call at a site. */
  callAt(site: number): ProgramCall | undefined {
    const file = this.ofSite(site);
    if (!file) return undefined;
    const { path, source, instrumented } = file;
    const { code, format } = instrumented;
    const position = () => {
      const at = code.search(new RegExp(`\\bcall[0-3N]\\(${site},`));
      const starts = lineStarts(code);
      const line = lastNotAbove(starts, at);
      return at < 0 ? undefined : file.original([line + 1, at - starts[line]!]);
    };
    return { name: format === 'module' ? pathToFileURL(path).href : path, source, position };
  }
}

const siteCount = ({ instrumented }: LoadedFile): number => instrumented.sites.ranges.length / 4;
