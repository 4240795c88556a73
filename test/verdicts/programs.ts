/*
 * Programs whose verdict is known: by family, each with random numbers. `ok`: the gradient is what a person takes it for, and the check
 * should find it so. `not ok`: it means nothing there, or cannot be compared, and the verdict may not be ✓.
 */

export interface Kind {
  readonly family: string;
  readonly name: string;
  readonly expected: 'ok' | 'not ok';
  /** Parameters of the traced function. */
  readonly parameters: string;
  readonly body: string;
  /** Code before the function. */
  readonly before?: string;
  /** Arguments, made with random numbers in [0, 1). */
  readonly args: (next: () => number) => readonly unknown[];
  /** The gradient in closed form: of each argument, in order. */
  readonly gradient?: (...args: never[]) => readonly (number | readonly number[])[];
}

const between = (next: () => number, least: number, most: number): number => least + (most - least) * next();

/** One family: what its programs have in common, and a line a program. */
export function family(
  name: string,
  expected: Kind['expected'],
  rows: readonly (readonly [
    name: string,
    parameters: string,
    body: string,
    args: Kind['args'],
    gradient?: Kind['gradient'],
    before?: string,
  ])[],
): Kind[] {
  return rows.map(([row, parameters, body, args, gradient, before]) => ({
    family: name,
    name: row,
    expected,
    parameters,
    body,
    args,
    ...(gradient && { gradient }),
    ...(before && { before }),
  }));
}

const two: Kind['args'] = (r) => [between(r, 1.1, 9.7), between(r, 1.2, 3.9)];
const near =
  (at: number, part = 0.05): Kind['args'] =>
  (r) => [at * (1 + part * (2 * r() - 1)), between(r, 1.1, 2)];
/** The same arguments each time. */
export const at =
  (...values: unknown[]): Kind['args'] =>
  () =>
    values;

const steps = family('steps', 'not ok', [
  ['cents', 'x, y', 'return Math.round(x * y * 100) / 100;', two],
  ['a grid', 'x, y', 'return Math.floor(x / 0.05) * 0.05 * y;', two],
  ['two digits', 'x, y', 'return Number((x * y).toFixed(2));', two],
  ['significant digits', 'x, y', 'return parseFloat(x.toPrecision(3)) * y;', two],
  ['thousandths', 'x, y', 'return (Math.trunc(x * 1000) / 1000) * y;', two],
  [
    'a colour of eight bits',
    'x, y',
    'return (Math.round(255 * x) / 255) ** 2.2 * y;',
    (r) => [between(r, 0.2, 0.9), between(r, 1, 2)],
  ],
  ['fixed point', 'x, y', 'return ((x * 1000) | 0) / 1000 * y;', two],
  ['whole numbers without end', 'x, y', 'return Number(BigInt(Math.round(x * 1e6))) / 1e6 * y + x;', two],
  ['text', 'x, y', 'return JSON.parse(JSON.stringify({ v: +x.toFixed(3) })).v * y;', two],
  [
    'a table',
    'x, y',
    'const t = [1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56, 67, 79]; return t[Math.floor(x * 10)] * y;',
    (r) => [between(r, 0.3, 0.9), between(r, 1, 2)],
  ],
  [
    'quarters of an hour',
    'x, y',
    'return Math.ceil(x / 15) * y;',
    (r) => [between(r, 200, 900), between(r, 1, 2)],
  ],
  ['the double tilde', 'x, y', 'return ~~(x * 100) / 100 + y;', two],
  ['sixteen bits', 'x, y', 'const q = new Int16Array(1); q[0] = x * 1000; return (q[0] / 1000) * y;', two],
  [
    'a loan',
    'x, y',
    'const c = (v) => Math.round(v * 100) / 100; let b = 1000 * x; const p = c(b * y / 100); let s = 0; for (let m = 0; m < 24; m++) { const i = c(b * 0.004); b = c(b + i - p); s += i; } return s;',
    two,
  ],
  [
    'coefficients',
    'x, y',
    'const r = (v) => Math.round(v * 100) / 100; const a = r(x / y); return a * a + 3 * a;',
    two,
  ],
  ['half rounded', 'x, y', 'return x * y + Math.round(x * y * 100) / 100;', two],
]);

