import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { ResolveFnOutput, ResolveHookSync } from 'node:module';
import { dirname, isAbsolute, join, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withKept, type Restore } from '../builtIns.ts';
import { publicFile, withoutBundlerQuery } from '../bundler/assets.ts';
import { isMarker, marker } from '../bundler/markers.ts';
import { inNodeModules } from '../packages.ts';
import { Projects, type Project } from './tsconfig.ts';

/** An import that cannot be resolved, kept beside the error that Node throws for it. */
export interface MissingImport {
  readonly specifier: string;
  /** Absolute path of the importing file. */
  readonly importer: string;
  /** Absolute paths that were tried beyond Node's own rules. */
  readonly tried: readonly string[];
  /** Absolute path of the config whose `paths` name the specifier. */
  readonly config?: string | undefined;
}

/** Extensions that TypeScript tries in place of one that does not exist. */
const substitutes: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/**
 * Module resolution as TypeScript's bundler mode does it: Node's rules, then missing extensions, `.js` for `.ts`,
 * folders with an index; `paths`, `baseUrl` and `customConditions` of the tsconfig before them. For `import` and `require` alike.
 */
export class Resolver {
  readonly missing = new WeakMap<object, MissingImport>();
  /** By URL of a file that may be no module of Node's: the import that led there. */
  readonly #importsOfOthers = new Map<string, MissingImport>();
  readonly #projects: Projects;
  readonly #restore: Restore;
  /** By folder: whether no link leads there. */
  readonly #realFolders = new Map<string, boolean>();
  /** By an importer's folder and a specifier: the URL of the neighbour that is meant. */
  readonly #neighbours = new Map<string, string>();

  /** @param restore puts back the built-ins that others' code needs */
  constructor(restore: Restore = () => () => undefined) {
    this.#projects = new Projects(restore);
    this.#restore = restore;
  }

  readonly hook: ResolveHookSync = (specifier, context, next) => {
    const importer = pathOf(context.parentURL);
    if (importer === undefined) return next(specifier, context);
    if (isMarker(specifier)) return marker;
    const near = this.#neighbour(specifier, importer);
    if (near !== undefined) {
      const url = pathToFileURL(near).href;
      const key = neighbourKey(specifier, context.parentURL);
      if (key !== undefined) this.#neighbours.set(key, url);
      return { url, shortCircuit: true };
    }
    const tried: string[] = [];
    const { request, query } = withoutBundlerQuery(specifier);
    const done = (output: ResolveFnOutput): ResolveFnOutput => {
      const url = output.url + query;
      if (!modules.test(output.url)) this.#importsOfOthers.set(url, { specifier, importer, tried });
      return query === '' ? output : { ...output, url };
    };
    const found = (path: string | undefined) =>
      path === undefined
        ? undefined
        : done({ url: pathToFileURL(realpathSync(path)).href, shortCircuit: true });
    const candidates = this.#mapped(request, importer);
    const mapped = found(firstFile(candidates, tried));
    if (mapped) return mapped;
    const { customConditions = [] } = inNodeModules(importer) ? {} : this.options(importer);
    try {
      // Node's own list stays that list: it makes no set of it, which would run what a program replaced.
      const conditions =
        customConditions.length === 0 ? context.conditions : [...context.conditions, ...customConditions];
      return done(next(request, { ...context, conditions }));
    } catch (error) {
      const other = found(alternatives(request, importer, error, tried));
      if (other) return other;
      const config = candidates.length > 0 ? this.#projects.of(importer).path : undefined;
      if (error instanceof Error) this.missing.set(error, { specifier, importer, tried, config });
      throw error;
    }
  };

  /**
   * What a script named by a relative path was resolved to when another file of the importer's folder named it so; undefined if none
   * did. Most files of a large package name the same ones, and this needs nothing that a program may have replaced.
   */
  readonly known = (specifier: string, parentURL: string | undefined): ResolveFnOutput | undefined => {
    const key = neighbourKey(specifier, parentURL);
    const url = key === undefined ? undefined : this.#neighbours.get(key);
    return url === undefined ? undefined : { url, shortCircuit: true };
  };

