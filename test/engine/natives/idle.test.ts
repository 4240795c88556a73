import { describe, expect, it } from 'vitest';
import { trace, type Expected } from '../../support/trace.ts';

/** Traces a function whose module has called it before: where a site called a native then, nothing was tracked. */
async function calledBefore(body: string, expected: Expected = {}) {
  const source = `function once(x) { ${body} }
for (let i = 0; i < 3; i++) once(i + 2);
/** @trace f(3) */
export function f(x) { return once(x); }`;
  return trace(source, {}, expected);
}

describe('a native that a module called while it was loaded', () => {
  it.each([
    ['of Math', 'return Math.min(x, 9) * Math.exp(x);', Math.exp(3) * 4],
    ['of lists', 'const list = [1]; list.push(x); return list.concat([x]).slice(1)[1] ** 2;', 6],
    ['of maps and sets', 'const m = new Map([[1, 2]]); m.set(5, x * x); return m.get(5) + m.size;', 6],
    ['with a key that is a number', 'return [...new Set().add(x).add(x * x)].reduce((a, b) => a * b);', 27],
    ['called with `apply`', 'return Reflect.apply(Math.max, Math, [x, -x]) * Math.max.call(null, x, 0);', 6],
  ])('%s means to tracked numbers what it means elsewhere', async (_, body, gradient) => {
    const run = await calledBefore(body);
    expect(run.status).toBe('ok');
    expect(run.leaf('x').gradient[0]).toBeCloseTo(gradient, 10);
  });

  it('that makes a text of a number cuts its gradient where it does', async () => {
    const body = `return x * parseInt(String(x)) + ['a', 'b'].indexOf('b');`;
    const run = await calledBefore(body, { proofs: ['gradient-cut'] });
    expect(run.outputs).toEqual([10]);
    expect(run.trace.cuts.map(({ reason }) => reason)).toEqual(['text']);
    expect(run.leaf('x').gradient[0]).toBe(3);
  });
});
