import { existsSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { packageFolder } from '../packages.ts';

/*
 * What a bundler makes of an import of a file that is no script, as Vite and its relatives have it:
 *   a.txt?raw                        the file's text
 *   a.png, a.svg, a.txt?url          the path that a page would load it from
 *   a.module.css                     an object that has each class name under itself
 *   a.css                            nothing; a.css?inline is its text
 *   a.ts?worker                      a class that cannot be constructed here
 */

const queries = /\?(?:[^#]*&)?(raw|url|inline|no-inline|asset|worker|sharedworker)\b[^#]*$/;
const styles = /\.(css|pcss|postcss|scss|sass|less|styl|stylus|sss)$/i;
const media =
  /\.(apng|bmp|png|jpe?g|jfif|pjpeg|pjp|gif|svg|ico|webp|avif|cur|jxl|mp4|webm|ogg|mp3|wav|flac|aac|opus|mov|m4a|vtt|woff2?|eot|ttf|otf|webmanifest|pdf)$/i;

/** A specifier's path and the query after it that is meant for a bundler; other queries are Node's, and stay. */
export function withoutBundlerQuery(specifier: string): {
  readonly request: string;
  readonly query: string;
} {
  const at = queries.exec(specifier)?.index ?? specifier.length;
  return { request: specifier.slice(0, at), query: specifier.slice(at) };
}

/**
 * The source of the module that a bundler makes of a file; undefined if it is a module already, or nothing that bundlers agree on.
 *
 * @param read gives the file's text
 */
export function assetModule(url: URL, path: string, read: () => string): string | undefined {
  const [, query] = queries.exec(url.search) ?? [];
  if (query?.endsWith('worker')) return worker;
  if (query === 'raw') return dataModule(read());
  if (query === 'url' || query === 'asset' || media.test(path)) return dataModule(pagePath(path));
  if (!styles.test(path)) return undefined;
  if (query === 'inline') return dataModule(read());
  return dataModule(/\.module\.\w+$/.test(path) ? classNames(read()) : '');
}

/** The source of a module whose default export is plain data, with a further export for each member of an object. */
export function dataModule(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const names = isObject
    ? Object.keys(value).filter((name) => name !== 'default' && name.isWellFormed())
    : [];
  const members = names.map((name, i) => {
    const key = JSON.stringify(name);
    return `const m${i} = data[${key}]; export { m${i} as ${key} };`;
  });
  const data = JSON.stringify(JSON.stringify(value));
  return [`const data = JSON.parse(${data}); export default data;`, ...members].join('\n');
}

const worker =
  'export default class { constructor() { throw new Error("A worker that a bundler makes of a file cannot be started here."); } }';

/** A file of the project's `public` folder, which bundlers serve from the root: `/logo.svg`. */
export function publicFile(specifier: string, importer: string): string | undefined {
  const folder = specifier.startsWith('/') && extname(specifier) !== '' ? packageFolder(importer) : undefined;
  const path = folder === undefined ? '' : join(folder, 'public', specifier);
  return existsSync(path) ? path : undefined;
}

/** Where a page finds a file: its path below the package, or below its `public` folder. */
function pagePath(path: string): string {
  const below = relative(packageFolder(path) ?? '/', path)
    .split(sep)
    .join('/');
  return `/${below.replace(/^public\//, '')}`;
}

/** The class names of a style sheet, each under itself. */
function classNames(text: string): Record<string, string> {
  const code = text.replace(/\/\*[^]*?\*\/|"[^"\n]*"|'[^'\n]*'|url\([^)]*\)/g, ' ');
  const names = [...code.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map(([, name]) => name!);
  return Object.fromEntries(names.map((name) => [name, name]));
}
