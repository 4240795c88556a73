import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../src/engine/proofs/index.ts';
import { guardKinds } from '../../../src/shared/trace.ts';
import { plain, trace, type Traced } from '../../support/trace.ts';

/** Traces, and holds the run against its own proof and against the plain program. */
async function proved(source: string): Promise<Traced> {
  const run = await trace(source);
  expect(run.thrown).toBeUndefined();
  expect(run.status).toBe('ok');
  const outcome = await checkGradient(run.trace, run.cotangents, plain(source, run), {
    full: true,
    spanOf: run.span,
    span: [0, 1, 0, 1, 0],
  });
  expect(outcome.diagnostics).toEqual([]);
  expect(outcome.check.state).toBe('ok');
  expect(outcome.check.directions).toBeGreaterThan(0);
  return run;
}

describe('numbers', () => {
  it('records arithmetic and sums what a number used twice receives', async () => {
    const run = await proved(
      '/** @trace f(3, 4) */\nexport function f(x, y) { return x * y + x / y - x ** 2; }',
    );
    expect(run.ops).toEqual(['mul', 'div', 'add', 'pow', 'sub']);
    expect(run.leaf('x').gradient[0]).toBeCloseTo(4 + 1 / 4 - 6, 12);
  });

  it.each([
    ['closures', 'const add = (k) => (v) => v + k * v; return add(x)(y);'],
    ['destructuring and defaults', 'const { a = y, b: [c] } = { b: [x] }; return a * c;'],
    ['spread and rest', 'const g = (...v) => Math.max(...v) * v[1]; return g(x, y, 0.5);'],
    [
      'classes',
      `
        class P {
          #v;
          constructor(v) {
            this.#v = v;
          }
          get w() {
            return this.#v * 2;
          }
        }
        return new P(x).w * y;
      `,
    ],
    [
      'generators',
      `
        function* g() {
          yield x;
          yield x * y;
        }
        let s = 0;
        for (const v of g()) s += v;
        return s;
      `,
    ],
    ['maps and sets', "const m = new Map([['a', x]]); m.set('b', y * x); return m.get('a') * m.get('b');"],
    ['sorting', 'const v = [x * 2, y, x + y].sort((a, b) => a - b); return v[0] * v[2];'],
    ['reduce and map', 'return [x, y, x * y].map(Math.sin).reduce((s, v) => s + v * v, 0);'],
    ['filter', 'return [x, -y, 0 * x].filter((v) => v).filter(Boolean).reduce((s, v) => s + v, 0) * x;'],
    [
      'typed arrays',
      `
        const a = new Float64Array(3);
        a[0] = x;
        a[1] = a[0] * y;
        a[2] += a[1];
        return a.subarray(1).reduce((s, v) => s + v, 0);
      `,
    ],
    [
      'typed array iteration',
      `
        const a = Float64Array.from([x, y]);
        let s = 1;
        for (const v of a) s *= v;
        const [p] = a;
        return s * p;
      `,
    ],
    ['update operators', 'let i = x; i++; const j = i--; return i * j + ++i;'],
    [
      'apply, call and bind',
      'return Math.max.apply(null, [x, y]) * Math.pow.call(null, x, 2) + Math.atan2.bind(null, y)(x);',
    ],
    ['conversion methods', 'return -{ valueOf() { return x * y; } } + Math.sqrt({ valueOf: () => x });'],
    ['isNaN and typeof', "return (isNaN(x) ? 0 : x) * (typeof y === 'number' ? y : 0);"],
    ['logical operators', 'return (x && y) * (0 || x) + (x ?? 1);'],
    ['short circuit assignment', 'let a = 0; a ||= x; let b = x; b &&= y; let c; c ??= x; return a * b * c;'],
    ['computed members', "const o = { k: x }; o['k'] *= y; const a = [x]; a[0] += y; return o.k * a[0];"],
    ['exceptions', 'try { throw x * y; } catch (e) { return e * x; }'],
    ['optional calls', 'const o = { f: (v) => v * y, n: null }; return o?.f?.(x) + (o.n?.f(x) ?? x);'],
    [
      'getters and setters',
      `
        const o = {
          v: 1,
          get d() {
            return this.v * 2;
          },
          set d(w) {
            this.v = w * x;
          }
        };
        o.d = y;
        return o.d;
      `,
    ],
    ['static hypot and min', 'return Math.hypot(x, y) + Math.hypot(x, y, 1) + Math.min(x, y, 5);'],
    ['new Function', "return new Function('a', 'return a * a')(x) * y;"],
  ])('%s', async (_, body) => {
    await proved(`/** @trace f(1.3, 0.7) */\nexport function f(x, y) { ${body} }`);
  });

  it('follows promises', async () => {
    const run = await trace(
      '/** @trace f(3) */\nexport async function f(x) { const y = await Promise.resolve(x * x); return y * x; }',
    );
    expect(run.outputs).toEqual([27]);
    expect(run.leaf('x').gradient[0]).toBe(27);
  });

  it('records guards for branches, and none for what is static', async () => {
    const run = await trace(
      '/** @trace f(3) */\nexport function f(x) { for (let i = 0; i < 3; i++) if (x > i) x = x * 2; return x; }',
    );
    expect(run.trace.guards.kind.length).toBe(3);
    expect(run.ops).toEqual(['mul', 'mul', 'mul']);
  });

  it('runs out of stack with the error that the language throws', async () => {
    await trace(
      `/** @trace f(1.3) */\nexport function f(x) { let n = 0; for (let i = 0; i < 20; i++) try { (function deep() { deep(); })(); } catch (e) { if (e instanceof RangeError) n++; } return x * n }`,
    ).then(({ outputs }) => expect(outputs).toEqual([26]));
  });

  it('rounds what is stored with single precision', async () => {
    const run = await proved(
      '/** @trace f(1.3) */\nexport function f(x) { const a = new Float32Array(1); a[0] = x; return a[0] * x; }',
    );
    expect(run.ops).toEqual(['fround', 'mul']);
    expect(run.leaf('x').gradient[0]).toBe(Math.fround(1.3) + 1.3);
  });

  it('rounds to half precision where the program does', async () => {
    const run = await proved('/** @trace f(1.3) */\nexport function f(x) { return Math.f16round(x) * x; }');
    const rounded = (Math as unknown as { f16round(x: number): number }).f16round(1.3);
    expect(run.ops).toEqual(['f16round', 'mul']);
    expect(run.leaf('x').gradient[0]).toBe(rounded + 1.3);
  });

  it('rounds numbers that single precision happens to hold: others in their place would change', async () => {
    const run = await proved(
      '/** @trace f(0.5, new Float32Array([1.5, 3.25])) */\nexport function f(x, v) { const a = new Float32Array(2); a[0] = x; a[1] = v[1]; return a[0] * v[0] + a[1] * v[1]; }',
    );
    expect(run.ops).toEqual(['fround', 'mul', 'mul', 'add']);
    expect([...run.leaf('v').gradient]).toEqual([0.5, 6.5]);
  });

  it('cuts where an array of numbers becomes a key or a text, and says where', async () => {
    const run = await trace(
      '/** @trace f(3, { 3: 2 }) */\nexport function f(x, o) {\n  return o[[x]] * ([x] in o ? 1 : 2) * Number([x] + "");\n}',
      {},
      { proofs: ['gradient-cut'] },
    );
    expect(run.outputs).toEqual([6]);
    expect(run.trace.cuts.map(({ reason, site }) => [reason, run.span(site)])).toEqual([
      ['text', [0, 3, 9, 3, 15]],
      ['text', [0, 3, 19, 3, 27]],
      ['text', [0, 3, 46, 3, 54]],
    ]);
  });

  it('does not cut where only the class of a typed array is asked for', async () => {
    const run = await trace(
      '/** @trace f(3) */\nexport function f(x) { const a = Float64Array.of(x); return Buffer.isBuffer(a) || !ArrayBuffer.isView(a) ? 0 : a[0]; }',
    );
    expect(run.trace.cuts).toEqual([]);
    expect([...run.leaf('x').gradient]).toEqual([1]);
  });

  it.each([
    ['compared with what is no number', "x === undefined || x !== 'a' && x == null || x === y.o ? 1 : x"],
    [
      'inside an object in a set',
      'new Set([y]).has(y) && new Set().add(y).delete(y) && new Set([y]).size ? x : 0',
    ],
    ['beside an object that is looked for', "[x, y].indexOf(y) + [y, x].includes('a') === 1 ? x : 0"],
    [
      'in other bytes than those that are read',
      `(() => {
        const F = new Float64Array(2),
          G = new Float32Array(F.buffer),
          I = new Int32Array(F.buffer);
        F[0] = x;
        return G[3] + I[2] + F[0];
      })()`,
    ],
    [
      'held by the receiver of a function that revokes a proxy',
      `(() => {
        const { revoke } = Proxy.revocable({}, {});
        y.revoke = revoke;
        y.revoke();
        return x;
      })()`,
    ],
  ])('does not cut a number %s', async (_, body) => {
    const run = await trace(
      `/** @trace f(3, { x: 2, o: {} }) */\nexport function f(x, y) { return ${body}; }`,
    );
    expect(run.trace.cuts).toEqual([]);
    expect([...run.leaf('x').gradient]).toEqual([1]);
  });

  it('cuts where a number becomes text, and says where', async () => {
    const source = '/** @trace f(3) */\nexport function f(x) {\n  return Number(String(x)) * x;\n}';
    const run = await trace(source, {}, { proofs: ['gradient-cut'] });
    expect(run.trace.cuts.map(({ reason, to }) => [reason, to])).toEqual([['text', 'String']]);
    expect(run.span(run.trace.cuts[0]!.site)).toEqual([0, 3, 16, 3, 25]);
  });

  it('leaves numbers used only as sizes and indices to be reported as such', async () => {
    const run = await trace(
      '/** @trace f(2, [1, 2, 3]) */\nexport function f(n, xs) { return new Array(n).fill(1).length + xs[n]; }',
    );
    expect(run.trace.cuts.map(({ reason }) => reason)).toEqual(['size', 'index']);
    expect([...run.trace.guards.kind].map((kind) => guardKinds[kind])).toEqual(['value', 'value']);
    expect([...run.leaf('xs').gradient]).toEqual([0, 0, 1]);
  });
});

