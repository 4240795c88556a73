import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptionOf, described, sizeOf } from '../../scripts/pictures/png.mts';
import { releases } from '../../scripts/vscode/server.mts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): Buffer => readFileSync(join(root, path));
const manifest = JSON.parse(read('package.json').toString()) as Record<string, unknown> & {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly contributes: { readonly configuration: { readonly properties: object } };
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  readonly repository: { readonly url: string };
  readonly bugs: { readonly url: string };
};

/** Categories of the marketplace that fit at all. */
const known = ['Data Science', 'Machine Learning', 'Debuggers', 'Visualization', 'Testing', 'Other'];

describe('the icon', () => {
  const png = read(manifest.icon);

  it('is a PNG of 256×256, drawn from the SVG as it is now', () => {
    expect(sizeOf(png)).toEqual({ width: 256, height: 256 });
    expect(descriptionOf(png)).toBe(read('media/icon.svg').toString());
  });

  it('keeps its pixels when it is described anew, and has one description', () => {
    const again = described(described(png, 'more ∂'), descriptionOf(png));
    expect(again.equals(png)).toBe(true);
  });
});

describe('the README', () => {
  const text = read('README.md').toString();
  const links = Array.from(text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g), ([, link]) => link!);

  it('names every setting', () => {
    for (const name of Object.keys(manifest.contributes.configuration.properties))
      expect(text, name).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
  });

  it('has pictures and links that are there, and no picture but PNG', () => {
    const local = links.filter((link) => !link.startsWith('https://'));
    expect(local.filter((link) => !existsSync(join(root, link)))).toEqual([]);
    const pictures = local.filter((link) => link.startsWith('docs/pictures/'));
    expect(pictures.map((path) => basename(path)).sort()).toEqual(readdirSync(join(root, 'docs/pictures')));
    for (const path of pictures) expect(sizeOf(read(path)).width, path).toBeGreaterThan(1000);
  });
});

describe('what both registries ask for', () => {
  it('is said once, of one repository', () => {
    const home = 'https://github.com/gradlens/gradlens';
    expect(manifest.repository.url).toBe(`git+${home}.git`);
    for (const link of [manifest.bugs.url, manifest.homepage, manifest.qna])
      expect(String(link).startsWith(home), String(link)).toBe(true);
    expect(manifest).toMatchObject({ pricing: 'Free', license: 'MIT', galleryBanner: { theme: 'dark' } });
  });

  it('promises the oldest VS Code that the tests run in, and names the newest', () => {
    const of = (release: string): string => `1.${release.split('.')[1]!}`;
    expect(manifest.engines.vscode).toBe(`^${of(releases.oldest)}.0`);
    const tested = `VS Code ${of(releases.oldest)} or newer, tested with ${of(releases.oldest)} and ${of(releases.newest)};`;
    expect(read('README.md').toString()).toContain(tested);
  });

  it('keeps to their limits', () => {
    expect(manifest.keywords.length).toBeLessThanOrEqual(30);
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
    expect(known).toEqual(expect.arrayContaining([...manifest.categories]));
    for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE'])
      expect(existsSync(join(root, file))).toBe(true);
  });
});
