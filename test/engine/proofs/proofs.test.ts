import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tracer } from '../../../src/engine/tracking/tracer.ts';
import type { Diagnostic } from '../../../src/shared/errors.ts';

const span = [0, 1, 0, 1, 0] as const;

/** Traces with the engine as it is now (mocks included), and checks against the plain program. */
async function verdict(source: string) {
  const engine = await import('../../../src/engine/proofs/index.ts');
  const { selfProof } = await import('../../../src/engine/proofs/selfProof.ts');
  const { plain, record } = await import('../../support/trace.ts');
  const run = await record(source);
  const evaluate = plain(source, run);
  const proof = selfProof(run.trace, run.cotangents, run.span);
  const outcome = await engine.checkGradient(
    run.trace,
    run.cotangents,
    (values) => evaluate(values).catch(() => null),
    {
      full: true,
      spanOf: run.span,
      span,
    },
  );
  return { run, proof, ...outcome };
}
const shown = ({ code, span: at }: Diagnostic) => [code, at];

describe('the three proofs tell a wrong rule from a lost dependence', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.doUnmock('../../../src/engine/primitives/elementwise/math.ts');
    vi.resetModules();
  });

  const throughText =
    '/** @trace f(1.5, 2) */\nexport function f(x, y) {\n  const z = JSON.parse(String(x));\n  return z * y;\n}';

  it('a number that went through text is cut there, and the check says so', async () => {
    const { check, diagnostics } = await verdict(throughText);
    expect(check.state).toBe('failed');
    expect(diagnostics.map(shown)).toEqual([['gradient-cut', [0, 3, 23, 3, 32]]]);
    expect(diagnostics[0]!.message).toContain('gradient of x');
  });

  it.each([
    ["Number('' + x)", 'joined into a text by +'],
    ['Number(`${x}`)', 'made into text by a template literal'],
    ['Number(x.toFixed(9))', 'made into text by toFixed'],
    ['(x * 1e9 | 0) / 1e9', 'taken as a whole number by |'],
  ])('%s is told in the words of the program', async (expression, words) => {
    const { diagnostics } = await verdict(
      `/** @trace f(1.5) */\nexport function f(x) { return ${expression}; }`,
    );
    expect(diagnostics[0]!.message).toContain(words);
  });

  it('a cut is said of the inputs that did not show as well', async () => {
    const { diagnostics } = await verdict(
      '/** @trace f(1.5, 2, 7) */\nexport function f(x, y, z) {\n  return Number((x + y * 1e-9).toFixed(4)) + z;\n}',
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The gradient of x and 1 more input that the number is made of is cut here:/),
    ]);
  });

  it('a cut whose place is not known is said of the function', async () => {
    const engine = await import('../../../src/engine/proofs/index.ts');
    const { plain, record } = await import('../../support/trace.ts');
    const run = await record(throughText);
    const { diagnostics } = await engine.checkGradient(run.trace, run.cotangents, plain(throughText, run), {
      full: false,
      spanOf: () => undefined,
      span,
    });
    expect(diagnostics.map(shown)).toEqual([['gradient-cut', span]]);
    expect(diagnostics[0]!.message).toContain(
      'gradient of x is cut: a number is made into text by String, and',
    );
  });

  it('the same with the cut forgotten is a lost dependence of that leaf', async () => {
    const { Tracer } = await import('../../../src/engine/tracking/tracer.ts');
    const { Box } = await import('../../../src/engine/record/box.ts');
    const { unbox } = Tracer.prototype;
    vi.spyOn(Tracer.prototype, 'unbox').mockImplementation(function (this: Tracer, x, reason, to, site) {
      return reason === 'text' && Box.is(x) ? Box.value(x) : unbox.call(this, x, reason, to, site);
    });
    const { check, diagnostics, proof } = await verdict(throughText);
    expect(proof).toEqual([]);
    expect(check.state).toBe('failed');
    expect(diagnostics.map(shown)).toEqual([['lost-dependence', span]]);
    expect(diagnostics[0]!.message).toContain('depends on x in a way');
  });

  it('a wrong partial derivative is a wrong rule at its first use', async () => {
    vi.resetModules();
    vi.doMock('../../../src/engine/primitives/elementwise/math.ts', async (original) => {
      const { math } = await original<{ math: Record<string, object> }>();
      const sin = { ...math['sin'], partials: [(k: { sin: (x: number) => number }, x: number) => k.sin(x)] };
      return { math: { ...math, sin } };
    });
    const { check, diagnostics, proof } = await verdict(
      '/** @trace f(0.3) */\nexport function f(x) {\n  return x * Math.sin(x);\n}',
    );
    expect(proof).toEqual([]);
    expect(check.state).toBe('failed');
    expect(diagnostics.map(shown)).toEqual([['wrong-rule', [0, 3, 13, 3, 24]]]);
    expect(diagnostics[0]!.message).toContain('sin');
  });

  it('a wrong evaluation is an unexplained value', async () => {
    vi.resetModules();
    const { rules } = await import('../../../src/engine/primitives/rules.ts');
    const { evaluate } = rules.mmul;
    const wrong = vi.spyOn(rules.mmul, 'evaluate');
    wrong.mockImplementation((operands, params) => evaluate(operands, params).map((x) => x + 1e-9));
    const { proof } = await verdict(
      "import { Matrix } from 'ml-matrix';\n/** @trace f(randn(2, 2)) */\nexport function f(a) {\n  return a.mmul(a).sum();\n}",
    );
    wrong.mockRestore();
    expect(proof.map(shown)).toEqual([['unexplained-value', [0, 4, 9, 4, 18]]]);
  });

  it.each([
    [
      'a kink where the convention is not the mean of both sides',
      'return Math.max(0, x, x) + y;',
      'at a kink',
    ],
    [
      'a branch at the input itself',
      'return x >= 0 ? x * y : 2 * y;',
      'a branch changes in every neighbourhood',
    ],
  ])('%s is neither', async (_, body, note) => {
    const { check, diagnostics } = await verdict(
      `/** @trace f(0, 2) */\nexport function f(x, y) { ${body} }`,
    );
    expect(diagnostics).toEqual([]);
    expect(check).toMatchObject({ state: 'partly', notChecked: [{ path: 'x', why: note }] });
  });

  it.each([
    ['confirmed by differences across its branches', 'x === 3 ? x * x : x * x', 1],
    ['not known where the differences jump', 'x > 3 ? x * x : x', 0],
  ])('a gradient where every step changes a branch is %s', async (_, body, compared) => {
    const { check, diagnostics } = await verdict(
      `/** @trace f(3) */\nexport function f(x) { return ${body}; }`,
    );
    expect(diagnostics).toEqual([]);
    expect(check.state).toBe(compared === 1 ? 'ok' : 'partly');
    expect(check.directions > 2).toBe(compared === 1);
  });

  it.each([
    ['a test for one value', 'x === 3 ? 2 : x * y', [0, 2, 26, 2, 33]],
    [
      'a bisection',
      '{ let [a, b] = [0, 9]; while (b - a > 1e-14) { const m = (a + b) / 2; if (m * m < x) a = m; else b = m; } return a * y; }',
      [0, 2, 93, 2, 102],
    ],
    ['a rounding to few digits', 'Math.round(x * 1e12) / 1e12 * y', [0, 2, 26, 2, 46]],
  ])('a slope that is made by branches: %s', async (_, body, place) => {
    const block = body.startsWith('{') ? body : `return ${body};`;
    const { check, diagnostics } = await verdict(
      `/** @trace f(3, 2) */\nexport function f(x, y) { ${block} }`,
    );
    expect(diagnostics.map(shown)).toEqual([['branch-slope', place]]);
    expect(diagnostics[0]!.message).toMatch(
      /^x reaches the result only through .* the plain result changes at a slope of /,
    );
    expect(check).toMatchObject({ state: 'partly', notChecked: [{ path: 'x', elements: null }] });
  });

  it('a constant that only decides branches is a threshold, and no warning', async () => {
    const { diagnostics } = await verdict(
      'const LIMIT = 2.9;\n/** @trace f(3) */\nexport function f(x) {\n  return x > LIMIT ? x * x : 5 * x;\n}',
    );
    expect(diagnostics).toMatchObject([{ code: 'branch-slope', severity: 'information' }]);
  });

  it('small numbers have an exponent, as in tables', async () => {
    const { diagnostics } = await verdict(
      '/** @trace f(1.5, 2) */\nexport function f(x, y) {\n  return (Math.round(x * 1e9) / 1e9) * 1e-6 + y;\n}',
    );
    expect(diagnostics[0]!.message).toContain('at a slope of 1.000e−6;');
  });

  it('a slope that branches or a cut make names both', async () => {
    const { diagnostics } = await verdict(
      '/** @trace f(3, 2) */\nexport function f(x, y) {\n  const z = Math.round(x * 1e12) / 1e12;\n  return z + Number(x.toFixed(9)) * y;\n}',
    );
    expect(diagnostics.map(shown)).toEqual([['branch-slope', [0, 3, 12, 3, 32]]]);
    expect(diagnostics[0]!.related).toEqual([
      { message: 'and through text made by toFixed, line 4', span: [0, 4, 20, 4, 32] },
    ]);
  });

  it('a gradient that is not a number is never confirmed', async () => {
    const { check, diagnostics } = await verdict(
      '/** @trace f(0, 2) */\nexport function f(x, y) { return Math.sqrt(x * x) + y * y; }',
    );
    expect(diagnostics).toEqual([]);
    expect(check.notChecked).toMatchObject([{ path: 'x', why: 'the gradient is not finite' }]);
  });

  it('a result with few digits left, below the smallest normal number, refutes no rule', async () => {
    const { check, diagnostics } = await verdict(
      '/** @trace f(1e-20, 1e300) */\nexport function f(x, y) { return x / y; }',
    );
    expect(diagnostics).toEqual([]);
    expect(check).toMatchObject({ state: 'partly', notChecked: [{ why: 'rounding hides the slope' }, {}] });
  });

  it('a number that stands at a branch leaves the others to be compared', async () => {
    const { check, diagnostics } = await verdict(
      '/** @trace f([1.5, 0.5], 3) */\nexport function f(x, n) { let s = 0; for (let i = 0; i < n; i++) s += x[0] * x[1] ** i; return s; }',
    );
    expect(diagnostics).toEqual([]);
    expect(check).toMatchObject({
      state: 'ok',
      directions: 6, // n counts
    });
    expect(check.maxRelativeError).toBeLessThan(1e-6);
  });

  it.each([
    ['no number', 'String(x)', { state: 'none', reason: 'the result holds no number' }, []],
    ['integers', 'Uint8Array.from([x * 1e5])', { state: 'partly' }, ['branch-slope']],
  ])('a result of %s', async (_, body, expected, found) => {
    const { check, diagnostics } = await verdict(
      `/** @trace f(1.5) */\nexport function f(x) { return ${body}; }`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(found);
    expect(check).toMatchObject({ directions: 0, ...expected });
  });

  it.each([
    [
      'a step that leaves where the output is finite is too large',
      'Math.log(x[0]) * x[1]',
      '[1e-5, 3]',
      undefined,
    ],
    ['a corner of where the output is finite', 'x[0] ** 1.5 * x[1]', '[0, 3]', 'at the edge'],
  ])('%s', async (_, body, x, why) => {
    const { check, diagnostics } = await verdict(
      `/** @trace f(${x}) */\nexport function f(x) { return ${body}; }`,
    );
    expect(diagnostics).toEqual([]);
    expect(check.state).toBe(why ? 'partly' : 'ok');
    expect(check.directions).toBeGreaterThan(1);
    expect(check.notChecked.map((left) => left.why)).toEqual(why ? [expect.stringContaining(why)] : []);
  });

  it.each([
    ['of a property', 'const o = {}; o[n] = x; return Object.keys(o)[0] * o[n]', 'used as a key'],
    ['of a literal', 'const o = { [n]: x }; return Object.keys(o)[0] * o[n]', 'used as a key'],
    [
      'that is none, but a position',
      'const o = []; o[n] = x; return n * o[n]',
      'held: it counts, as an index, a size or rounds of a loop',
    ],
  ])('a whole number is not moved if it is the key %s', async (_, body, why) => {
    const { check } = await verdict(`/** @trace f(3, 2) */\nexport function f(n, x) { ${body} }`);
    expect(check).toMatchObject({ state: 'partly', notChecked: [{ path: 'n', elements: null, why }] });
  });

  it('small numbers beside large ones are moved in proportion to themselves, too', async () => {
    const source =
      '/** @trace f([0.04, 3e7]) */\nexport const f = (k) => Math.sin(20 * k[0]) + Math.log(k[1]);';
    const { check, diagnostics } = await verdict(source);
    expect(diagnostics).toEqual([]);
    expect(check).toMatchObject({ state: 'ok' });
  });

  it('a NaN in the output that no input moves leaves the others to be compared', async () => {
    const { check } = await verdict(
      '/** @trace f([3, 2]) */\nexport function f(x) { return [NaN, x[0] * x[1]]; }',
    );
    expect(check).toMatchObject({
      state: 'ok',
      directions: 6,
    });
    const wrong = await verdict(
      '/** @trace f(3) */\nexport function f(x) { return [1 / 0, Number(String(x * x)) + x]; }',
    );
    expect(wrong.diagnostics.map(({ code }) => code)).toEqual(['gradient-cut']);
  });

  it('a whole number that integer operators take is an input to hold, as a size is', async () => {
    const { check, diagnostics } = await verdict(
      "/** @trace f([3, 2], 4) */\nexport function f(x, n) {\n  if ((n | 0) & (n - 1)) throw new Error('a power of two');\n  return x[0] * x[1] * (n >> 1);\n}",
    );
    expect(diagnostics).toEqual([]);
    expect(check).toMatchObject({ state: 'ok', directions: 7 });
    expect(check.maxRelativeError).toBeLessThan(1e-9);
  });

  it('equal numbers that share an entry of a cache are at a branch', async () => {
    const cached = (lookup: string) =>
      verdict(
        `const cache = new Map();\n/** @trace f([1.5, 0.3, 1.5]) */\nexport function f(x) {\n  let s = 0; cache.clear();\n  for (const v of x) {\n    ${lookup}\n    s += y;\n  }\n  return s;\n}`,
      );
    const { check, diagnostics } = await cached('const y = cache.get(v) ?? v * v * v; cache.set(v, y);');
    expect(diagnostics.map(shown)).toEqual(Array(2).fill(['branch-slope', [0, 6, 14, 6, 26]]));
    expect(diagnostics[0]!.message).toMatch(/^x\[2\] reaches the result only through branches/);
    expect(diagnostics[1]!.message).toMatch(/^x\[0\] decides branches/);
    // The gradient there is none of zeros.
    expect(diagnostics.map(({ mark }) => mark)).toEqual([undefined, '⑂ branches']);
    expect(check).toMatchObject({ state: 'partly', notChecked: [{ path: 'x', elements: [0, 2] }] });
    const byName = await cached('const y = (cache[v] ??= v * v * v);');
    expect(byName.check.state).toBe('failed');
    expect(byName.diagnostics.map(shown)).toEqual([['gradient-cut', [0, 6, 15, 6, 37]]]);
  });

  it('a number that is used as itself is compared by differences of the plain program', async () => {
    const body = (text: string) =>
      verdict(`/** @trace f(0.4) */\nexport function f(x) {\n  const o = {};\n  ${text}\n}`);
    const { check } = await body('o[x] = Math.exp(x) * x;\n  return o[x] * Object.keys(o).length;');
    expect(check.state).toBe('ok');
    expect(check.directions).toBeGreaterThan(0);
    expect(check.maxRelativeError).toBeLessThan(1e-9);
    const lost = await body('o[x] = 1;\n  return Object.keys(o)[0] * 2;');
    expect(lost.check.state).toBe('failed');
    expect(lost.diagnostics.map(shown)).toEqual([['gradient-cut', [0, 4, 2, 4, 10]]]);
  });

  it('a cut is named where it takes the gradient of what was lost', async () => {
    const { diagnostics } = await verdict(
      '/** @trace f(3, 2) */\nexport function f(x, y) {\n  const key = y.toFixed(0);\n  return y * key * Number(String(x));\n}',
    );
    expect(diagnostics.map(shown)).toEqual([
      ['gradient-cut', [0, 4, 26, 4, 35]],
      ['branch-slope', [0, 3, 14, 3, 26]],
    ]);
    expect(diagnostics[0]!.message).toContain('The gradient of x is cut here: ');
    expect(diagnostics[1]!.severity).toBe('information');
  });

  it('a function that depends on something else is not deterministic', async () => {
    const { check, diagnostics } = await verdict(
      'let calls = 0;\n/** @trace f(2) */\nexport function f(x) { return x * Math.random(); }',
    );
    expect(check.state).toBe('failed');
    expect(diagnostics.map(({ code }) => code)).toEqual(['not-deterministic']);
  });
});

it('many inputs that reach the result by branches are named as far as they are read', async () => {
  const { diagnostics } = await verdict(
    `/** @trace f(1, 2, 3, 4, 5.5, 6) */\nexport function f(a, b, c, d, e, f) { return a + b + c + d + e + f > 20 ? 1.5 : 2.5; }`,
  );
  expect(diagnostics[0]!.message).toMatch(
    /^a, b, c, d and 2 more reach the result, if at all, only through branches/,
  );
});