const branches = family('branches', 'not ok', [
  ['a digital option', 'x, y', 'return x > 100 ? y : 0;', near(100)],
  ['a tariff', 'x, y', 'return (x > 100 ? 5 : 3) * y;', near(100)],
  [
    'points in a circle',
    'x, y',
    'let n = 0; for (let i = 0; i < 200; i++) { const a = (i * 0.618) % 1, b = (i * 0.414) % 1; if (a * a + b * b < x * x) n++; } return (n / 200) * y;',
    (r) => [between(r, 0.5, 0.9), between(r, 1, 2)],
  ],
  [
    'accuracy over a threshold',
    'x, y',
    'let n = 0; for (let i = 0; i < 100; i++) if (Math.sin(i) > x) n++; return n / 100 + y;',
    (r) => [between(r, 0.2, 0.7), between(r, 1, 2)],
  ],
  ['a test for one value', 'x, y', 'return x === 3 ? 2 : x * y;', at(3, 2.5)],
  [
    'zeros that are skipped',
    'v, y',
    'let s = 0; for (const a of v) if (a !== 0) s += a * y; return s;',
    (r) => [[0, between(r, 1, 2), 0], between(r, 1, 2)],
  ],
]);

const smoothBranches = family('branches that do no harm', 'ok', [
  [
    'a unit that is on',
    'x, y',
    'const z = x * y - 1; return z > 0 ? z * z : 0;',
    two,
    (x: number, y: number) => [2 * (x * y - 1) * y, 2 * (x * y - 1) * x],
  ],
  ['the larger one', 'x, y', 'return Math.max(x, 0.1) * y;', two, (x: number, y: number) => [y, x]],
  [
    'marginal tax',
    'x, y',
    'const t = [[0, 0.1], [10, 0.2], [40, 0.4]]; let s = 0; for (const [from, rate] of t) if (x > from) s += (Math.min(x, from === 0 ? 10 : from === 10 ? 40 : 1e9) - from) * rate; return s * y;',
    (r) => [between(r, 20, 30), between(r, 1, 2)],
    (x: number, y: number) => [0.2 * y, 1 + (x - 10) * 0.2],
  ],
  [
    'Huber',
    'x, y',
    'const d = Math.abs(x - y); return d < 1 ? 0.5 * d * d : d - 0.5;',
    (r) => [between(r, 5, 9), between(r, 1, 3)],
    () => [1, -1],
  ],
  [
    'a sorted list',
    'v, y',
    'const s = [...v].sort((a, b) => a - b); return s[0] * y + s[2];',
    (r) => [[3 + r(), 1 + r(), 6 + r()], 1 + r()],
    (v: number[], y: number) => [[0, y, 1], v[1]!],
  ],
  [
    'a count of rounds',
    'x, n',
    'for (let i = 0; i < n; i++) x += 0.1 * Math.sin(x); return x;',
    (r) => [between(r, 1, 2), 5 + Math.floor(10 * r())],
  ],
  [
    'a size',
    'x, n',
    'const a = new Array(n).fill(x); return a.reduce((s, v) => s + v * v, 0);',
    (r) => [between(r, 1, 2), 3 + Math.floor(5 * r())],
    (x: number, n: number) => [2 * x * n, 0],
  ],
  [
    'a checked input',
    'x, n',
    "if (n < 1) throw new Error('n'); if (x <= 0) throw new Error('x'); let s = 0; for (let i = 0; i < n; i++) s += x ** i; return s;",
    (r) => [between(r, 1, 2), 2 + Math.floor(5 * r())],
  ],
  [
    'a mode',
    'x, m',
    "switch (m) { case 1: return x; case 2: return x * x; default: throw new Error('mode'); }",
    (r) => [between(r, 1, 2), 2],
    (x: number) => [2 * x, 0],
  ],
  [
    'a clamp that is open',
    'x, y',
    'return Math.min(Math.max(x, 0), 100) * y;',
    two,
    (x: number, y: number) => [y, x],
  ],
  [
    'a log line',
    'x, y',
    'const text = `x = ${x.toFixed(2)}`; return text.length > 0 ? x * y : 0;',
    two,
    (x: number, y: number) => [y, x],
  ],
]);

const searches = family('searches', 'not ok', [
  ...[8, 12, 20, 40].map(
    (n) =>
      [
        `a root by ${n} halvings`,
        'x, y',
        `let lo = 0, hi = 4; for (let i = 0; i < ${n}; i++) { const m = (lo + hi) / 2; if (m ** 3 < x) lo = m; else hi = m; } return ((lo + hi) / 2) * y;`,
        two,
      ] as const,
  ),
  [
    'a root to a tolerance',
    'x, y',
    'let lo = 0, hi = 4; while (hi - lo > 1e-9) { const m = (lo + hi) / 2; if (m * m < x) lo = m; else hi = m; } return lo * y;',
    two,
  ],
  [
    'a grid search',
    'x, y',
    'let best = 0, least = Infinity; for (let k = 0; k <= 400; k++) { const g = k / 40; const c = (g - x) ** 2; if (c < least) { least = c; best = g; } } return best * y;',
    two,
  ],
  [
    'the time of an event',
    'x, y',
    'let t = 0, h = 20 * y, v = 0; while (h > 0) { v -= x * 0.01; h += v * 0.01; t += 0.01; } return t;',
    (r) => [between(r, 9, 11), between(r, 1, 2)],
  ],
  [
    'a golden section',
    'x, y',
    'const g = 0.618; let a = 0, b = 10; for (let i = 0; i < 30; i++) { const c = b - g * (b - a), d = a + g * (b - a); if ((c - x) ** 2 < (d - x) ** 2) b = d; else a = c; } return ((a + b) / 2) * y;',
    two,
  ],
  [
    'an implied volatility',
    'x, y',
    'const price = (s) => 100 * Math.tanh(0.4 * s) ; let lo = 0, hi = 4; for (let i = 0; i < 60; i++) { const m = (lo + hi) / 2; if (price(m) < x) lo = m; else hi = m; } return (lo + hi) / 2 + 0 * y;',
    (r) => [between(r, 10, 50), 1.5],
  ],
  ['a count of rounds', 'x, y', 'let n = 0, d = x; while (d > 0.001 * y) { d *= 0.97; n++; } return n;', two],
]);