  /** A script named by a whole relative path, as most are within packages: what Node would find, in less time. */
  #neighbour(specifier: string, importer: string): string | undefined {
    if (!/^\.\.?\/[^%?#\\]*\.[cm]?js$/.test(specifier)) return undefined;
    const path = join(dirname(importer), specifier);
    const folder = dirname(path);
    let isReal = this.#realFolders.get(folder);
    if (isReal === undefined) {
      isReal = existsSync(folder) && realpathSync(folder) === folder;
      this.#realFolders.set(folder, isReal);
    }
    return isReal && lstatSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
  }

  /** Notes that a file cannot be loaded: it stands for what imports it. */
  cannotLoad(url: string, error: unknown): void {
    const imported = this.#importsOfOthers.get(url);
    if (imported && error instanceof Error) this.missing.set(error, imported);
  }

  /** The compiler options that hold for a file. */
  options(path: string): Project['options'] {
    return this.#projects.of(path).options;
  }

  /** The paths that `paths` or `baseUrl` name. */
  #mapped(specifier: string, importer: string): readonly string[] {
    if (isPath(specifier) || /^(node|file|data|https?):/.test(specifier) || inNodeModules(importer))
      return [];
    const { match } = this.#projects.of(importer);
    return match ? withKept(this.#restore, () => match(specifier)) : [];
  }
}

/** The URL of an importer's folder with a specifier; undefined for an importer that has no URL of a file. */
const neighbourKey = (specifier: string, parentURL: string | undefined): string | undefined =>
  parentURL?.startsWith('file:')
    ? `${parentURL.slice(0, parentURL.lastIndexOf('/'))}\n${specifier}`
    : undefined;

/** URLs of what Node loads without a bundler's help. */
const modules = /^(node|data):|^file:.*\.([cm]?[jt]sx?|json|node|wasm)$/;

/** The file that Node does not find, where TypeScript or a bundler does. */
function alternatives(
  specifier: string,
  importer: string,
  error: unknown,
  tried: string[],
): string | undefined {
  if (specifier.startsWith('file:')) return firstFile([fileURLToPath(specifier)], tried);
  if (isPath(specifier)) {
    const path = withoutQuery(specifier);
    return firstFile([resolvePath(dirname(importer), path)], tried) ?? publicFile(path, importer);
  }
  // A package's `exports` may name the `.js` that its source would become.
  const exported = (error as { url?: unknown } | undefined)?.url;
  if (typeof exported === 'string' && exported.startsWith('file:'))
    return firstFile([fileURLToPath(exported)], tried);
  if (!/^(@[^/]+\/)?[^/@:][^/:]*\//.test(specifier)) return undefined;
  // `pkg/lib/file` without extension, which Node refuses to `import`.
  const folders: string[] = [];
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules', specifier));
    if (folder === dirname(folder)) break;
  }
  return firstFile(folders, tried);
}

/** The first of these paths that is a file, as it is or completed. */
function firstFile(paths: readonly string[], tried: string[]): string | undefined {
  for (const path of paths) {
    for (const candidate of completions(path)) {
      if (isFile(candidate) && !declarations.test(candidate)) return candidate;
      tried.push(candidate);
    }
  }
  return undefined;
}

/** Files that hold types alone. */
const declarations = /\.d\.[cm]?ts$/;

/** The files that a path may mean, in TypeScript's order. */
function* completions(path: string): Generator<string> {
  yield path;
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (extension) {
    const stem = path.slice(0, -extension.length);
    for (const other of substitutes[extension] ?? []) yield stem + other;
  }
  for (const added of extensions) yield path + added;
  const main = mainOf(path);
  if (main) yield* completions(main);
  for (const added of extensions) yield join(path, `index${added}`);
}

/** `main` of a folder's package.json. */
function mainOf(folder: string): string | undefined {
  try {
    const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main?: unknown };
    return typeof main === 'string' && main !== '.' ? join(folder, main) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a specifier is a path rather than the name of a package. */
export const isPath = (specifier: string): boolean =>
  /^\.{0,2}\//.test(specifier) || /^\.{1,2}$/.test(specifier) || isAbsolute(specifier);
const withoutQuery = (specifier: string) => specifier.replace(/[?#].*$/, '');
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The path of a `file:` URL or of a CommonJS parent; undefined for anything else. */
function pathOf(parent: string | undefined): string | undefined {
  if (parent === undefined) return undefined;
  if (parent.startsWith('file:')) return fileURLToPath(parent);
  return isAbsolute(parent) ? parent : undefined;
}
