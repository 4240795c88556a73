import type { Shape } from '../../src/shared/tensor.ts';
import { filled, randoms, tensor, type Sample } from './checkRules.ts';
import type { PrimitiveName } from '../../src/engine/rules/names.ts';

const next = randoms(20261122);

/** Random numbers between two bounds. */
const between = (shape: Shape, low: number, high: number) =>
  filled(shape, () => (low + high) / 2 + ((high - low) / 2) * next());
/** Random numbers of either sign, away from zero. */
const signed = (shape: Shape) => filled(shape, () => (next() < 0 ? -1 : 1) * (1 + 0.4 * next()));
/** Numbers far from each other, in a random order. */
const distinct = (shape: Shape) => {
  const { data } = filled(shape, next);
  const order = [...data].sort((a, b) => a - b);
  return { shape, data: data.map((value) => order.indexOf(value) - data.length / 2 + 0.3 * next()) };
};

/** One operand in each shape, between bounds. */
const unary = (low: number, high: number): Sample[] =>
  [[], [4], [3, 2], [1, 1]].map((shape) => ({ inputs: [between(shape, low, high)] }));

/** Pairs of shapes that broadcast, in both orders. */
const pairs: [Shape, Shape][] = [
  [[], []],
  [[3], [3]],
  [[], [4]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3],
    [2, 1],
  ],
  [
    [2, 3],
    [1, 3],
  ],
  [
    [2, 1],
    [1, 3],
  ],
  [[2, 3], [3]],
  [
    [2, 3],
    [1, 1],
  ],
  [[2, 3], []],
  [
    [1, 1],
    [1, 1],
  ],
];
const binary = (make: (shape: Shape) => Sample['inputs'][number]): Sample[] =>
  pairs.flatMap(([a, b]) => [{ inputs: [make(a), make(b)] }, { inputs: [make(b), make(a)] }]);

/** Pairs of numbers at least 0.5 apart, so that no comparison changes. */
const apart = (): Sample[] =>
  pairs.flatMap(([a, b]) => {
    const [low, high] = [between(a, 0, 1), between(b, 1.5, 2)];
    return [{ inputs: [low, high] }, { inputs: [high, low] }];
  });

const byAll: Sample['params'][] = [{}, { by: null }, { by: 'row' }, { by: 'column' }];
const reduced = (make: (shape: Shape) => Sample['inputs'][number]): Sample[] => [
  { inputs: [make([])] },
  { inputs: [make([5])] },
  ...byAll.flatMap((params) =>
    [
      [3, 4],
      [1, 1],
      [1, 3],
      [3, 1],
    ].map((shape) => ({ inputs: [make(shape)], params: params! })),
  ),
];
const rounding: Sample[] = unary(0.1, 0.4).concat(unary(-2.4, -2.1), unary(1.6, 1.9));
const identity = (x: number) => x;

/** A matrix with singular values (and, if symmetric, eigenvalues) well apart. */
const apartFrom = (rows: number, columns: number) => {
  const x = between([rows, columns], -0.3, 0.3);
  for (let i = 0; i < Math.min(rows, columns); i++) x.data[i * columns + i]! += 1 + 0.8 * i;
  return x;
};
const symmetric = (n: number) => {
  const { shape, data } = apartFrom(n, n);
  return { shape, data: data.map((x, at) => (x + data[(at % n) * n + Math.floor(at / n)]!) / 2) };
};
const rankTwo = (rows: number, columns: number) => {
  const [a, b] = [apartFrom(rows, 2), apartFrom(2, columns)];
  const data = Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return a.data[2 * i]! * b.data[j]! + a.data[2 * i + 1]! * b.data[columns + j]!;
  });
  return { shape: [rows, columns], data };
};
const dominant = (x: Sample['inputs'][number]) => {
  const [n] = x.shape as [number];
  return { shape: x.shape, data: x.data.map((value, at) => (at % (n + 1) === 0 ? value + 2 : value)) };
};
const spread = (n: number) => {
  const { shape, data } = apartFrom(n, n);
  return {
    shape,
    data: data.map((value, at) => (at % (n + 1) === 0 ? value + 0.7 * Math.floor(at / n) : value / 2)),
  };
};
const eigen = (): Sample[] => [
  ...[1, 2, 3].map((n): Sample => ({ inputs: [symmetric(n)], params: { symmetric: 'mean' } })),
  ...[2, 3].map((n): Sample => ({ inputs: [apartFrom(n, n)], params: { symmetric: 'mean' } })),
  ...[2, 3].map((n): Sample => ({ inputs: [apartFrom(n, n)], params: { symmetric: 'lower' } })),
  ...[2, 3].map((n): Sample => ({ inputs: [spread(n)], params: { symmetric: null } })),
];
const shapes = (...all: [number, number][]): Sample[] => all.map(([r, c]) => ({ inputs: [apartFrom(r, c)] }));

