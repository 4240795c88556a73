import { readFileSync, statSync } from 'node:fs';

/** The text of a file without a byte order mark. A pipe or a device, which may never end, is refused. */
export function readText(path: string): string {
  const stat = statSync(path);
  if (!stat.isFile()) throw new Error(`${path} is ${stat.isDirectory() ? 'a folder' : 'a pipe or a device'}`);
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}
