// The documentation as a site, written to dist/site: plain pages with recorded traces, which open from the disk as they are.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, succeeds } from '../vscode/tools.mts';
import { examples } from './examples.mts';
import { pagesOf, type Source } from './pages.mts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Pages by the group under which the navigation lists them. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'First steps': ['README.md', 'docs/reading-a-trace.md'],
  Reference: ['docs/verdicts.md', 'docs/conventions.md', 'docs/coverage.md', 'docs/ml-matrix.md'],
  'What can be wrong': [],
  'The project': ['docs/benchmarks.md', 'docs/architecture.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
};

/** The pages that stand in the repository. */
export function documents(): Source[] {
  const findings = readdirSync(join(root, 'docs/findings')).sort();
  return Object.entries(groups).flatMap(([group, paths]) =>
    (paths.length > 0 ? paths : findings.map((name) => `docs/findings/${name}`)).map((path) => ({
      path,
      page:
        path === 'README.md'
          ? 'index.html'
          : path.replace('docs/', '').replace(/md$/, 'html').replace('README', 'index'),
      markdown: read(path),
      group,
    })),
  );
}

/** Writes the site, with these examples or all, and returns its folder. */
export function buildSite(names?: readonly string[]): string {
  const site = join(root, 'dist/site');
  const webpack = ['node_modules/webpack/bin/webpack.js', '--config', 'scripts/site/webpack.config.cjs'];
  if (!succeeds('node', webpack)) throw new Error('The script of the traces cannot be built.');
  const all = examples(names);
  const files = new Map([
    ...pagesOf([...documents(), ...all.map(({ source }) => source)]),
    ...all.flatMap((one) => [...one.files]),
  ]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  cpSync(join(root, 'docs/pictures'), join(site, 'pictures'), { recursive: true });
  for (const file of [
    'site/site.css',
    'site/theme.css',
    'media/icon.png',
    'dist/webview.js',
    'dist/webview.css',
  ])
    cpSync(join(root, file), join(site, file.split('/').at(-1)!));
  return site;
}

if (process.argv[1] === import.meta.filename) console.log(join(buildSite(), 'index.html'));
