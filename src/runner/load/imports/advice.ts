import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { isPath, type MissingImport } from './resolve.ts';

/**
 * Why an import cannot be resolved or loaded, and what to do.
 *
 * @param error what Node threw
 * @param shown a path as people are shown it
 */
export function importMessage(missing: MissingImport, error: Error, shown: (path: string) => string): string {
  const { specifier } = missing;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    const kind = extname(specifier.replace(/[?#].*$/, ''));
    return `Cannot import '${specifier}': only a plugin of a bundler makes a module of a ${kind} file, and none runs here. ${apart}.`;
  }
  return `Cannot find '${specifier}': ${reasonOf(missing, code, shown)}.`;
}

function reasonOf(
  { specifier, importer, tried, config }: MissingImport,
  code: unknown,
  shown: (path: string) => string,
): string {
  if (config !== undefined)
    return `the paths of ${shown(config)} lead to no file: tried ${list(tried.map(shown))}`;
  if (isPath(specifier)) return `tried ${list(tried.map(shown))}`;
  const scheme = /^([a-z][a-z+.-]*):/.exec(specifier)?.[1];
  if (scheme !== undefined && foreign.test(scheme))
    return `Node imports nothing from ${scheme}: install the package and import it by its name, or name a file for it in paths of tsconfig.json`;
  if (scheme !== undefined) return virtual;
  if (specifier.startsWith('#')) return `imports of package.json names no such module. ${standIn}`;
  const name = /^(@[a-z0-9-][\w.-]*\/)?[a-z0-9-][\w.-]*/.exec(specifier)?.[0];
  if (name === undefined || !/^(\/|$)/.test(specifier.slice(name.length)))
    return `no package has such a name. If it is an alias of a bundler, name its folder in paths of tsconfig.json`;
  return packageAdvice(name, specifier, importer, code);
}

/** Schemes of other runtimes. */
const foreign = /^(https?|npm|jsr|bun|deno)$/;
const apart = 'Move the function to a file that does not import it';
const standIn =
  'Name a file for it in paths of tsconfig.json, or move the function to a file that does not import it';
const virtual = `a plugin of a bundler makes this module, and none runs here. ${standIn}`;

function packageAdvice(name: string, specifier: string, importer: string, code: unknown): string {
  const folder = installed(name, importer);
  if (folder !== undefined) {
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED')
      return 'the package is installed, but its package.json exports no such path';
    return specifier === name
      ? `the package is installed, but the file that its package.json names is not there. If it is one of this workspace, build it`
      : `the package ${name} is installed, but has no such file`;
  }
  const owner = listing(name, importer);
  if (owner !== undefined)
    return `package.json lists ${name}, but it is not installed (${installerOf(owner)} install)`;
  if (builtinModules.includes(name)) return `the module ${name} of Node has no such part`;
  return `no package of this name is installed (npm install ${name})`;
}

/** The folder of a package as an importer would find it. */
function installed(name: string, importer: string): string | undefined {
  return above(importer, (folder) => {
    const path = join(folder, 'node_modules', name);
    return existsSync(path) ? path : undefined;
  });
}

/** The folder of the nearest package.json that lists a package. */
function listing(name: string, importer: string): string | undefined {
  return above(importer, (folder) => {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
        string,
        object
      >;
      const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
      const all = { ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies };
      return Object.hasOwn(all, name) ? folder : undefined;
    } catch {
      return undefined;
    }
  });
}

/** The package manager whose lock file lies nearest. */
function installerOf(folder: string): string {
  const locks = { 'pnpm-lock.yaml': 'pnpm', 'yarn.lock': 'yarn', 'bun.lock': 'bun', 'bun.lockb': 'bun' };
  const found = above(join(folder, 'x'), (one) =>
    Object.entries(locks).find(([file]) => existsSync(join(one, file))),
  );
  return found?.[1] ?? 'npm';
}

/** What is found first in the folders above a file. */
function above<T>(file: string, find: (folder: string) => T | undefined): T | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = find(folder);
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The first paths of a list, and how many follow. */
function list(paths: readonly string[]): string {
  const shown = [...new Set(paths)];
  const most = 12;
  const more = shown.length > most ? ` and ${shown.length - most} more` : '';
  return shown.slice(0, most).join(', ') + more;
}
