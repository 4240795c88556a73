import type { LoadFnOutput, LoadHookContext, LoadHookSync, ModuleSource } from 'node:module';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { TextDecoder } from 'node:util';
import {
  instrument,
  InstrumentError,
  placesOf,
  type CaseDeclaration,
  type InstrumentOptions,
} from '../../instrument/index.ts';
import { Stop } from '../../engine/index.ts';
import type { StopReason } from '../../shared/errors.ts';
import type { SiteTable } from '../../shared/sites.ts';
import type { Position } from '../../shared/span.ts';
import { assetModule, dataModule } from './bundler/assets.ts';
import { importMetaStatement } from './bundler/importMeta.ts';
import { withKept, type Restore } from './builtIns.ts';
import type { Cache } from './cache.ts';
import { now } from './clock.ts';
import { evalIn } from './frames.ts';
import { KeptHooks, registerOutermost, rewriteCompiled } from './hooks.ts';
import { LoadedFiles, type LoadedFile } from './loadedFiles.ts';
import { LoadWork } from './loadWork.ts';
import { formatOf, inNodeModules, packageScope } from './packages.ts';
import { readText } from './readText.ts';
import { Resolver } from './imports/resolve.ts';
import { formatNamed, withoutTypes, type Compiled } from './stripTypes.ts';
import { twinName, twinOf } from './twin.ts';

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
  /** Asked before each file is instrumented: a reason to stop loading, if there is one. */
  readonly poll?: () => StopReason | undefined;
  /** Told what instrumenting costs. */
  readonly work?: LoadWork;
  /** Where rewritten files are kept from run to run. */
  readonly cache?: Cache | undefined;
  /** Puts back the language's built-ins, which the instrumenter runs on. */
  readonly restore: Restore;
  /** Instruments and does nothing else: Node alone finds modules, or refuses them. */
  readonly exact?: boolean;
}

/** A file that cannot be instrumented; `cause` has the range. */
export class SourceError extends Error {
  readonly path: string;
  override readonly cause: InstrumentError;
  readonly #isSource = true;
  constructor(path: string, cause: InstrumentError) {
    super(cause.message);
    this.path = path;
    this.cause = cause;
  }

  /** Whether a thrown value is one; asks no proxy of the program. */
  static is(thrown: unknown): thrown is SourceError {
    return typeof thrown === 'object' && thrown !== null && #isSource in thrown && thrown.#isSource;
  }
}

type Format = 'module' | 'commonjs';
const scripts = /\.[cm]?[jt]sx?$/;

