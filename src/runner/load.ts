import { readFileSync } from 'node:fs';
import { registerHooks, type LoadHookSync } from 'node:module';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instrument, InstrumentError, type CaseDeclaration, type Instrumented } from '../instrument/index.ts';
import type { SiteTable } from '../shared/sites.ts';
import { siteRange } from '../shared/sites.ts';
import type { Range } from '../shared/span.ts';
import { formatOf, inNodeModules, packageScope } from './packages.ts';
import { Resolver } from './resolve.ts';
import { twinOf } from './twin.ts';
import { now } from './watch.ts';

/** A file of the program as it was loaded. */
export interface LoadedFile {
  readonly path: string;
  readonly source: string;
  /** Number of its first site; its sites follow. */
  readonly base: number;
  readonly instrumented: Instrumented;
}

export interface LoaderOptions {
  readonly mode: 'trace' | 'plain';
  readonly root: string;
  readonly overlay: ReadonlyMap<string, string>;
  /** Called for each instrumented file before it runs, with the path that people are shown. */
  readonly addFile: (path: string, base: number, sites: SiteTable, source: string) => void;
  /** Called with the cases of each file that has any, before it runs. */
  readonly onCases?: (path: string, cases: readonly CaseDeclaration[]) => void;
  /** Called for each copy of ml-matrix as soon as it is evaluated; absent: it is loaded like any other package. */
  readonly addMatrixModule?: (real: object, loadTwin: () => object) => void;
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

/** What ml-matrix's source calls when it has been evaluated; a symbol, so that no program meets it. */
const announced = Symbol.for('gradlens.matrix');
const scripts = /\.[cm]?[jt]sx?$/;

/** Loads the program's modules: each JavaScript or TypeScript file is instrumented on its way in. */
export class Loader {
  readonly resolver = new Resolver();
  /** By absolute path, in the order of loading. */
  readonly files = new Map<string, LoadedFile>();
  /** Milliseconds spent instrumenting. */
  instrumenting = 0;
  readonly #options: LoaderOptions;
  #nextBase = 0;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** From here on `import` and `require` go through this loader. */
  install(): void {
    const announce = (path: string, real: unknown) => this.#announce(path, real);
    Object.defineProperty(globalThis, announced, { value: announce });
    registerHooks(
      this.#options.exact ? { load: this.#loadExactly } : { resolve: this.resolver.hook, load: this.#load },
    );
  }

  /** A path as people are shown it: relative to the root if below it, with slashes. */
  shown(path: string): string {
    const below = relative(this.#options.root, path);
    return below.startsWith('..') || below === '' ? path : below.split(sep).join('/');
  }

  /** The source range of a site, and the file it is in. */
  place(site: number): { readonly path: string; readonly range: Range } | undefined {
    for (const { path, base, instrumented } of this.files.values()) {
      const index = site - base;
      if (index >= 0 && index < instrumented.sites.ranges.length / 4) {
        return { path, range: siteRange(instrumented.sites, index) };
      }
    }
    return undefined;
  }

  /** The text of a file: the editor's where it differs from the disk's. */
  text(path: string): string {
    return this.#options.overlay.get(path) ?? readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  }

  readonly #load: LoadHookSync = (url, context, next) => {
    if (!url.startsWith('file:')) return next(url, context);
    const path = fileURLToPath(url);
    // A part of this tool that is loaded late.
    if (dirname(path) === __dirname) return next(url, context);
    // TypeScript imports JSON without the attribute that Node demands; a source given here needs none.
    if (path.endsWith('.json')) return { format: 'json', source: this.text(path), shortCircuit: true };
    if (!scripts.test(path)) return next(url, context);
    if (this.#options.addMatrixModule && packageScope(path).name === 'ml-matrix')
      return this.#loadMatrix(path);
    if (this.#options.mode === 'plain' && inNodeModules(path) && /js$/.test(path)) return next(url, context);
    const { code, format } = this.#instrument(path).instrumented;
    return { format, source: code, shortCircuit: true };
  };

  /** What Node would load, instrumented if that can be done: Node says what is wrong with the rest. */
  readonly #loadExactly: LoadHookSync = (url, context, next) => {
    if (/\.json$|[?#]/.test(url) || (!scripts.test(url) && context.format !== 'commonjs'))
      return next(url, context);
    try {
      return this.#load(url, context, next);
    } catch (error) {
      if (error instanceof SourceError) return next(url, context);
      throw error;
    }
  };

  /** ml-matrix runs as it is; its last statement announces it, before any importer can use it. */
  #loadMatrix(path: string): ReturnType<LoadHookSync> {
    const source = this.text(path);
    const isModule =
      path.endsWith('.mjs') || (packageScope(path).type === 'module' && !path.endsWith('.cjs'));
    if (isModule) return { format: 'module', source, shortCircuit: true };
    const epilogue = `\n;globalThis[Symbol.for('gradlens.matrix')](__filename, module.exports);`;
    return { format: 'commonjs', source: source + epilogue, shortCircuit: true };
  }

  #announce(path: string, real: unknown): void {
    // A file of ml-matrix's inside, not its public face.
    if (typeof real !== 'object' || real === null || !('Matrix' in real)) return;
    const code = (file: string) => this.#instrument(file).instrumented.code;
    this.#options.addMatrixModule?.(real, () => twinOf(path, code));
  }

  /** Rewrites source text made at run time; text that does not parse stays, so that the engine's own error is thrown. */
  instrumentEval(source: string): string {
    try {
      return this.#rewrite(`eval:${this.files.size}.cjs`, source, false).instrumented.code;
    } catch (error) {
      if (error instanceof SourceError) return source;
      throw error;
    }
  }

  #instrument(path: string): LoadedFile {
    return (
      this.files.get(path) ??
      this.#rewrite(path, this.text(path), !this.#options.exact && !inNodeModules(path))
    );
  }

  #rewrite(path: string, source: string, workspace: boolean): LoadedFile {
    const begin = now();
    try {
      const instrumented = instrument(source, {
        path,
        base: this.#nextBase,
        mode: this.#options.mode,
        workspace,
        format: formatOf(path),
        compilerOptions: this.resolver.options(path),
      });
      const file: LoadedFile = { path, source, base: this.#nextBase, instrumented };
      this.files.set(path, file);
      this.#nextBase += instrumented.sites.ranges.length / 4;
      this.#options.addFile(this.shown(path), file.base, instrumented.sites, source);
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
