import { describe, expect, it } from 'vitest';
import type { InstrumentOptions } from '../../src/instrument/index.ts';
import { workOf } from '../support/work.ts';

const { SitePlaces } = await import('../../src/engine/record/sitePlaces.ts');
const { instrument, placesOf, readMarks } = await import('../../src/instrument/index.ts');

const options: InstrumentOptions = { path: 'a.js', base: 0, mode: 'trace', workspace: false };
const program = (functions: number) =>
  Array.from(
    { length: functions },
    (_, i) => `function f${i}(a, b) {\n  if (a > b) { a = b * ${i}; }\n  return g(a, b)[${i}] + h(a).x;\n}\n`,
  ).join('');

let texts = 0;
/** A text that was not read before: what was is not read again. */
const unread = (text: string) => `${text}\n// ${texts++}`;

/** How the work grows from a size to four times the size: 4 if it is linear, 16 if it is quadratic. */
function growth(run: (size: number) => () => unknown, size: number): number {
  const [small, large] = [run(size), run(4 * size)];
  run(size)();
  return workOf(large) / workOf(small);
}

describe('a large file is loaded in linear time', () => {
  it.each([true, false])('instrumenting, workspace %s', (workspace) => {
    const run = (size: number) => () => instrument(unread(program(size)), { ...options, workspace });
    expect(growth(run, 200)).toBeLessThan(6);
  });

  it.each(['\n * ', ' '])('tags of one comment, with %j between', (between) => {
    const tags = (size: number) => Array.from({ length: size }, (_, i) => `@trace f(${i})`).join(between);
    const run = (size: number) => () => readMarks(unread(`/** ${tags(size)} */\nfunction f(x) {}`), 'a.js');
    expect(growth(run, 500)).toBeLessThan(6);
  });

  it.each([
    ['blocks one after the other', 'function f(x) {}', (size: number) => '/** @trace f(1) */\n'.repeat(size)],
    ['values of a call', 'function f(x) {}', (size: number) => `/** @trace f([${'1, '.repeat(size)}]) */\n`],
    [
      'lines of a call',
      'function f(x) {}',
      (size: number) => `/** @trace f([${'1,\n * '.repeat(size)}]) */\n`,
    ],
    [
      'tags that do not parse',
      'function f(x) {}',
      (size: number) => `/**${' @trace f(?)\n'.repeat(size)} */\n`,
    ],
    [
      'functions with tags',
      '',
      (size: number) => program(size).replaceAll('function', '/** @trace f(1) */\nfunction'),
    ],
  ])('marks: %s', (_, after, text) => {
    const run = (size: number) => () => readMarks(unread(text(size) + after), 'a.js');
    expect(growth(run, 300)).toBeLessThan(6);
  });

  it('marks: a file of blank lines, whose work no count shows, is read at all', () => {
    const blank = '\n'.repeat(2_000_000);
    const { cases } = readMarks(`${blank}/** @trace f(1) */${blank}function f(x) {}`, 'a.ts');
    expect(cases).toHaveLength(1);
  });

  it('places of all sites of many files', () => {
    const run = (size: number) => () => {
      const places = new SitePlaces();
      const sites = {
        ranges: Int32Array.of(1, 0, 1, 1),
        texts: ['x'],
        operands: new Int32Array(0),
        operandEnds: Int32Array.of(0),
      };
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
