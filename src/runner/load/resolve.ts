import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { ResolveHookSync } from 'node:module';
import { dirname, isAbsolute, join, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createFilesMatcher,
  createPathsMatcher,
  getTsconfig,
  parseTsconfig,
  type PathsMatcher,
  type TsConfigJsonResolved,
  type TsConfigResult,
} from 'get-tsconfig';
import { inNodeModules } from './packages.ts';

/** An import that cannot be resolved, kept beside the error that Node throws for it. */
export interface MissingImport {
  readonly specifier: string;
  /** Absolute path of the importing file. */
  readonly importer: string;
  /** Absolute paths that were tried beyond Node's own rules. */
  readonly tried: readonly string[];
}

/** Extensions that TypeScript tries in place of one that does not exist. */
const substitutes: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** The tsconfig that holds for a file: its `paths` and its compiler options. */
interface Project {
  readonly match: PathsMatcher | null;
  readonly options: NonNullable<TsConfigJsonResolved['compilerOptions']>;
}

/**
 * Module resolution as TypeScript's bundler mode does it: Node's rules, then missing extensions, `.js` for `.ts`,
 * folders with an index; `paths` and `baseUrl` of tsconfig.json before them. For `import` and `require` alike.
 */
export class Resolver {
  readonly missing = new WeakMap<object, MissingImport>();
  readonly #projects = new Map<string, Project>();
  readonly #tsconfigs = new Map<string, unknown>();

  readonly hook: ResolveHookSync = (specifier, context, next) => {
    const importer = pathOf(context.parentURL);
    if (importer === undefined) return next(specifier, context);
    const tried: string[] = [];
    const found = (path: string | undefined) =>
      path === undefined ? undefined : { url: pathToFileURL(realpathSync(path)).href, shortCircuit: true };
    const mapped = found(this.#mapped(specifier, importer, tried));
    if (mapped) return mapped;
    try {
      return next(specifier, context);
    } catch (error) {
      const other = found(alternatives(specifier, importer, tried));
      if (other) return other;
      if (error instanceof Error) this.missing.set(error, { specifier, importer, tried });
      throw error;
    }
  };

  /** The compiler options that hold for a file. */
  options(path: string): Project['options'] {
    return this.#project(path).options;
  }

  #project(path: string): Project {
    let project = this.#projects.get(path);
    if (!project) {
      project = this.#read(path);
      this.#projects.set(path, project);
    }
    return project;
  }

  /** A tsconfig.json that cannot be read counts as none: the editor reports it already. */
  #read(path: string): Project {
    try {
      const nearest = getTsconfig(dirname(path), 'tsconfig.json', this.#tsconfigs);
      const found = nearest && (this.#including(path, nearest) ?? nearest);
      if (found) return { match: createPathsMatcher(found), options: found.config.compilerOptions ?? {} };
    } catch {
      // As if there were none.
    }
    return { match: null, options: {} };
  }

  /**
   * The config that includes a file: this one, or one that it references, as those of Vite and Vue do, whose `tsconfig.json` has nothing
   * but references.
   */
  #including(path: string, config: TsConfigResult, seen = new Set<string>()): TsConfigResult | undefined {
    if (seen.has(config.path)) return undefined;
    seen.add(config.path);
    if (createFilesMatcher(config)(path)) return config;
    for (const reference of config.config.references ?? []) {
      const target = resolvePath(dirname(config.path), reference.path);
      const file = isFile(target) ? target : join(target, 'tsconfig.json');
      const found = isFile(file)
        ? this.#including(path, { path: file, config: parseTsconfig(file) }, seen)
        : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** The file that `paths` or `baseUrl` name. */
  #mapped(specifier: string, importer: string, tried: string[]): string | undefined {
    if (isPath(specifier) || /^[a-z]+:/i.test(specifier) || inNodeModules(importer)) return undefined;
    return firstFile(this.#project(importer).match?.(specifier) ?? [], tried);
  }
}

function alternatives(specifier: string, importer: string, tried: string[]): string | undefined {
  if (specifier.startsWith('file:')) return firstFile([fileURLToPath(specifier)], tried);
  if (isPath(specifier)) return firstFile([resolvePath(dirname(importer), withoutQuery(specifier))], tried);
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
      if (isFile(candidate)) return candidate;
      tried.push(candidate);
    }
  }
  return undefined;
}

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

const isPath = (specifier: string) =>
  /^\.{0,2}\//.test(specifier) || /^\.{1,2}$/.test(specifier) || isAbsolute(specifier);
const withoutQuery = (specifier: string) => specifier.replace(/[?#].*$/, '');
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The path of a `file:` URL or of a CommonJS parent; undefined for anything else. */
function pathOf(parent: string | undefined): string | undefined {
  if (parent === undefined) return undefined;
  if (parent.startsWith('file:')) return fileURLToPath(parent);
  return isAbsolute(parent) ? parent : undefined;
}
