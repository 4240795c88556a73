import type { Bindings } from '../../shared/sites.ts';
import type { SitePlaces } from './sitePlaces.ts';

/** A module-level binding: the file that declares it, and its name there. */
export interface Binding {
  readonly file: string;
  readonly name: string;
}

/** Finds the binding that a name in a file stands for: imports are followed to the file that declares it. */
export class BindingFinder {
  readonly #places: SitePlaces;
  /** Number of files that the maps know. */
  #known = 0;
  readonly #bindings = new Map<string, Bindings>();
  /** Paths by what a specifier may say of them. */
  readonly #paths = new Map<string, string>();
  /** By name: the bindings that captured reads of any file have under it, as `file\nname`. */
  readonly #named = new Map<string, Set<string>>();

  constructor(places: SitePlaces) {
    this.#places = places;
  }

  /** What `name` stands for in a file. @param seen where it was looked for already: what follows is text, and may go in a circle */
  find(file: string, name: string, seen = new Set<string>()): Binding {
    this.#update();
    const imported = this.#bindings.get(file)?.imports.find(([local]) => local === name);
    const from = imported && this.#file(file, imported[1]);
    return imported && from !== undefined ? this.#exported(from, imported[2], seen) : { file, name };
  }

  /** The name by which people are shown what a file reads as `name`: with the file where other bindings have the same name. */
  shown(file: string, name: string): string {
    const found = this.find(file, name);
    if ([name, found.name].every((one) => (this.#named.get(one)?.size ?? 1) === 1)) return name;
    return `${found.file}:${/^(\*|default)$/.test(found.name) ? name : found.name}`;
  }

  /** Takes in the files that were added since. */
  #update(): void {
    const { files } = this.#places;
    if (files.length === this.#known) return;
    this.#known = files.length;
    for (const { path, sites } of files) {
      if (sites.bindings) this.#bindings.set(path, sites.bindings);
      for (const short of [path, stem(path)]) if (!this.#paths.has(short)) this.#paths.set(short, path);
    }
    this.#named.clear();
    for (const [path, { captured }] of this.#bindings) {
      for (const name of captured) {
        const { file, name: declared } = this.find(path, name);
        this.#named.set(name, (this.#named.get(name) ?? new Set()).add(`${file}\n${declared}`));
      }
    }
  }

  /** What a file exports as `name`. */
  #exported(file: string, name: string, seen: Set<string>): Binding {
    const key = `${file}\n${name}`;
    if (seen.has(key)) return { file, name };
    seen.add(key);
    const { exports = [], declared = [] } = this.#bindings.get(file) ?? {};
    const again = exports.find(([exported]) => exported === name);
    if (again) {
      const [, specifier, local] = again;
      if (specifier === '') return this.find(file, local, seen);
      const from = this.#file(file, specifier);
      return from === undefined ? { file, name } : this.#exported(from, local, seen);
    }
    if (declared.includes(name)) return { file, name };
    for (const [, specifier] of exports.filter(([exported]) => exported === '*')) {
      const from = this.#file(file, specifier);
      if (from === undefined) continue;
      const found = this.#exported(from, name, seen);
      if (this.#bindings.get(found.file)?.declared.includes(found.name)) return found;
    }
    return { file, name };
  }

  /** The file that a specifier means, by the paths: relative to the file, else (aliases) the end of a path. */
  #file(from: string, specifier: string): string | undefined {
    if (specifier.startsWith('.')) {
      const path = joined(from.split('/').slice(0, -1), specifier);
      return this.#paths.get(path) ?? this.#paths.get(stem(path));
    }
    const alias = /^(?:#|[@~]?\/)(.*)/.exec(specifier)?.[1];
    if (alias === undefined) return undefined;
    const end = stem(alias);
    return this.#places.paths.find((path) => `/${stem(path)}`.endsWith(`/${end}`));
  }
}

/** A path without what a specifier may leave out. */
const stem = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');

function joined(folder: readonly string[], specifier: string): string {
  const path = [...folder];
  for (const part of specifier.split('/')) {
    if (part === '..' && path.length === 0) return '';
    if (part === '..') path.pop();
    else if (part !== '.' && part !== '') path.push(part);
  }
  return path.join('/');
}
