import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../src/instrument/index.ts';

/** What is looked at where a text starts in a source. */
function looker(source: string) {
  return (text: string) => {
    const before = source.slice(0, source.indexOf(text)).split('\n');
    return lookAt(source, 'f.ts', before.length, before.at(-1)!.length);
  };
}

describe('a place belongs to', () => {
  const at = looker(`function f(x: number) {
  let y = x * 2 + 7;
  y += 3;
  for (const k of [1, 2]) y = -y > 5 ? y : k;
  do y--; while (y > 9);
}`);
  const what = (text: string) => {
    const { kind, text: found } = at(text).expression ?? {};
    return kind && `${kind} ${found}`;
  };

  test('an operation, where its operator or a literal of it stands', () => {
    expect(what('* 2')).toBe('operation x * 2');
    expect(what('2 + 7')).toBe('operation 2');
    expect(what('+ 7')).toBe('operation x * 2 + 7');
    expect(what('+= 3')).toBe('operation y += 3');
    expect(what('> 5')).toBe('operation -y > 5');
    expect(what('-y')).toBe('operation -y');
    expect(what('-; while')).toBe('operation y--');
  });

  test('a loop, where its keyword stands', () => {
    expect(what('for')).toBe('loop for');
    expect(at('for').expression!.range).toEqual([4, 2, 4, 45]);
    expect(what('do y')).toBe('loop do');
  });

  test('nothing, where there is neither', () => {
    expect([what('= x'), what('{'), what('of ['), what('(const'), what('const k')]).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('a place in the call of a tag is part of an input', () => {
  const at = looker(`const scale = 3;
/**
 * @trace f(5, [[1.5], [2]], { rate: 4, steps: [6] }, 7)
 * @trace f(scale, new Matrix([[8]]), { rate: (x => 11)(0) }, 9)
 */
function f(x, m, { rate: r, steps }) {}`);

  test('with the paths that it may have', () => {
    expect(at('5,').input).toEqual({ case: 0, paths: ['x'], range: [3, 12, 3, 13] });
    expect(at('1.5').input?.paths).toEqual(['m[0][0]', 'm[0]', 'm']);
    expect(at('2]]').input?.paths).toEqual(['m[1][0]', 'm[1]', 'm']);
    expect(at('4,').input?.paths).toEqual(['r']);
    expect(at('6]').input?.paths).toEqual(['steps[0]', 'steps']);
    expect(at('7)').input?.paths).toEqual(['arg3']);
  });

  test('of its own case, whole where it is not written as data', () => {
    expect(at('scale,').input).toMatchObject({ case: 1, paths: ['x'] });
    expect(at('8]').input).toMatchObject({ case: 1, paths: ['m'], range: [4, 19, 4, 36] });
  });

  test('but not outside of the arguments', () => {
    expect(at('f(5').input).toBeUndefined();
    expect(at('function').input).toBeUndefined();
    expect(at('3;').input).toBeUndefined();
  });
});
