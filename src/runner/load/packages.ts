import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Fields of a file's nearest package.json. */
export interface PackageScope {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly type: 'module' | 'commonjs' | undefined;
}

const scopes = new Map<string, PackageScope>();
const none: PackageScope = { name: undefined, version: undefined, type: undefined };

/** The package that a file belongs to, by the nearest package.json above it; the search ends at node_modules. */
export function packageScope(path: string): PackageScope {
  const folder = dirname(path);
  if (folder === path || folder.endsWith('node_modules')) return none;
  let scope = scopes.get(folder);
  if (!scope) {
    scope = read(join(folder, 'package.json')) ?? packageScope(folder);
    scopes.set(folder, scope);
  }
  return scope;
}

/** The folder of a file's nearest package.json. */
export function packageFolder(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function read(path: string): PackageScope | undefined {
  // Few folders have one: to ask takes a tenth of the time of an error.
  if (!existsSync(path)) return undefined;
  try {
    const { name, version, type } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : undefined,
      version: typeof version === 'string' ? version : undefined,
      type: type === 'module' || type === 'commonjs' ? type : undefined,
    };
  } catch {
    return undefined;
  }
}

/** Whether a file was installed rather than written in the workspace. */
export function inNodeModules(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}

/**
 * A file's module format by extension and package; undefined where the syntax decides. A TypeScript file in a package of type `commonjs` may
 * still be written with `import` (compilers rewrite it), so there the syntax decides.
 */
export function formatOf(path: string): 'module' | 'commonjs' | undefined {
  if (/\.m[jt]sx?$/.test(path)) return 'module';
  if (/\.c[jt]sx?$/.test(path)) return 'commonjs';
  const { type } = packageScope(path);
  return /\.js$/.test(path) || type === 'module' ? type : undefined;
}