const smoothSearches = family('searches that are smooth', 'ok', [
  [
    'Newton',
    'x, y',
    'let z = 1; for (let i = 0; i < 60; i++) { const d = (z * z - x) / (2 * z); z -= d; if (Math.abs(d) < 1e-13) break; } return z * y;',
    two,
    (x: number, y: number) => [y / (2 * Math.sqrt(x)), Math.sqrt(x)],
  ],
  [
    'a fixed point',
    'x, y',
    'let z = 0.5; for (let i = 0; i < 500; i++) { const n = Math.cos(z) * 0.5 + 0.01 * x; const d = Math.abs(n - z); z = n; if (d < 1e-14) break; } return z * y;',
    two,
  ],
  [
    'a tolerance',
    'x, tol',
    'let z = 1; for (let i = 0; i < 60; i++) { const d = (z * z - x) / (2 * z); z -= d; if (Math.abs(d) < tol) break; } return z;',
    (r) => [between(r, 2, 9), 1e-10],
  ],
  [
    'gradient descent',
    'x, y',
    'let z = 0; for (let i = 0; i < 200; i++) z -= 0.2 * (z - x * y); return z * z;',
    two,
  ],
  [
    'a series',
    'x, y',
    'let s = 0, t = 1; for (let i = 1; i < 100 && Math.abs(t) > 1e-18; i++) { s += t; t *= (x / 10) / i; } return s * y;',
    two,
    (x: number, y: number) => [(y * Math.exp(x / 10)) / 10, Math.exp(x / 10)],
  ],
]);

const stationary = family('stationary points', 'ok', [
  ...[2, 3, 4, 5].map(
    (k) => [`x to the ${k}`, 'x, y', `return x ** ${k} * y;`, at(0, 2), () => [0, 0]] as const,
  ),
  ['a square', 'x, y', 'return (x - y) ** 2;', at(3.25, 3.25), () => [0, 0]],
  ['a valley', 'x, y', 'return (1 - x) ** 2 + 100 * (y - x * x) ** 2;', at(1, 1), () => [0, 0]],
  ['a hinge squared', 'x, y', 'return Math.max(0, 1 - x) ** 2 + y;', at(1, 2), () => [0, 1]],
  ['a cosine', 'x, y', 'return Math.cos(x) * y;', at(0, 2), () => [0, 1]],
  ['x times its size', 'x, y', 'return x * Math.abs(x) * y;', at(0, 2), () => [0, 0]],
  [
    'least squares at their least',
    'v, m',
    'return v.reduce((s, a) => s + (a - m) ** 2, 0);',
    at([1, 2, 4.5], 2.5),
    () => [[-3, -1, 4], 0],
  ],
  ['a bell', 'x, y', 'return Math.exp(-x * x) * y + 5;', at(0, 2), () => [0, 1]],
  ['a square far from 0', 'x, y', 'return (x - 7) ** 2 + 1000 + y;', at(7, 2), () => [0, 1]],
]);

const kinks = family('kinks', 'not ok', [
  ['a size', 'x, y', 'return Math.abs(x) * y;', at(0, 2)],
  ['a unit at its edge', 'x, y', 'return Math.max(0, x) * y;', at(0, 2)],
  ['the same by a branch', 'x, y', 'return x > 0 ? x * y : 0;', at(0, 2)],
  ['a tie', 'x, y', 'return Math.max(x, y) * 3;', at(2.5, 2.5)],
  ['a root of a square', 'x, y', 'return Math.sqrt(x * x) + y;', at(0, 2)],
  ['a distance', 'x, y', 'return Math.abs(x - y) + x;', at(3.5, 3.5)],
  ['a root at its end', 'x, y', 'return Math.sqrt(x) * Math.sqrt(x) + y;', at(0, 2)],
]);

