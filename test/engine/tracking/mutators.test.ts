import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'what changes an array in place': [
    [
      'reverse and copyWithin',
      `
        const a = new Float64Array([x, y, x * y]);
        a.reverse();
        a.copyWithin(0, 1);
        return a[0] * a[1] * x;
      `,
    ],
    [
      'fill and sort of a typed array',
      `
        const a = new Float64Array([x, y, 3]);
        a.fill(y, 1, 2);
        a.sort();
        return a[0] * a[2] * x;
      `,
    ],
    [
      'set through a subarray',
      `
        const a = new Float64Array([x, y]),
          b = a.subarray(1);
        a.set(b);
        a.set([x * 2], 1);
        return a[0] * b[0];
      `,
    ],
    [
      'reverse, copyWithin and splice of an array',
      `
        const a = [x, y, 3].reverse();
        a.copyWithin(0, 1, 2);
        a.splice(1, 1, x * x);
        return a;
      `,
    ],
    [
      'reverse and fill of Array.prototype on a typed array',
      `
        const a = new Float64Array([x, x]);
        Array.prototype.reverse.call(a);
        Array.prototype.fill.call(a, y, 0, 1);
        return a[0] * a[1];
      `,
    ],
    [
      'sort and copyWithin of Array.prototype on a typed array',
      `
        const a = new Float64Array([x, y]);
        Array.prototype.sort.call(a, (p, q) => p - q);
        Array.prototype.copyWithin.call(a, 1, 0);
        return a[0] * a[1];
      `,
    ],
    [
      'set from a part that overlaps',
      `
        const a = new Float64Array([x, y, 1, 1]);
        a.set(a.subarray(0, 2), 1);
        return a[0] * a[1] * a[2];
      `,
    ],
    [
      'set converts its position and takes array-likes',
      `
        const a = new Float64Array([x, y, 1]);
        a.set([y], 1.5);
        a.set({ length: 1, 0: x }, 2);
        a.set('2');
        a.set((u) => u, 0);
        return a[1] * a[2];
      `,
    ],
    ['set of null throws', 'return new Float64Array([x]).set(null, 1)'],
    ['set of nothing throws', 'return new Float64Array([x]).set()'],
    [
      'an overwritten slot holds the new number',
      `
        const a = new Float64Array([x, y]);
        a[0] = 1.3;
        a.fill(0.7, 1);
        return a[0] * a[1] * x;
      `,
    ],
    [
      'sort without comparator compares texts',
      'const a = [10 * x, 9 * y]; a.sort(); return a[0] - 2 * a[1]',
      cut('predicate'),
    ],
    [
      'sort moves holes to the end',
      'const a = [y, x, , 2]; a.sort(); return [a.length, a[0] * a[1], +(3 in a)]',
      cut('predicate'),
    ],
    [
      'callbacks leave holes out',
      `
        const a = [x, , y];
        let n = 0;
        a.forEach((v) => (n += v));
        return [n, +(1 in a), a.flat().length, a.map((v) => v * 2)[2], Object.keys(a).length];
      `,
    ],
  ],
});
