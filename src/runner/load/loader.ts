import { readFileSync } from 'node:fs';
import type { LoadHookSync, ModuleSource } from 'node:module';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  instrument,
  InstrumentError,
  placesOf,
  type CaseDeclaration,
  type InstrumentOptions,
  type Position,
} from '../../instrument/index.ts';
import type { SiteTable } from '../../shared/sites.ts';
import { siteRange } from '../../shared/sites.ts';
import type { Range } from '../../shared/span.ts';
import type { Cache, Rewritten } from './cache.ts';
import { evalIn } from './frames.ts';
import { pristine } from './ownRegExp.ts';
import { registerOutermost, rewriteCompiled } from './hooks.ts';
import { formatOf, inNodeModules, packageScope } from './packages.ts';
import { Resolver } from './resolve.ts';
import { twinName, twinOf } from './twin.ts';
import { now } from './clock.ts';
import { withoutTypes } from './stripTypes.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import { lineStarts } from '../../shared/lines.ts';

/** A file of the program as it was loaded. */
export interface LoadedFile {
  readonly path: string;
  readonly source: string;
  /** Number of its first site; its sites follow. */
  readonly base: number;
  readonly instrumented: Rewritten;
  /** From a place in the instrumented code to that in the source. */
  readonly original: (place: Position) => Position | undefined;
}

/** A call of the program. */
export interface Called {
  /** What V8 names the file. */
  readonly name: string;
  readonly source: string;
  /** Where V8 sees it in the source; takes as long as the first look at a stack. */
  place(): Position | undefined;
}

export interface LoaderOptions {
  readonly mode: 'trace' | 'plain';
  readonly root: string;
  readonly overlay: ReadonlyMap<string, string>;
  /** Called for each instrumented file before it runs, with the path that people are shown. */
  readonly addFile: (path: string, base: number, sites: SiteTable, source: string, code: string) => void;
  /** Called with the cases of each file that has any, before it runs. */
  readonly onCases?: (path: string, cases: readonly CaseDeclaration[]) => void;
  /** Called for each copy of ml-matrix as soon as it is evaluated; absent: it is loaded like any other package. */
  readonly addMatrixModule?: (real: object, loadTwin: () => object) => void;
  /** Where rewritten files are kept from run to run. */
  readonly cache?: Cache | undefined;
  /** Nothing but instrumentation: modules are found, and refused, as Node alone does it. */
  readonly exact?: boolean;
}

/** A file that cannot be instrumented, with its place. */
export class SourceError extends Error {
  readonly path: string;
  override readonly cause: InstrumentError;
  constructor(path: string, cause: InstrumentError) {
    super(cause.message);
    this.path = path;
    this.cause = cause;
  }
}

/** Sites are numbered in blocks: an edit of one file leaves the numbers of most others, and so what the cache has of them. */
const BLOCK = 1024;
type Format = 'module' | 'commonjs';
const scripts = /\.[cm]?[jt]sx?$/;