describe('leaves', () => {
  it('are matrices, numbers, typed and rectangular arrays, with paths into trees', async () => {
    const run = await trace(
      "import { Matrix } from 'ml-matrix';\n/** @trace f({ a: [1, 2], b: [{ w: new Matrix([[3]]) }] }, new Float64Array([4]), [[5, 6]]) */\n" +
        'export function f(p, t, r) { return p.a[0] * p.b[0].w.get(0, 0) * t[0] * r[0][1]; }',
    );
    expect(run.trace.leaves.map(({ path, shape }) => [path, shape])).toEqual([
      ['p.a', [2]],
      ['p.b[0].w', [1, 1]],
      ['t', [1]],
      ['r', [1, 2]],
    ]);
    expect(run.outputs).toEqual([72]);
    expect([...run.leaf('p.a').gradient]).toEqual([72, 0]);
  });

  it('are static where the call, @static or @wrt says so', async () => {
    const run = await trace(
      '/**\n * @trace f(2, staticArg(3), { c: staticArg(4), d: 5 })\n * @static o.d\n */\nexport function f(a, b, o) { return a * b * o.c * o.d; }',
    );
    expect(run.trace.leaves.map(({ path, static: fixed }) => [path, fixed])).toEqual([
      ['a', false],
      ['b', true],
      ['o.c', true],
      ['o.d', true],
    ]);
    const wrt = await trace(
      '/**\n * @trace f(2, 3)\n * @wrt b\n */\nexport function f(a, b) { return a * b; }',
    );
    expect(wrt.trace.leaves.map(({ static: fixed }) => fixed)).toEqual([true, false]);
  });

  it('are captured bindings of the module, read during the call', async () => {
    const run = await trace(
      'const rate = 0.5;\nconst unused = 1;\n/** @trace f(2) */\nexport function f(x) { return x * rate * rate; }',
    );
    expect(run.trace.leaves.map(({ path, kind }) => [path, kind])).toEqual([
      ['x', 'argument'],
      ['module:rate', 'captured'],
    ]);
    expect(run.leaf('module:rate').gradient[0]).toBe(2);
  });

  it('are fields of the receiver', async () => {
    const run = await trace(
      'class M { constructor(w) { this.w = w; }\n/** @trace new M(3).loss(2) */\nloss(x) { return this.w * x; } }',
    );
    expect(run.trace.leaves.map(({ path }) => path)).toEqual(['x', 'this.w']);
    expect(run.leaf('this.w').gradient[0]).toBe(2);
  });
});

