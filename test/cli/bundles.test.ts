import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cliPath } from './gradlens.ts';

const dist = dirname(cliPath);
const read = (name: string): string => readFileSync(join(dist, name), 'utf8');

/** Files that the extension loads when they are needed, as webpack lists them by their numbers. */
const late = Object.values(
  JSON.parse(/__webpack_require__\.u = .*?(\{.*?\})/.exec(read('extension.js'))![1]!) as Record<
    string,
    string
  >,
).map((name) => `${name}.js`);

it('what the extension loads late is there, and is packed', () => {
  expect(late.length).toBeGreaterThan(0);
  const packed = readFileSync('.vscodeignore', 'utf8').split('\n');
  for (const name of late) {
    expect(existsSync(join(dist, name)), name).toBe(true);
    expect(packed).toContain(`!dist/${name}`);
  }
});

it('the extension starts without what reads sources and what explains runs', () => {
  // each is a sentence of one of them
  const sentences = ['The code is nested too deep to be read.', 'The step size is too large.'];
  const texts = late.map(read).join('');
  for (const sentence of sentences) {
    expect(texts.includes(sentence), sentence).toBe(true);
    expect(read('extension.js').includes(sentence), sentence).toBe(false);
  }
});