const noise = family('noise', 'not ok', [
  ['a root by the formula', 'x, y', 'return (-y + Math.sqrt(y * y - 4 * x)) / 2;', at(1, 1e8)],
  ['a small number lost', 'x, y', 'return x + 1e17 - 1e17 + y * 0;', at(1.5, 2)],
  ['a cube root, cubed', 'x, y', 'return Math.cbrt(x) ** 3 + 1e12 - 1e12 + y * 0;', at(0, 2)],
]);

const quiet = family('noise that does no harm', 'ok', [
  ['beside a large number', 'x, y', 'return x * y + 1e6;', two, (x: number, y: number) => [y, x]],
  ['a long sum', 'x, y', 'let s = 0; for (let i = 0; i < 500; i++) s += Math.sin(i) * x; return s * y;', two],
  ['a difference', 'x, y', 'return (x + 1000) * y - 1000 * y;', two, (x: number, y: number) => [y, x]],
  [
    'a logarithm',
    'x, y',
    'return Math.log(1 + x) * y;',
    two,
    (x: number, y: number) => [y / (1 + x), Math.log(1 + x)],
  ],
]);

const caches = family('caches', 'ok', [
  [
    'by text',
    'x, y',
    'const c = {}; const g = (v) => (c[v] ??= v * v); return g(x) + g(x) + g(y);',
    two,
    (x: number, y: number) => [4 * x, 2 * y],
  ],
  [
    'by rounded text',
    'x, y',
    'const c = {}; const g = (v) => (c[v.toFixed(6)] ??= v * v); return g(x) + g(x) * g(y);',
    two,
    (x: number, y: number) => [2 * x + 2 * x * y * y, 2 * y * x * x],
  ],
  [
    'by JSON',
    'x, y',
    'const c = new Map(); const g = (...a) => { const k = JSON.stringify(a); if (!c.has(k)) c.set(k, a[0] * a[1]); return c.get(k); }; return g(x, y) + g(x, y);',
    two,
    (x: number, y: number) => [2 * y, 2 * x],
  ],
  [
    'by number',
    'x, y',
    'const c = new Map(); const g = (v) => { if (!c.has(v)) c.set(v, v ** 3); return c.get(v); }; return g(x) + g(x) + g(y);',
    two,
    (x: number, y: number) => [6 * x * x, 3 * y * y],
  ],
  [
    'kept in the module',
    'x, y',
    'if (!kept.has(x)) kept.set(x, x * x); return kept.get(x) * y;',
    two,
    (x: number, y: number) => [2 * x * y, x * x],
    'const kept = new Map();',
  ],
]);

const scales = family('scales', 'ok', [
  ['tiny', 'x, y', 'return x * y * 1e-200;', two, (x: number, y: number) => [y * 1e-200, x * 1e-200]],
  ['huge', 'x, y', 'return (x * 1e150) * y;', two, (x: number, y: number) => [y * 1e150, x * 1e150]],
  [
    'a tiny input',
    'x, y',
    'return Math.sin(x * 1e30) * y;',
    (r) => [between(r, 0.3, 1.2) * 1e-30, between(r, 1, 2)],
    (x: number, y: number) => [Math.cos(x * 1e30) * 1e30 * y, Math.sin(x * 1e30)],
  ],
  [
    'a tiny share',
    'x, y',
    'return x * x + 1e-9 * Math.sin(y);',
    two,
    (x: number, y: number) => [2 * x, 1e-9 * Math.cos(y)],
  ],
  [
    'large beside small',
    'v, y',
    'return Math.sin(20 * v[0]) + Math.log(v[1]) * y;',
    (r) => [[0.03 + 0.02 * r(), 1e7 * (1 + r())], 1 + r()],
  ],
  [
    'a pole',
    'x, y',
    'return y / (x - 1);',
    (r) => [1 + 1e-4 * (1 + r()), 1 + r()],
    (x: number, y: number) => [-y / (x - 1) ** 2, 1 / (x - 1)],
  ],
  [
    'a fast wave',
    'x, y',
    'return Math.sin(1e5 * x) * y;',
    two,
    (x: number, y: number) => [1e5 * Math.cos(1e5 * x) * y, Math.sin(1e5 * x)],
  ],
  [
    'a stiff exponential',
    'x, y',
    'return Math.exp(-x * 40) * y;',
    two,
    (x: number, y: number) => [-40 * Math.exp(-x * 40) * y, Math.exp(-x * 40)],
  ],
  [
    'chaos, a little',
    'x, y',
    'let z = x / 10; for (let i = 0; i < 12; i++) z = 3.9 * z * (1 - z); return z * y;',
    two,
  ],
]);

/** Every kind of program. */
export const kinds: readonly Kind[] = [
  ...[steps, branches, smoothBranches, searches, smoothSearches],
  ...[stationary, kinks, noise, quiet, caches, scales],
].flat();
