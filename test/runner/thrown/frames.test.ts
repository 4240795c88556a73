import { expect, test } from 'vitest';
import { thrownText } from '../../../src/runner/child/failures.ts';
import type { Position } from '../../../src/shared/span.ts';
import type { Loader } from '../../../src/runner/load/loader.ts';

const user = {
  path: '/home/me/model.ts',
  instrumented: { code: 'a\nb\nc\n', caseLines: [2] },
  original: ([line, column]: Position): Position | undefined => (line === 2 ? [2, column - 100] : undefined),
};
const loader = {
  files: new Map([[user.path, user]]),
  shown: (path: string) => path.replace('/home/me/', ''),
} as unknown as Loader;

/** What is said of an error with a stack of these frames. */
function framesOf(...frames: string[]): string[] {
  const error = new TypeError('no');
  error.stack = ['TypeError: no', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return thrownText(error, loader).split('\n').slice(1);
}

test('a frame of the program has its place in the source, and no column of the code that ran in its place', () => {
  const frames = [
    'walk (file:///home/me/model.ts:2:112)',
    'file:///home/me/model.ts:1:7',
    '/home/me/model.ts:3:9',
  ];
  expect(framesOf(...frames)).toEqual([
    '    at walk (model.ts:2:12)',
    '    at model.ts:1',
    '    at model.ts:3',
  ]);
});

test('a frame of code that ran as it is stays as it is', () => {
  const frame = 'Matrix.get (/home/me/node_modules/ml-matrix/matrix.js:3169:31)';
  expect(framesOf(frame)).toEqual([`    at ${frame}`]);
});
