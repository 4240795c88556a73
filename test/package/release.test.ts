import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { releaseOf } from '../../scripts/release.mts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflow = (name: string): Workflow => load(read(`.github/workflows/${name}.yml`)) as Workflow;
const [ci, release] = [workflow('ci'), workflow('release')];
const runs = ({ steps }: Job): string[] => steps.flatMap(({ run }) => run ?? []);
const { scripts, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  version: string;
};

describe('the workflows', () => {
  it('run the whole check on every change, and before a release', () => {
    expect(Object.keys(ci.on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
    expect(runs(ci.jobs.check!)).toContain('.ci/run');
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
    expect(runs(release.jobs.check!)).toContain('.ci/run');
    expect(release.jobs.publish!.needs).toBe('check');
  });

  it('publish one package to both registries of extensions, as what it is, and the command line to npm', () => {
    const { steps } = release.jobs.publish!;
    const step = (text: string): Step => steps.find(({ run }) => run?.includes(text)) ?? {};
    const flag = '${{ steps.release.outputs.flag }}';
    expect(step('npm run package')).toMatchObject({ run: 'npm run package -- $FLAG', env: { FLAG: flag } });
    expect(step('vsce publish')).toMatchObject({
      run: 'npx vsce publish $FLAG --packagePath gradlens.vsix',
      env: { FLAG: flag, VSCE_PAT: '${{ secrets.VSCE_PAT }}' },
    });
    expect(step('ovsx@')).toMatchObject({
      run: expect.stringMatching(/^npx --yes ovsx@\d+\.\d+\.\d+ publish \$FLAG gradlens\.vsix$/) as string,
      env: { FLAG: flag, OVSX_PAT: '${{ secrets.OVSX_PAT }}' },
    });
    expect(step('npm publish').run).toContain('"gradlens-$VERSION.tgz"');
    const order = ['release.mts', 'npm run package', 'npm run pack', 'vsce publish'];
    const places = order.map((text) => steps.indexOf(step(text)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('may do no more than they need, and call only scripts that are there', () => {
    for (const { permissions, jobs } of [ci, release]) {
      expect(permissions).toEqual({ contents: 'read' });
      for (const run of Object.values(jobs).flatMap(runs))
        for (const [, name] of run.matchAll(/npm run ([\w:]+)/g))
          expect(scripts, run).toHaveProperty([name!]);
    }
  });
});

describe('a release', () => {
  const changelog = '# Changelog\n\n## [1.3.0] - 2026-12-01\n\n- New.\n\n## [1.2.0]\n\n- Old.\n';

  it('is a pre-release if its minor number is odd', () => {
    const odd = { version: '1.3.0', flag: '--pre-release', tag: 'next', notes: '- New.' };
    expect(releaseOf('v1.3.0', '1.3.0', changelog)).toEqual(odd);
    const even = { version: '1.2.0', flag: '', tag: 'latest', notes: '- Old.' };
    expect(releaseOf('v1.2.0', '1.2.0', changelog)).toEqual(even);
  });

  it('is refused where tag, manifest and changelog differ', () => {
    expect(() => releaseOf('v1.3.1', '1.3.0', changelog)).toThrow('The tag is v1.3.1');
    expect(() => releaseOf('v1.3.1', '1.3.1', changelog)).toThrow('no section [1.3.1]');
    expect(() => releaseOf('v1.3', '1.3', changelog)).toThrow('no section');
  });

  it('has its changes noted: those of the next version are under way', () => {
    expect(read('CHANGELOG.md')).toMatch(/^## \[Unreleased\]\n\n### /m);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