/** With a change that chooses nothing, as no values are equal. */
const parted = (all: readonly Sample[]): Sample[] =>
  all.map(({ inputs: [a], params = {} }) => ({
    inputs: [a!, signed(a!.shape)],
    params,
    wanted: [true, false],
  }));

/** Systems whose decomposition the program chose. */
const solvers: Sample[] = [
  { inputs: [tensor([2, 2], 3, 1, 0.5, 2), tensor([2, 1], 1, -2)], params: { by: 'qr' } },
  { inputs: [tensor([3, 2], 3, 1, 0.5, 2, 1, 1), tensor([3, 1], 1, -2, 1)], params: { by: 'qr' } },
  { inputs: [tensor([2, 2], 3, 1, 0.5, 2), tensor([2, 1], 1, -2)], params: { by: 'cholesky' } },
];

/** Where the rules of every primitive are checked: smooth points only, kinks have tests of their own. */
export const samples: Readonly<Record<PrimitiveName, readonly Sample[]>> = {
  neg: unary(-2, 2),
  add: binary(signed),
  sub: binary(signed),
  mul: [...binary(signed), { inputs: [tensor([3], 0, 1, 0), tensor([3], 2, 0, 0)] }],
  div: binary(signed),
  mod: [
    [7.3, 2],
    [-7.3, 2],
    [7.3, -2],
    [0.5, 3],
  ]
    .map(([x, y]): Sample => ({ inputs: [tensor([], x!), tensor([], y!)] }))
    .concat([{ inputs: [tensor([2, 1], 5.5, -9.2), tensor([1, 3], 2, 3, -4)] }]),
  pow: [
    ...binary((shape) => between(shape, 0.5, 2)),
    { inputs: [tensor([4], -1.5, -1, -0.5, 2), tensor([4], 2, 3, -1, 0)], wanted: [true, false] },
    { inputs: [tensor([2], 0, 0), tensor([2], 2, 1)], wanted: [true, false] },
    { inputs: [tensor([2], 1, 1), tensor([2], 0, -1)] },
  ],
  chain: binary(signed),
  sqrt: unary(0.3, 3),
  cbrt: [...unary(0.3, 3), ...unary(-3, -0.3)],
  exp: unary(-2, 2),
  expm1: [...unary(-2, 2), { inputs: [tensor([2], 0, 1e-9)] }],
  log: unary(0.3, 3),
  log1p: [...unary(-0.6, 3), { inputs: [tensor([2], 0, 1e-9)] }],
  log2: unary(0.3, 3),
  log10: unary(0.3, 3),
  sin: unary(-4, 4),
  cos: unary(-4, 4),
  tan: unary(-1.2, 1.2),
  asin: unary(-0.8, 0.8),
  acos: unary(-0.8, 0.8),
  atan: unary(-4, 4),
  sinh: unary(-3, 3),
  cosh: unary(-3, 3),
  tanh: [...unary(-3, 3), { inputs: [tensor([2], 12, -12)] }],
  asinh: unary(-4, 4),
  acosh: unary(1.3, 4),
  atanh: unary(-0.8, 0.8),
  atan2: binary(signed),
  hypot: binary(signed),
  abs: [...unary(0.2, 3), ...unary(-3, -0.2)],
  sign: [...unary(0.2, 3), ...unary(-3, -0.2)],
  floor: rounding,
  ceil: rounding,
  round: rounding,
  trunc: rounding,
  fround: unary(-3, 3).map((sample) => ({ ...sample, smooth: identity })),
  f16round: unary(-3, 3).map((sample) => ({ ...sample, smooth: identity })),
  highWord: [{ inputs: [tensor([3], 1.3, -0.7, 50)], smooth: () => 0 }],
  lowWord: [{ inputs: [tensor([3], 1.3, -0.7, 50)], smooth: () => 0 }],
  withLowWord: [
    { inputs: [tensor([3], 1.3, -0.7, 2), tensor([3], 0, 7, 9)], smooth: identity, wanted: [true, false] },
  ],
  maximum: apart(),
  minimum: apart(),
  prefers: apart(),
  equal: apart(),
  mmul: [
    [[3, 4], [4, 2], {}],
    [[1, 1], [1, 1], {}],
    [[1, 3], [3, 1], {}],
    [[3, 1], [1, 3], {}],
    [[2, 3], [5, 2], {}], // rows of B that do not count
    [[3, 4], [4, 2], { chain: 'left' }],
    [[3, 4], [4, 2], { chain: 'right' }],
    [[2, 3], [4, 2], { chain: 'right' }],
  ].map(([a, b, params]) => ({
    inputs: [signed(a as number[]), signed(b as number[])],
    params: params as NonNullable<Sample['params']>,
  })),
  dot: [
    [[4], [4]],
    [
      [2, 3],
      [2, 3],
    ],
    [
      [2, 3],
      [3, 2],
    ],
    [
      [3, 1],
      [1, 3],
    ],
    [[3], [3, 1]],
    [[], []],
  ].map(([a, b]) => ({ inputs: [signed(a!), signed(b!)] })),
  sum: reduced(signed),
  mean: reduced(signed),
  product: [
    ...reduced(signed),
    { inputs: [tensor([4], 2, 0, 3, 4)] },
    { inputs: [tensor([4], 2, 0, 3, 0)] },
    { inputs: [tensor([2, 3], 1, 0, 2, 0, 0, 3)], params: { by: 'row' } },
    { inputs: [tensor([2, 3], 1, 0, 2, 0, 0, 3)], params: { by: 'column' } },
  ],
  productOfOthers: [...reduced(signed), { inputs: [tensor([5], 2, 0, 3, 0, 5)] }],
  max: reduced(distinct),
  min: reduced(distinct),
  norm: [
    ...[[], [4], [3, 2], [1, 1]].map((shape): Sample => ({ inputs: [signed(shape)] })),
    { inputs: [signed([3, 2])], params: { type: 'frobenius' } },
    ...[[], [4], [3, 2], [1, 1]].map((shape): Sample => ({
      inputs: [distinct(shape)],
      params: { type: 'max' },
    })),
  ],
  trace: [
    [3, 3],
    [2, 4],
    [4, 2],
    [1, 1],
  ].map((shape) => ({ inputs: [signed(shape)] })),
  maximumOf: [[1], [2], [6]].map((shape) => ({ inputs: [distinct(shape)] })),
  minimumOf: [[1], [2], [6]].map((shape) => ({ inputs: [distinct(shape)] })),
  hypotOf: [[1], [2], [6]].map((shape) => ({ inputs: [signed(shape)] })),
  symmetric: [{ inputs: [signed([3, 3])] }, { inputs: [signed([1, 1])] }],
  transpose: [
    [3, 2],
    [1, 4],
    [1, 1],
  ].map((shape) => ({ inputs: [signed(shape)] })),
  reshape: [
    { inputs: [signed([2, 3])], params: { shape: [3, 2] } },
    { inputs: [signed([4])], params: { shape: [2, 2] } },
    { inputs: [signed([])], params: { shape: [1, 1] } },
  ],
  broadcastTo: [
    { inputs: [signed([])], params: { shape: [3] } },
    { inputs: [signed([3])], params: { shape: [2, 3] } },
    { inputs: [signed([2, 1])], params: { shape: [2, 3] } },
    { inputs: [signed([1, 3])], params: { shape: [2, 3] } },
    { inputs: [signed([1, 1])], params: { shape: [2, 3] } },
  ],
  sumTo: [
    { inputs: [signed([3])], params: { shape: [] } },
    { inputs: [signed([2, 3])], params: { shape: [3] } },
    { inputs: [signed([2, 3])], params: { shape: [2, 1] } },
    { inputs: [signed([2, 3])], params: { shape: [1, 3] } },
    { inputs: [signed([2, 3])], params: { shape: [1, 1] } },
  ],
  take: [
    { inputs: [signed([2, 3])], params: { indices: [5, 0, 0, 2], shape: [2, 2] } },
    { inputs: [signed([4])], params: { indices: [3], shape: [] } },
  ],
  scatter: [
    { inputs: [signed([2, 2])], params: { indices: [5, 0, 0, 2], shape: [2, 3] } },
    { inputs: [signed([])], params: { indices: [3], shape: [4] } },
  ],
  inverse: shapes([1, 1], [3, 3], [4, 4]),
  solve: [
    { inputs: [apartFrom(3, 3), signed([3, 2])] },
    { inputs: [apartFrom(4, 2), signed([4, 3])] },
    { inputs: [apartFrom(4, 2), signed([4, 1])], params: { svd: true } },
    { inputs: [apartFrom(3, 3), signed([3, 1])], params: { svd: true } },
    ...solvers,
  ],
  determinant: [
    ...shapes([1, 1], [2, 2], [3, 3], [4, 4], [7, 7]),
    { inputs: [tensor([2, 2], 1, 2, 2, 4)] },
    { inputs: [rankTwo(4, 4)] },
  ],
  pseudoInverse: [
    ...shapes([3, 3], [4, 2], [2, 4]),
    { inputs: [apartFrom(4, 3)], params: { svd: true } },
    { inputs: [apartFrom(3, 3)], params: { threshold: 0.1 } },
    { inputs: [tensor([2, 2], 2, 0, 0, 2)] },
  ],
  rank: [...shapes([3, 3], [4, 2]), { inputs: [rankTwo(3, 3)], params: { threshold: 0.1 } }],
  cholesky: shapes([1, 1], [2, 2], [4, 4]).map(({ inputs: [a] }) => ({ inputs: [dominant(a!)] })),
  lu: [3, 4].map((n) => ({
    inputs: [apartFrom(n, n)],
    params: { pivots: Array.from({ length: n }, (_, i) => i) },
  })),
  pivots: shapes([3, 3]),
  singularValues: shapes([1, 1], [3, 3], [4, 2], [2, 4]),
  leftSingularVectors: [...shapes([1, 1], [3, 3], [4, 2], [2, 4])],
  rightSingularVectors: [...shapes([1, 1], [3, 3], [4, 2], [2, 4])],
  eigenvalues: eigen(),
  eigenvectors: eigen(),
  singularSum: (
    [
      [1, 1],
      [3, 3],
      [4, 2],
      [2, 4],
    ] as const
  ).map(([r, c]) => ({
    inputs: [apartFrom(r, c), signed([Math.min(r, c)])],
  })),
  eigenSum: eigen()
    .filter(({ params }) => params!['symmetric'] !== null)
    .map(({ inputs: [a], params }) => ({ inputs: [a!, signed([a!.shape[0]!])], params: params! })),
  leftParted: parted(shapes([1, 1], [3, 3], [4, 2], [2, 4])),
  rightParted: parted(shapes([1, 1], [3, 3], [4, 2], [2, 4])),
  eigenParted: parted(eigen().filter(({ params }) => params!['symmetric'] !== null)),
  gaps: [{ inputs: [tensor([3], 1, 2, 4)] }, { inputs: [tensor([1], 1)] }],
  variance: [
    ...(['row', 'column', null] as const).map((by) => ({
      inputs: [signed([3, 4]), between(by === null ? [] : [by === 'row' ? 3 : 4], -1, 1)],
      params: { by, unbiased: by !== 'column' },
    })),
  ],
  spread: [...(['row', 'column', null] as const).map((by) => ({ inputs: [signed([3, 4])], params: { by } }))],
  cumulativeSum: [{ inputs: [signed([2, 3])] }, { inputs: [signed([4])], params: { reverse: true } }],
  kronecker: [{ inputs: [signed([2, 3]), signed([3, 2])] }, { inputs: [signed([1, 1]), signed([2, 1])] }],
  orthogonalFactor: shapes([1, 1], [3, 3], [4, 2]),
  triangularFactor: shapes([1, 1], [3, 3], [4, 2]),
  reflections: shapes([1, 1], [3, 3], [4, 2]),
};
