import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/index.ts';
import { pageOf } from '../../src/present/findings/groups.ts';
import { findingClasses, type FindingClass } from '../../src/shared/errors.ts';
import { evidenceOf } from '../support/evidence.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const folder = 'docs/findings';

describe('the pages of the classes of findings', () => {
  it('are one a class, each in the index', () => {
    const files = readdirSync(join(root, folder)).filter((file) => file !== 'README.md');
    expect(files.sort()).toEqual(findingClasses.map((kind) => `${kind}.md`).sort());
    const index = read(`${folder}/README.md`);
    for (const kind of findingClasses) expect(index).toContain(`[${kind}](${kind}.md)`);
  });

  it.each([...findingClasses.map(pageOf), `${folder}/README.md`, 'docs/verdicts.md'])(
    '%s links to files that are there',
    (path) => {
      const links = [...read(path).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(existsSync(join(root, dirname(path), link)), link).toBe(true);
    },
  );

  it.each(findingClasses)('%s: its example is answered as it says', async (kind) => {
    const { source, line, name, says } = exampleOf(kind);
    const evidence = await evidenceOf(source);
    const of = says.includes('the gradient of') ? 'gradient' : 'value';
    const explanation = explain(evidence, { file: 0, line, name, of });
    expect(explanation?.finding?.class).toBe(kind);
    expect(says).toContain(explanation?.sentence);
  });
});

/** The program of a page, what is asked about it and the answer that is printed. */
function exampleOf(kind: FindingClass) {
  const page = read(pageOf(kind));
  const [, source] = /```ts\n([^]*?)```/.exec(page)!;
  const [, line, name, says] = /--at (\d+):(\S+)` says:\n\n```\n([^]*?)```/.exec(page)!;
  return { source: source!, line: Number(line), name: name!, says: says! };
}