describe('a run that does not finish', () => {
  it("passes the user's exception on, with the trace so far", async () => {
    const run = await trace(
      "/** @trace f(3) */\nexport function f(x) {\n  const y = x * x;\n  if (y > 5) throw new RangeError('too large');\n  return y;\n}",
    );
    expect(run.status).toBe('threw');
    expect(run.thrown).toBeInstanceOf(RangeError);
    expect(run.ops).toEqual(['mul']);
    expect(run.diagnostics.map(({ code, span }) => [code, span])).toEqual([['threw', [0, 4, 19, 4, 46]]]);
  });

  it('stops at the operation limit in the loop that used it up', async () => {
    const run = await trace('/** @trace f(3) */\nexport function f(x) {\n  while (true) x = x * 2;\n}', {
      operationLimit: 1000,
    });
    expect(run.status).toBe('limit');
    expect(run.ops.length).toBe(1000);
    expect(run.diagnostics[0]!.message).toMatch(/^More than 1,000 operations were recorded\./);
    expect(run.diagnostics.map(({ code, span }) => [code, span])).toEqual([
      ['operation-limit', [0, 3, 19, 3, 24]],
    ]);
  });
});

describe('what is not data', () => {
  it('a package that is required is no captured input', async () => {
    const run = await trace(
      "const fs = require('node:fs');\n/** @trace f(2) */\nexport function f(x) { return fs.existsSync('/') ? x * x : 0; }",
    );
    expect(run.trace.leaves.map(({ path }) => path)).toEqual(['x']);
  });

  it("an object of the platform's classes is handed on as it is", async () => {
    const run = await trace(
      "const emitter = new (require('node:events'))();\nemitter.count = 3;\n/** @trace f(2) */\nexport function f(x) { return x * emitter.count; }",
    );
    expect(run.trace.leaves.map(({ path }) => path)).toEqual(['x']);
    expect(run.outputs).toEqual([6]);
  });
});

it('sorts typed arrays as they sort themselves: −0 before 0, NaN last', async () => {
  const run = await trace(
    '/** @trace f(2) */\nexport function f(x) { return new Float64Array([0 * x, NaN * x, -0 * x, x, -x]).sort(); }',
  );
  expect(run.outputs.map((v) => (Object.is(v, -0) ? '-0' : String(v)))).toEqual([
    '-2',
    '-0',
    '0',
    '2',
    'NaN',
  ]);
});