/** Loads the program's modules: each JavaScript or TypeScript file is instrumented on its way in. */
export class Loader {
  readonly resolver: Resolver;
  readonly files = new LoadedFiles();
  /** By the name of each code made at run time: the file that made it. */
  readonly #makers = new Map<string, string>();
  readonly #evals = new Map<string, (code: string) => unknown>();
  /** The files of ml-matrix that were loaded. */
  readonly #matrixFiles = new Set<string>();
  /** Milliseconds spent instrumenting. */
  instrumenting = 0;
  readonly #options: LoaderOptions;

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.resolver = new Resolver(options.restore);
  }

  /** Makes `import` and `require` go through this loader. */
  install(): void {
    const { exact, restore } = this.#options;
    const hooks = new KeptHooks(restore);
    const load = hooks.load(exact ? this.#loadExactly : this.#load);
    registerOutermost(
      exact ? { load } : { resolve: hooks.resolve(this.resolver.hook, this.resolver.known), load },
    );
    rewriteCompiled(
      (path, content, format) =>
        this.#known(path, content, format) ?? withKept(restore, () => this.#compiled(path, content, format)),
      (path, exports) => {
        if (this.#matrixFiles.has(path)) withKept(restore, () => this.#announce(path, exports));
      },
    );
  }

  /** A path as people are shown it: relative to the root if below it, with slashes. */
  shown(path: string): string {
    const below = relative(this.#options.root, path);
    return below.startsWith('..') || below === '' ? path : below.split(sep).join('/');
  }

  /** The loaded files by the paths that people are shown. */
  byShownPath(): Map<string, LoadedFile> {
    return new Map(Array.from(this.files.values(), (file) => [file.shown, file]));
  }

  /** The text of a file: the editor's where it differs from the disk's. */
  text(path: string): string {
    return this.#options.overlay.get(path) ?? readText(path);
  }

  readonly #load: LoadHookSync = (url, context, next) => {
    if (!url.startsWith('file:')) return this.#loadOther(url, context, next);
    const path = fileURLToPath(url);
    if (isOwn(path)) return next(url, context);
    const asset = assetModule(new URL(url), path, () => this.text(path));
    if (asset !== undefined) return { format: 'module', source: asset, shortCircuit: true };
    if (path.endsWith('.json')) return this.#loadJson(path, context);
    if (!scripts.test(path)) return this.#loadOther(url, context, next);
    if (this.#isMatrix(path)) {
      const loaded = next(url, context);
      if (loaded.format !== 'module') return loaded;
    }
    if (this.#options.mode === 'plain' && inNodeModules(path) && /js$/.test(path)) return next(url, context);
    const { source, instrumented } = this.#instrument(path, this.text(path), formatOf(path));
    const { code, format } = instrumented;
    // Node's lexer has to find the exports in the source text; `#compiled` gives the instrumented one later.
    const isPlain = format === 'commonjs' && /js$/.test(path);
    return { format, source: isPlain ? source : code, shortCircuit: true };
  };

  /**
   * TypeScript imports JSON without the attribute that Node demands, and its members by name; what asks for it as Node does gets
   * Node's.
   */
  #loadJson(path: string, { conditions, importAttributes }: LoadHookContext): LoadFnOutput {
    const text = this.text(path);
    if (!conditions.includes('require') && importAttributes.type === undefined) {
      try {
        return { format: 'module', source: dataModule(JSON.parse(text)), shortCircuit: true };
      } catch {
        // Node says what is wrong with it.
      }
    }
    return { format: 'json', source: text, shortCircuit: true };
  }

  #loadOther(url: string, context: LoadHookContext, next: Parameters<LoadHookSync>[2]): LoadFnOutput {
    try {
      return next(url, context);
    } catch (error) {
      this.resolver.cannotLoad(url, error);
      throw error;
    }
  }

  /** Instruments the modules that Node and the program's own hooks load; CommonJS is instrumented where it is compiled. */
  readonly #loadExactly: LoadHookSync = (url, context, next) => {
    const loaded = next(url, context);
    const isModule = loaded.format === 'module' || loaded.format === 'module-typescript';
    if (!isModule || context.conditions.includes('require') || !url.startsWith('file:')) return loaded;
    const text = textOf(loaded.source);
    const { code, format } = this.#compiled(fileURLToPath(url), text, loaded.format ?? undefined);
    return { ...loaded, format: format!, source: code };
  };

  /** What `compiled` gives for a file that was instrumented when it was loaded, as nearly all are. */
  #known(path: string, content: string, format?: string): Compiled | undefined {
    const known = this.files.get(path);
    return known?.source === content ? { code: known.instrumented.code, format } : undefined;
  }

  /** The text that Node compiles in place of this one. Text that cannot be instrumented stays, so that Node reports the error. */
  #compiled(path: string, content: string, format?: string): Compiled {
    const asGiven = { code: content, format };
    const { mode, exact } = this.#options;
    const known = this.files.get(path);
    if (isOwn(path) || known?.instrumented.code === content) return asGiven;
    if (mode === 'plain' && known?.source !== content) return asGiven;
    if (format !== 'module' && this.#isMatrix(path)) return asGiven;
    try {
      const script = exact && !inNodeModules(path) ? withoutTypes(path, content, format) : asGiven;
      const { instrumented } = this.#instrument(path, script.code, formatNamed(script.format));
      return { code: instrumented.code, format: script.format };
    } catch (error) {
      if (SourceError.is(error)) return asGiven;
      throw error;
    }
  }

  /** Whether a file is of an ml-matrix that the rules cover (6.1 and newer); an older one is traced like any other package. */
  #isMatrix(path: string): boolean {
    if (!this.#options.addMatrixModule) return false;
    const { name, version } = packageScope(path);
    const isOne = name === 'ml-matrix' && version !== undefined && /^6\.[1-9]/.test(version);
    if (isOne) this.#matrixFiles.add(path);
    return isOne;
  }

  #announce(path: string, real: unknown): void {
    // Only the module with ml-matrix's public exports has `Matrix`.
    if (typeof real !== 'object' || real === null || !('Matrix' in real)) return;
    const code = (file: string) =>
      this.#instrument(file, this.text(file), formatOf(file), twinName(file)).instrumented.code;
    this.#options.addMatrixModule?.(real, () => twinOf(path, code));
  }

  /** Instruments source text made at run time. Text that does not parse stays, so that V8 throws its own error. */
  instrumentEval(source: string, site: number): string {
    try {
      const made = `eval:${this.files.size}.cjs`;
      const maker = this.#makerAt(site);
      const { code } = this.#rewrite(made, source, 'commonjs').instrumented;
      if (maker !== undefined) this.#makers.set(made, maker);
      return code;
    } catch (error) {
      if (SourceError.is(error)) return source;
      throw error;
    }
  }

  /** Evaluates code in the global scope on behalf of the file in which a site is. */
  evaluate(code: string, site: number): unknown {
    const path = this.#makerAt(site) ?? __filename;
    const evaluate = this.#evals.get(path) ?? evalIn(path);
    this.#evals.set(path, evaluate);
    return evaluate(code);
  }

  /** The file in which a site is; of code made at run time, the file that made it. */
  #makerAt(site: number): string | undefined {
    const path = this.files.ofSite(site)?.path;
    return path === undefined ? undefined : (this.#makers.get(path) ?? path);
  }

  #instrument(path: string, source: string, format: Format | undefined, name = path): LoadedFile {
    const known = this.files.get(name);
    return known?.source === source ? known : this.#rewrite(path, source, format, name);
  }

  #rewrite(path: string, source: string, format: Format | undefined, name = path): LoadedFile {
    const reason = this.#options.poll?.();
    if (reason) throw new Stop(reason, -1);
    const begin = now();
    const { exact, mode, cache, restore, work = new LoadWork() } = this.#options;
    try {
      const workspace = !exact && isAbsolute(path) && !inNodeModules(path);
      const options: InstrumentOptions = {
        path: exact ? path.replace(/ts$/, 'js') : path,
        base: this.files.nextBase,
        mode,
        workspace,
        format,
        prelude: workspace ? importMetaStatement(path, source) : undefined,
        compilerOptions: exact ? {} : this.resolver.options(path),
      };
      const rewrite: typeof instrument = (...given) =>
        work.counting(path, () => withKept(restore, () => instrument(...given)));
      const instrumented = cache?.instrument(source, options, rewrite) ?? rewrite(source, options);
      let places: ReturnType<typeof placesOf>;
      const original = (position: Position) =>
        withKept(restore, () => (places ??= placesOf(source, options, instrumented.code))?.(position));
      const shown = this.shown(path);
      const file: LoadedFile = { path, shown, source, base: options.base, instrumented, original };
      this.files.add(name, file);
      this.#options.addFile(shown, file.base, instrumented.sites, source, instrumented.code);
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

/** Whether a file is one of this tool's bundles, loaded late. */
const isOwn = (path: string) => dirname(path) === __dirname;

function textOf(source: ModuleSource | undefined): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
