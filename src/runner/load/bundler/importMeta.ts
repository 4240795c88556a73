import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { packageFolder } from '../packages.ts';
import { readText } from '../readText.ts';

/** Names of the configurations of Vite and of what is built on it. */
const config = /^(vite|vitest|astro|nuxt|svelte)\.config\.[cm]?[jt]s$/;
const mode = 'development';

/** By folder: the statement for the files of a project of Vite; undefined of others. */
const known = new Map<string, string | undefined>();

/**
 * The statement with which Vite's development server gives a module its `import.meta.env`, and one that says why there is no
 * `import.meta.glob`; undefined for a file that mentions neither, or that is not Vite's.
 */
export function importMetaStatement(path: string, source: string): string | undefined {
  if (!/\bimport\.meta\.(env|glob)\b/.test(source)) return undefined;
  const folder = dirname(path);
  if (!known.has(folder)) {
    const root = viteRoot(folder);
    known.set(folder, root === undefined ? undefined : statement(root));
  }
  return known.get(folder);
}

/** The nearest folder with a configuration of Vite's, else the package that depends on Vite. */
function viteRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (readdirSync(folder).some((name) => config.test(name))) return folder;
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) break;
  }
  const owner = packageFolder(join(from, 'x'));
  return owner !== undefined && dependsOnVite(join(owner, 'package.json')) ? owner : undefined;
}

function dependsOnVite(manifest: string): boolean {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<
      string,
      object
    >;
    return 'vite' in { ...dependencies, ...devDependencies };
  } catch {
    return false;
  }
}

function statement(root: string): string {
  const env = { BASE_URL: '/', DEV: true, MODE: mode, PROD: false, SSR: false, ...variables(root) };
  return `import.meta.env = ${JSON.stringify(env)}; import.meta.glob = ${noGlob};`;
}

const advice =
  'import.meta.glob is filled in by Vite, which does not run here: import the files by name, or move the function to a file without it';
/** Its error has the caller's place. */
const noGlob = `function glob() { const error = new Error("${advice}"); Error.captureStackTrace(error, glob); throw error; }`;

/** The variables of the `.env` files that a page may see, later files first; the environment's own win. */
function variables(root: string): Record<string, string> {
  const files = ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`];
  const given: Record<string, string | undefined> = Object.assign(
    {},
    ...files.map((name) => read(join(root, name))),
  );
  const all = { ...given, ...process.env };
  const shown = Object.keys(all).filter((name) => name.startsWith('VITE_'));
  return Object.fromEntries(shown.map((name) => [name, expanded(all[name] ?? '', all)]));
}

function read(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readText(path));
  } catch {
    return {};
  }
}

/** A value with `$NAME`, `${NAME}` and `${NAME:-default}` replaced, unless a backslash precedes them. */
function expanded(value: string, all: NodeJS.Dict<string>, depth = 0): string {
  return value.replace(
    /\\\$|\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g,
    (whole, braced?: string, other = '', bare?: string) => {
      if (whole === '\\$') return '$';
      const found = all[braced ?? bare!] ?? '';
      return depth < 10 && found !== '' ? expanded(found, all, depth + 1) : found || other;
    },
  );
}
