import { noCheck } from '../../src/shared/check.ts';
import type { TraceResult } from '../../src/shared/trace.ts';
import { element, finding, TraceBuilder } from './build.ts';

/** The traces whose printed forms stand in `golden/`, by the name of their files. */
export const traces: { readonly [name: string]: () => TraceResult } = {
  /** y = sin(x · 2) + b, all plain numbers. */
  scalars() {
    const t = new TraceBuilder();
    const x = t.leaf('x', [], [0.5], { gradient: [1.0806046117362795] });
    const b = t.leaf('b', [], [-1e-9], { gradient: [1] });
    t.staticLeaf('steps', [], [3]);
    const double = t.equation('mul', [x, 2], [], [1], {
      gradient: [0.5403023058681398],
      names: ['double'],
      at: [3, 10],
    });
    const wave = t.equation('sin', [double], [], [0.8414709848078965], { gradient: [1], at: [4, 10] });
    const y = t.equation('add', [wave, b], [], [0.8414709838078965], {
      gradient: [1],
      names: ['y'],
      at: [4, 10],
    });
    t.output('', [], y);
    return t.result();
  },

  /** Matrices, a static operand, a gathered operand, parameters, a constant of the module, a wide matrix. */
  matrices() {
    const t = new TraceBuilder();
    const a = t.leaf(
      'a',
      [2, 2],
      [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254],
      {
        gradient: [-2.3149892583593203, -0.1512629608606053, 12, 0],
      },
    );
    const wide = t.leaf(
      'params.wide',
      [2, 12],
      Array.from({ length: 24 }, (_, i) => i - 11.5),
      {
        gradient: Array.from({ length: 24 }, () => 1),
      },
    );
    const v = t.leaf('v', [4], [1, 20, 300, 4000], { container: 'typed array' });
    const w = t.leaf('module:W', [2, 2], [1, 0, 0, 1], { kind: 'captured', gradient: [1, 2, 3, 4] });
    const product = t.equation('mmul', [a, w], [2, 2], [0.5, -0.1, 0.6, 1.5], {
      names: ['err'],
      gradient: [3, 0, 0, 4],
    });
    t.equation('mmul', [product, { shape: [2, 2], values: [1, 2, 3, 4.5] }], [2, 2], [1, 1, 1, 1], {
      names: ['err'],
    });
    const reshaped = t.equation('reshape', [wide], [3, 8], new Array<number>(24).fill(7), {
      params: { shape: [3, 8] },
    });
    const column = { shape: [2, 1], gather: [element(wide, 0), element(wide, 12)] };
    t.equation('mmul', [a, column], [2, 1], [0.1, 0.2]);
    const row = { first: a.first + 2, shape: [2] };
    t.equation('add', [row, { shape: [2], gather: [element(v, 3), 5] }], [2], [4000, 6]);
    const sum = t.equation('sum', [reshaped], [1, 8], new Array<number>(8).fill(21), {
      params: { by: 'column', mean: null },
    });
    t.output('mean', [1, 8], sum);
    t.output('both', [2], [element(v, 0), 5]);
    return t.result({ case: 'small' });
  },

  /** NaN, ∞, −0, tiny and huge numbers, in values and gradients; a failed check. */
  extremes() {
    const t = new TraceBuilder();
    const x = t.leaf('x', [2, 3], [NaN, Infinity, -0, -Infinity, 1e-12, 1e300], {
      gradient: [0, -0, NaN, 1e-8, 2, -3],
    });
    const n = t.leaf('n', [], [-0], { gradient: [Infinity] });
    const log = t.equation('log', [n], [], [-Infinity], { gradient: [NaN], names: ['l'], at: [5, 9] });
    const all = t.equation('add', [x, log], [2, 3], [NaN, NaN, NaN, NaN, -Infinity, NaN], {
      gradient: [1, 1, 1, 1, 1, 1],
    });
    t.output('', [2, 3], all);
    return t.result({
      check: {
        ...noCheck('the result depends on it in a way that is not in the trace'),
        state: 'failed',
        maxRelativeError: 0.25,
      },
      diagnostics: [
        finding(
          'lost-dependence',
          'error',
          'The result depends on x in a way that the trace does not know.',
          [0, 2, 18, 2, 19],
        ),
        finding(
          'non-finite',
          'warning',
          'The first −∞: log of 0.',
          [0, 5, 9, 5, 20],
          [{ message: 'n is −0 here', span: [0, 4, 2, 4, 12] }],
        ),
      ],
    });
  },

  /** A member traced through, guards, cuts, leaves that are sizes or unused. */
  uses() {
    const t = new TraceBuilder();
    const x = t.leaf('this.x', [], [2], { kind: 'this', gradient: [4] });
    const rows = t.leaf('rows', [], [3]);
    const limit = t.leaf('limit', [], [10]);
    const key = t.leaf('key', [], [7]);
    t.leaf('spare', [2, 2], [1, 2, 3, 4]);
    const member = t.scope(0, [7, 12], 'inverse');
    const inner = t.scope(member, [90, 4], 'solve');
    const deep = t.scope(inner, [95, 4]);
    let y = t.equation('mul', [x, x], [], [4], { names: ['y'], gradient: [1], at: [6, 4] });
    for (let i = 0; i < 1204; i++) {
      y = t.equation('add', [y, 0], [], [4], {
        scope: [member, inner, deep][i % 3]!,
        gradient: [1],
        at: [90 + i, 4],
      });
    }
    t.name(y, 'inv');
    const last = t.equation('add', [y, 1], [], [5], { gradient: [1], at: [8, 4] });
    t.guard('<', y, limit, true, 9);
    t.repeatGuard(44);
    t.guard('value', rows, null, true, 10);
    t.guard('truth', x, null, true, 11);
    t.guard('integer', x, null, true, 11);
    t.cut(rows, 'size', 'new Matrix', 10, 2);
    t.cut(limit, 'predicate', 'Number.isFinite', 10);
    t.cut(key, 'opaque', 'JSON.stringify', 12);
    t.output('', [], last);
    return t.result({ check: null, function: { name: 'Model.f', span: [0, 1, 0, 1, 8] } });
  },

  /** 46,000 equations, then an exception. */
  threw() {
    const t = new TraceBuilder();
    let x = t.leaf('x', [], [1]);
    for (let i = 0; i < 46_000; i++)
      x = t.equation('add', [x, i % 2 ? -1 : 1], [], [i % 2 ? 1 : 2], { at: [3, 4] });
    return t.result({
      status: 'threw',
      thrown: "TypeError: Cannot read properties of undefined (reading '0')\n    at f (src/loss.ts:4:9)",
      cotangents: new Float64Array(),
      check: null,
      diagnostics: [
        finding(
          'threw',
          'error',
          "TypeError: Cannot read properties of undefined (reading '0')",
          [0, 4, 9, 4, 14],
        ),
      ],
    });
  },

  /** A run that was stopped before anything was computed. */
  stopped() {
    return new TraceBuilder().result({
      status: 'limit',
      cotangents: new Float64Array(),
      check: null,
      diagnostics: [
        finding(
          'time-limit',
          'error',
          'The run took longer than 10 s; it was in this loop.',
          [0, 3, 2, 5, 3],
        ),
      ],
    });
  },
};

/** Source of `src/loss.ts`, for the lines quoted under diagnostics. */
export const source = `export function f(
  a: Matrix, n, x,
  while (true) {
  n = -0;\tlast(n, b)
         Math.log(n);
}
`;
