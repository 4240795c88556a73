import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents } from '../../scripts/site/main.mts';
import { pagesOf, policy, type Source } from '../../scripts/site/pages.mts';

const root = join(import.meta.dirname, '../..');
const sources = documents();
const pages = pagesOf(sources);
/** What stands beside the pages. */
const beside = [
  'site.css',
  'icon.png',
  ...readdirSync(join(root, 'docs/pictures')).map((p) => `pictures/${p}`),
];
const repository = 'https://github.com/gradlens/gradlens/blob/HEAD/';

const matches = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, one]) => one!);

/** Links and sources of a page that lead nowhere. */
function broken(page: string, html: string, all: ReadonlyMap<string, string>): string[] {
  return matches(html, /(?:href|src)="([^"]*)"/g).filter((link) => {
    if (link.startsWith(repository)) return !existsSync(join(root, link.slice(repository.length)));
    if (link.startsWith('https://')) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
    const text = all.get(target);
    if (anchor) return !text?.includes(` id="${decodeURI(anchor)}"`);
    return text === undefined && !beside.includes(target);
  });
}

describe('the documentation as a site', () => {
  it('has a page for each document, all in the navigation of each', () => {
    const documented = [...readdirSync(join(root, 'docs')), ...readdirSync(join(root, 'docs/findings'))];
    const written = documented.filter((name) => name.endsWith('.md')).length;
    expect(pages.size).toBe(written + ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].length);
    for (const [page, html] of pages) {
      const inNavigation = matches(html.split('</nav>')[0]!, /<li><a href="([^"]*)"/g);
      expect(inNavigation.length, page).toBe(pages.size);
      expect(html.match(/aria-current="page"/g), page).toHaveLength(1);
    }
  });

  it.each([...pages])('%s has no link that leads nowhere', (page, html) => {
    expect(broken(page, html, pages)).toEqual([]);
  });

  it.each([...pages])('%s runs nothing, and has no style of its own', (_, html) => {
    expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy()}">`);
    expect(html).not.toMatch(/<(script|style)\b|<[^>]* (style|on\w+)="/);
  });

  it('finds what is broken', () => {
    const markdown = '# A\n\n[b](b.md) [c](../src/none.ts) [d](#none) [a](#a) [ok](../README.md)\n';
    const source: Source = { path: 'docs/a.md', page: 'a.html', markdown, group: 'G' };
    const readme = { path: 'README.md', page: 'index.html', markdown: '# R', group: 'G' };
    const made = pagesOf([source, readme]);
    const lost = [`${repository}docs/b.md`, `${repository}src/none.ts`, '#none'];
    expect(broken('a.html', made.get('a.html')!, made)).toEqual(lost);
  });
});