/** Loads the program's modules: each JavaScript or TypeScript file is instrumented on its way in. */
export class Loader {
  readonly resolver = new Resolver();
  /** By absolute path (of a twin: its name), in the order of loading. */
  readonly files = new Map<string, LoadedFile>();
  /** All that was ever rewritten, and the first site of each, ascending. */
  readonly #inOrder: LoadedFile[] = [];
  readonly #bases: number[] = [];
  /** The file that made each piece of code at run time. */
  readonly #makers = new Map<string, string>();
  readonly #evals = new Map<string, (code: string) => unknown>();
  /** Milliseconds spent instrumenting. */
  instrumenting = 0;
  readonly #options: LoaderOptions;
  #nextBase = 0;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** From here on `import` and `require` go through this loader. */
  install(): void {
    registerOutermost(
      this.#options.exact ? { load: this.#loadExactly } : { resolve: this.resolver.hook, load: this.#load },
    );
    rewriteCompiled(
      (path, content, format) => pristine(() => this.#compiled(path, content, format)),
      (path, exports) => pristine(() => this.#announce(path, exports)),
    );
  }

  /** A path as people are shown it: relative to the root if below it, with slashes. */
  shown(path: string): string {
    const below = relative(this.#options.root, path);
    return below.startsWith('..') || below === '' ? path : below.split(sep).join('/');
  }

  /** The loaded files by the paths that people are shown. */
  byShownPath(): Map<string, LoadedFile> {
    return new Map([...this.files.values()].map((file) => [this.shown(file.path), file]));
  }

  /** The source range of a site, and the file it is in. */
  place(site: number): { readonly path: string; readonly range: Range } | undefined {
    const file = this.#fileOf(site);
    return file && { path: file.path, range: siteRange(file.instrumented.sites, site - file.base) };
  }

  #fileOf(site: number): LoadedFile | undefined {
    const file = site < 0 ? undefined : this.#inOrder[lastNotAbove(this.#bases, site)];
    return file && site - file.base < file.instrumented.sites.ranges.length / 4 ? file : undefined;
  }

  /** The call at a site. */
  called(site: number): Called | undefined {
    const file = this.#fileOf(site);
    if (!file) return undefined;
    const { path, source, instrumented } = file;
    const { code, format } = instrumented;
    const place = () => {
      const at = pristine(() => code.search(new RegExp(`\\bcall[0-3N]\\(${site},`)));
      const starts = lineStarts(code);
      const line = lastNotAbove(starts, at);
      return at < 0 ? undefined : file.original([line + 1, at - starts[line]!]);
    };
    return { name: format === 'module' ? pathToFileURL(path).href : path, source, place };
  }

  /** Where a place of a file's instrumented code was in its source; undefined for other files. */
  original(path: string, place: Position): Position | undefined {
    return this.files.get(path)?.original(place);
  }

  /** The text of a file: the editor's where it differs from the disk's. */
  text(path: string): string {
    return this.#options.overlay.get(path) ?? readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  }

  readonly #load: LoadHookSync = (url, context, next) => {
    if (!url.startsWith('file:')) return next(url, context);
    const path = fileURLToPath(url);
    if (isOwn(path)) return next(url, context);
    // TypeScript imports JSON without the attribute that Node demands; a source given here needs none.
    if (path.endsWith('.json')) return { format: 'json', source: this.text(path), shortCircuit: true };
    if (!scripts.test(path)) return next(url, context);
    if (this.#isMatrix(path)) {
      const loaded = next(url, context);
      if (loaded.format !== 'module') return loaded;
    }
    if (this.#options.mode === 'plain' && inNodeModules(path) && /js$/.test(path)) return next(url, context);
    const { source, instrumented } = this.#instrument(path, this.text(path), formatOf(path));
    const { code, format } = instrumented;
    // Node's lexer is to find the exports in the text as it was written; `#compiled` has the other.
    const isPlain = format === 'commonjs' && /js$/.test(path);
    return { format, source: isPlain ? source : code, shortCircuit: true };
  };

  /** What Node, and the hooks of the program, would load: modules are instrumented here, CommonJS where it is compiled. */
  readonly #loadExactly: LoadHookSync = (url, context, next) => {
    const loaded = next(url, context);
    const isModule = loaded.format === 'module' || loaded.format === 'module-typescript';
    if (!isModule || context.conditions.includes('require') || !url.startsWith('file:')) return loaded;
    const { code, format } = pristine(() =>
      this.#compiled(fileURLToPath(url), textOf(loaded.source), loaded.format ?? undefined),
    );
    return { ...loaded, format: format!, source: code };
  };

  /** The text that Node is to compile in place of this one; what cannot be instrumented stays, and Node says what is wrong. */
  #compiled(path: string, content: string, format?: string): Compiled {
    const asGiven = { code: content, format };
    const { mode, exact } = this.#options;
    const known = this.files.get(path);
    if (isOwn(path) || known?.instrumented.code === content) return asGiven;
    if (mode === 'plain' && known?.source !== content) return asGiven;
    if (format !== 'module' && this.#isMatrix(path)) return asGiven;
    try {
      const script = exact && !inNodeModules(path) ? stripped(path, content, format) : asGiven;
      const { instrumented } = this.#instrument(path, script.code, formatNamed(script.format));
      return { code: instrumented.code, format: script.format };
    } catch (error) {
      if (error instanceof SourceError) return asGiven;
      throw error;
    }
  }

  /** Whether a file is of an ml-matrix that the rules are about, with rows of doubles; one of another age is code like any other. */
  #isMatrix(path: string): boolean {
    if (!this.#options.addMatrixModule) return false;
    const { name, version } = packageScope(path);
    return name === 'ml-matrix' && version !== undefined && /^6\.[1-9]/.test(version);
  }

  #announce(path: string, real: unknown): void {
    // The public face of a copy of ml-matrix, rather than a file of its inside.
    if (typeof real !== 'object' || real === null || !this.#isMatrix(path) || !('Matrix' in real)) return;
    const code = (file: string) =>
      this.#instrument(file, this.text(file), formatOf(file), twinName(file)).instrumented.code;
    this.#options.addMatrixModule?.(real, () => twinOf(path, code));
  }

  /** Rewrites source text made at run time; text that does not parse stays, so that the engine's own error is thrown. */
  instrumentEval(source: string, site: number): string {
    try {
      const made = `eval:${this.files.size}.cjs`;
      const maker = this.#makerAt(site);
      const { code } = pristine(() => this.#rewrite(made, source, 'commonjs')).instrumented;
      if (maker !== undefined) this.#makers.set(made, maker);
      return code;
    } catch (error) {
      if (error instanceof SourceError) return source;
      throw error;
    }
  }

  /** Evaluates code in the global scope as the file would in which a site is. */
  evaluate(code: string, site: number): unknown {
    const path = this.#makerAt(site) ?? __filename;
    const evaluate = this.#evals.get(path) ?? evalIn(path);
    this.#evals.set(path, evaluate);
    return evaluate(code);
  }

  /** The file in which a site is, or that made what it is in. */
  #makerAt(site: number): string | undefined {
    const path = this.#fileOf(site)?.path;
    return path === undefined ? undefined : (this.#makers.get(path) ?? path);
  }

  #instrument(path: string, source: string, format: Format | undefined, name = path): LoadedFile {
    const known = this.files.get(name);
    return known?.source === source ? known : pristine(() => this.#rewrite(path, source, format, name));
  }

  #rewrite(path: string, source: string, format: Format | undefined, name = path): LoadedFile {
    const begin = now();
    const { exact, mode, cache } = this.#options;
    try {
      const options: InstrumentOptions = {
        path: exact ? path.replace(/ts$/, 'js') : path,
        base: this.#nextBase,
        mode,
        workspace: !exact && isAbsolute(path) && !inNodeModules(path),
        format,
        compilerOptions: exact ? {} : this.resolver.options(path),
      };
      const instrumented = cache?.instrument(source, options, instrument) ?? instrument(source, options);
      let places: ReturnType<typeof placesOf>;
      const original = (place: Position) =>
        pristine(() => (places ??= placesOf(source, options, instrumented.code))?.(place));
      const file: LoadedFile = { path, source, base: this.#nextBase, instrumented, original };
      this.files.set(name, file);
      this.#inOrder.push(file);
      this.#bases.push(file.base);
      this.#nextBase += Math.ceil(instrumented.sites.ranges.length / 4 / BLOCK) * BLOCK;
      this.#options.addFile(this.shown(path), file.base, instrumented.sites, source, instrumented.code);
      if (instrumented.cases.length > 0) this.#options.onCases?.(path, instrumented.cases);
      return file;
    } catch (error) {
      if (error instanceof InstrumentError) throw new SourceError(path, error);
      throw error;
    } finally {
      this.instrumenting += now() - begin;
    }
  }
}

/** A part of this tool that is loaded late. */
const isOwn = (path: string) => dirname(path) === __dirname;

/** What Node compiles, and its format if that is known now. */
interface Compiled {
  readonly code: string;
  readonly format: string | undefined;
}

function textOf(source: ModuleSource | undefined): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

const formatNamed = (format: string | undefined) =>
  format === 'module' || format === 'commonjs' ? format : undefined;

/** What Node makes of TypeScript; what it refuses stays. */
function stripped(path: string, content: string, format: string | undefined): Compiled {
  if (!format?.endsWith('typescript')) return { code: content, format };
  try {
    return {
      code: withoutTypes(content, { sourceUrl: pathToFileURL(path).href }),
      format: formatNamed(format.replace('-typescript', '')),
    };
  } catch {
    return { code: content, format };
  }
}
