import { describe, expect, it } from 'vitest';
import type { InstrumentOptions } from '../../src/instrument/index.ts';
import { workOf } from '../support/work.ts';

const { SitePlaces } = await import('../../src/engine/record/sitePlaces.ts');
const { instrument, placesOf } = await import('../../src/instrument/index.ts');

const options: InstrumentOptions = { path: 'a.js', base: 0, mode: 'trace', workspace: false };
const program = (functions: number) =>
  Array.from(
    { length: functions },
    (_, i) => `function f${i}(a, b) {\n  if (a > b) { a = b * ${i}; }\n  return g(a, b)[${i}] + h(a).x;\n}\n`,
  ).join('');

/** How the work grows from a size to four times the size: 4 if it is linear, 16 if it is quadratic. */
function growth(run: (size: number) => () => unknown, size: number): number {
  const [small, large] = [run(size), run(4 * size)];
  run(size)();
  return workOf(large) / workOf(small);
}

describe('a large file is loaded in linear time', () => {
  it.each([true, false])('instrumenting, workspace %s', (workspace) => {
    const run = (size: number) => () => instrument(program(size), { ...options, workspace });
    expect(growth(run, 200)).toBeLessThan(6);
  });

  it('places of all sites of many files', () => {
    const run = (size: number) => () => {
      const places = new SitePlaces();
      const sites = { ranges: Int32Array.of(1, 0, 1, 1), texts: ['x'], operands: [undefined] };
      for (let i = 0; i < size; i++) places.addFile(`${i}.js`, 1024 * i, sites);
      for (let i = 0; i < size; i++) if (places.span(1024 * i)?.[0] !== i) throw new Error('another file');
    };
    expect(growth(run, 500)).toBeLessThan(6);
  });

  it('places of stack frames', () => {
    const run = (size: number) => {
      const source = program(size);
      const { code } = instrument(source, options);
      const original = placesOf(source, options, code)!;
      original([1, 1]);
      return () => {
        for (let line = 1; line <= 4 * size; line++) original([line, 3]);
      };
    };
    expect(growth(run, 200)).toBeLessThan(6);
  });
});
