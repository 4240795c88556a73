import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  createFilesMatcher,
  createPathsMatcher,
  getTsconfig,
  parseTsconfig,
  type Cache,
  type FileMatcher,
  type PathsMatcher,
  type TsConfigJsonResolved,
  type TsConfigResult,
} from 'get-tsconfig';
import { withKept, type Restore } from '../builtIns.ts';

/** What the config that holds for a file says. */
export interface Project {
  /** Absolute path of the config; undefined where there is none. */
  readonly path: string | undefined;
  /** The paths that `paths` and `baseUrl` give for a specifier. */
  readonly match: PathsMatcher | null;
  readonly options: NonNullable<TsConfigJsonResolved['compilerOptions']>;
}

/** The folder of the package that a file is installed with. */
const installedPackage = /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

const none: Project = { path: undefined, match: null, options: {} };

/** A config with what is made of it when it is first needed. */
interface Config {
  readonly read: TsConfigResult;
  readonly includes: FileMatcher;
  project?: Project;
}

/** The tsconfig.json or jsconfig.json that holds for each file; each config is read once. */
export class Projects {
  readonly #restore: Restore;
  /** By file, of what is installed by package. */
  readonly #known = new Map<string, Project>();
  readonly #nearest = new Map<string, TsConfigResult | undefined>();
  readonly #configs = new Map<string, Config>();
  readonly #parsed: Cache = new Map<string, never>();

  /** @param restore puts back the built-ins that others' code needs */
  constructor(restore: Restore) {
    this.#restore = restore;
  }

  /** The project of a file. A config that cannot be read counts as none: the editor reports it already. */
  of(path: string): Project {
    const key = installedPackage.exec(path)?.[0] ?? path;
    let project = this.#known.get(key);
    if (!project) {
      project = withKept(this.#restore, () => this.#find(key === path ? path : join(key, 'package.json')));
      this.#known.set(key, project);
    }
    return project;
  }

  #find(path: string): Project {
    try {
      const nearest = this.#nearestTo(dirname(path));
      if (!nearest) return none;
      const config = this.#configFor(path, nearest);
      config.project ??= {
        path: config.read.path,
        match: createPathsMatcher(config.read),
        options: config.read.config.compilerOptions ?? {},
      };
      return config.project;
    } catch {
      return none;
    }
  }

  #configFor(path: string, nearest: TsConfigResult): Config {
    // What is installed is none of a config's files: the nearest holds for it.
    if (installedPackage.test(path)) return this.#config(nearest);
    // A config without `allowJs` includes no JavaScript, though its `paths` hold for the bundler there as well.
    return (
      this.#including(path, nearest, new Set()) ??
      this.#including(path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'), nearest, new Set()) ??
      this.#config(nearest)
    );
  }

  #nearestTo(folder: string): TsConfigResult | undefined {
    if (!this.#nearest.has(folder)) {
      const [ts, js] = ['tsconfig.json', 'jsconfig.json'].map((name) =>
        getTsconfig(folder, name, this.#parsed),
      );
      // Both lie above the folder: the longer path is the nearer one.
      const isJs = js && dirname(js.path).length > (ts ? dirname(ts.path).length : 0);
      this.#nearest.set(folder, (isJs ? js : ts) ?? undefined);
    }
    return this.#nearest.get(folder);
  }

  /**
   * The config that includes a file: this one, or one that it references, as those of Vite and Vue do, whose `tsconfig.json` has nothing
   * but references.
   */
  #including(path: string, result: TsConfigResult, seen: Set<string>): Config | undefined {
    if (seen.has(result.path)) return undefined;
    seen.add(result.path);
    const config = this.#config(result);
    if (config.includes(path)) return config;
    for (const reference of result.config.references ?? []) {
      const target = resolve(dirname(result.path), reference.path);
      const file = target.endsWith('.json') ? target : join(target, 'tsconfig.json');
      if (!existsSync(file)) continue;
      const known = this.#configs.get(file)?.read;
      const found = this.#including(
        path,
        known ?? { path: file, config: parseTsconfig(file, this.#parsed) },
        seen,
      );
      if (found) return found;
    }
    return undefined;
  }

  #config(read: TsConfigResult): Config {
    let config = this.#configs.get(read.path);
    if (!config) {
      config = { read, includes: createFilesMatcher(read) };
      this.#configs.set(read.path, config);
    }
    return config;
  }
}
