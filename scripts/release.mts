// `node scripts/release.mts TAG`: what the release of a tag is, for .github/workflows/release.yml: its outputs, and its notes in
// notes.md. Fails where tag, manifest and changelog do not name the same version.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './vscode/tools.mts';

/** What a release is: `flag` for `vsce` and `ovsx`, `tag` for `npm publish`, `notes` from the changelog. */
export interface Release {
  readonly version: string;
  readonly flag: '--pre-release' | '';
  readonly tag: 'next' | 'latest';
  readonly notes: string;
}

/**
 * The release of a version; throws where tag, manifest and changelog do not agree.
 *
 * @param tag `v1.2.3`
 * @param version that of the manifest
 * @param changelog the whole file
 */
export function releaseOf(tag: string, version: string, changelog: string): Release {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json has version ${version}.`);
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`[${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section [${version}].`);
  // Both registries know three numbers only, so that a pre-release is told by its minor number.
  const isPre = Number(version.split('.')[1]) % 2 === 1;
  return {
    version,
    flag: isPre ? '--pre-release' : '',
    tag: isPre ? 'next' : 'latest',
    notes: section.slice(section.indexOf('\n')).trim(),
  };
}

if (process.argv[1] === import.meta.filename) {
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const { notes, ...outputs } = releaseOf(process.argv[2] ?? '', version, read('CHANGELOG.md'));
  writeFileSync(join(root, 'notes.md'), `${notes}\n`);
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
  process.stdout.write(lines.join(''));
}
