import type { Rewrite } from '../rewriting/rewrite.ts';

/** What is computed once and kept is computed again, of what it is made of by then. */
export const again: Rewrite[] = [
  {
    from: ['$kept ??= $x', '$kept ||= $x'],
    to: '$kept = $x',
    title: 'Compute $kept again each time',
  },
  {
    from: ['$kept === undefined', '!$kept'].flatMap((test) => [
      `if (${test}) $kept = $x;`,
      `if (${test}) { $kept = $x; }`,
    ]),
    to: '$kept = $x;',
    title: 'Compute $kept again each time',
  },
];

/** Detours of a number through text, integers and dates, on which no derivative follows it. */
const whole = 'Use $x without rounding it';
const direct = 'Use $x as it is, not by way of text';

/** Ways to write a rounding of `$x` that take one argument. */
const roundings = [
  '~~$x',
  '$x | 0',
  '0 | $x',
  '$x >> 0',
  '$x >>> 0',
  '$x << 0',
  '$x ^ 0',
  'Math.round($x)',
  'Math.floor($x)',
  'Math.ceil($x)',
  'Math.trunc($x)',
  'parseInt($x)',
  'parseInt($x, 10)',
  'Number.parseInt($x)',
  'Number.parseInt($x, 10)',
  'Number(BigInt($x))',
];

/** Ways to write a number as text. */
const texts = [
  '$x.toFixed($d)',
  '$x.toFixed()',
  '$x.toPrecision($d)',
  '$x.toExponential($d)',
  '$x.toString()',
  '$x.toLocaleString()',
  'String($x)',
  '`${$x}`',
  'JSON.stringify($x)',
];

const readings = [
  'parseFloat(·)',
  'Number.parseFloat(·)',
  'Number(·)',
  '+·',
  'JSON.parse(·)',
  'parseInt(·, 10)',
  'parseInt(·)',
];

export const withoutText: Rewrite = {
  from: readings.flatMap((read) => texts.map((text) => read.replace('·', text))),
  to: '$x',
  title: direct,
};

/** `Math.round(x * 100) / 100`. */
export const withoutDigits: Rewrite = {
  from: roundings.flatMap((one) => [
    `${one.replace('$x', '($x * $k)')} / $k`,
    `${one.replace('$x', '($k * $x)')} / $k`,
    `${one.replace('$x', '($x / $k)')} * $k`,
    `$k * ${one.replace('$x', '($x / $k)')}`,
  ]),
  to: '$x',
  title: whole,
};

export const withoutRounding: Rewrite = {
  from: roundings,
  to: '$x',
  title: whole,
  // An index has to be whole.
  when: (_, _program, at) => at.key !== 'property',
};

/** A number that is made text only to be read again elsewhere. */
export const withoutReading: Rewrite = {
  from: ['parseFloat($x)', 'Number.parseFloat($x)', 'Number($x)'],
  to: '$x',
  title: direct,
  when: (bound) => !/Literal$/.test(bound.get('$x')![0]!.node.type),
};

export const asNumber: Rewrite = {
  from: texts.slice(0, 4),
  to: '$x',
  title: 'Keep the number $x; write it as text only where it is shown',
};

export const shifts: Rewrite[] = [
  { from: '$x << 1', to: '2 * $x', title: 'Double $x by 2 * $x, which has a derivative' },
  { from: ['$x >> 1', '$x >>> 1'], to: '$x / 2', title: 'Halve $x by a division, which has a derivative' },
  { from: 'Math.imul($a, $b)', to: '$a * $b', title: 'Multiply by *, which has a derivative' },
];

export const withoutDate: Rewrite[] = [
  {
    from: [
      'new Date($x).getTime()',
      'new Date($x).valueOf()',
      '+new Date($x)',
      'Number(new Date($x))',
      'Date.parse(new Date($x).toISOString())',
      'new Date(new Date($x).toISOString()).getTime()',
    ],
    to: '$x',
    title: 'Use the time $x itself, without a Date',
  },
  {
    from: ['new Date($x).getUTCHours()', 'new Date($x).getHours()'],
    to: '($x / 3_600_000) % 24',
    title: 'Compute the hour from the time itself, without a Date',
  },
  {
    from: ['new Date($x).getUTCMinutes()', 'new Date($x).getMinutes()'],
    to: '($x / 60_000) % 60',
    title: 'Compute the minute from the time itself, without a Date',
  },
];

/** A number that is used as the index of a table: between two entries, the line between them. */
export const interpolated: Rewrite[] = [
  'Math.floor($u)',
  '~~$u',
  '$u | 0',
  'Math.trunc($u)',
  'Math.round($u)',
].map((index) => ({
  from: `$t[${index}]`,
  to: '$t[Math.floor($u)]! + ($u % 1) * (($t[Math.floor($u) + 1] ?? $t[Math.floor($u)]!) - $t[Math.floor($u)]!)',
  title: 'Interpolate between the entries of $t',
}));

/** Numbers are sorted by their text. */
export const byNumber: readonly Rewrite[] = ['sort', 'toSorted'].map((member) => ({
  from: `$xs.${member}()`,
  to: `$xs.${member}((a, b) => a - b)`,
  title: 'Sort by number, not by text',
}));
