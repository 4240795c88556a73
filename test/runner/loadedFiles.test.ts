import { expect, it } from 'vitest';
import { LoadedFiles } from '../../src/runner/load/loadedFiles.ts';

it('an edit of a file leaves the numbers of others as they are, and a package takes no more than it needs', () => {
  const numbersAfter = (sites: number) => {
    const files = new LoadedFiles();
    const add = (path: string, count: number) => {
      const table = {
        ranges: new Int32Array(4 * count),
        texts: [],
        operands: new Int32Array(0),
        operandEnds: new Int32Array(count),
      };
      const instrumented = { sites: table } as never;
      const file = { path, shown: path, source: '', base: files.nextBase, instrumented };
      files.add(path, { ...file, original: () => undefined });
      return files.nextBase;
    };
    return [add('/src/a.ts', sites), add('/node_modules/p/b.js', 7), add('/node_modules/p/c.js', 5)];
  };
  const [first, second, third] = numbersAfter(10) as [number, number, number];
  expect(numbersAfter(40)).toEqual([first, second, third]);
  expect([second - first, third - second]).toEqual([7, 5]);
});
