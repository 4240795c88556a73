/** The index of the file that a relative import names, with or without its extension; undefined of a package, and of a file that did not run. */
export function importedFile(paths: readonly string[], from: number, specifier: string): number | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts = slashes(paths[from]!).split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const wanted = withoutExtension(parts.join('/'));
  const found = paths.findIndex((path) => {
    const plain = withoutExtension(slashes(path));
    return plain === wanted || plain === `${wanted}/index`;
  });
  return found < 0 ? undefined : found;
}

const slashes = (path: string): string => path.replaceAll('\\', '/');

const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
