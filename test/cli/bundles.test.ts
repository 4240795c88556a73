import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliPath } from './gradlens.ts';

const dist = dirname(cliPath);
const read = (name: string): string => readFileSync(join(dist, name), 'utf8');

/** Files that a bundle loads when they are needed: webpack lists several by their numbers, and names the only one. */
function lateOf(bundle: string): string[] {
  const [, names] = /__webpack_require__\.u = \(chunkId\) => \((.*) \+ "\.js"\);/.exec(read(bundle))!;
  return Array.from(names!.replaceAll(/"\d+":/g, '').matchAll(/"(\w+)"/g), ([, name]) => `${name}.js`);
}

describe.each([
  // each is a sentence of what is loaded late
  {
    bundle: 'extension.js',
    list: '.vscodeignore',
    sentences: ['The code is nested too deep to be read.', 'The step size is too large.'],
  },
  {
    bundle: 'commands.js',
    list: '.npmignore',
    sentences: ['The step size is too large.', 'The runner was disposed.'],
  },
])('what $bundle loads late', ({ bundle, list, sentences }) => {
  const late = lateOf(bundle);

  it('is there, and is packed', () => {
    expect(late.length).toBeGreaterThan(0);
    const packed = readFileSync(list, 'utf8').replaceAll('!/', '!').split('\n');
    for (const name of late) {
      expect(existsSync(join(dist, name)), name).toBe(true);
      expect(packed).toContain(`!dist/${name}`);
    }
  });

  it('is not in it', () => {
    const texts = late.map(read).join('');
    for (const sentence of sentences) {
      expect(texts.includes(sentence), sentence).toBe(true);
      expect(read(bundle).includes(sentence), sentence).toBe(false);
    }
  });
});
