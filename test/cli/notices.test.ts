import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cliPath } from './gradlens.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const notices = readFileSync(join(dirname(cliPath), 'ThirdPartyNotices.txt'), 'utf8');
/** Names, versions and licences of the packages in the bundles. */
const bundled = [...notices.matchAll(/^-{80}\n\n(\S+) (\S+) \(([^)]*)\)\n/gm)].map(
  ([, name, version, license]) => ({ name: name!, version: version!, license: license! }),
);

it('the notices have every package that the product depends on, with its licence', () => {
  const { dependencies } = json('package.json') as { dependencies: Record<string, string> };
  expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(bundled.length).toBeGreaterThan(Object.keys(dependencies).length);
  expect(notices).toContain('Permission is hereby granted');
  // Licences that ask for nothing but to be named.
  for (const { name, license } of bundled)
    expect(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC-BY-4.0'], name).toContain(
      license,
    );
});

it('what is bundled is no development dependency, so that an audit sees it', () => {
  const { packages } = json('package-lock.json') as {
    packages: Record<string, { version: string; dev?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([, { dev }]) => dev !== true);
  const hidden = bundled.filter(
    ({ name, version }) =>
      !installed.some(([path, one]) => path.endsWith(`node_modules/${name}`) && one.version === version),
  );
  expect(hidden).toEqual([]);
});

it('the extension brings them', () => {
  expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain('!dist/ThirdPartyNotices.txt');
});
