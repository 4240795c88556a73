import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'sets of the program': [
    [
      'methods of Set ask size, has and keys of a set-like',
      `
        const s = { size: 3, has: () => x - x, keys: () => [x, y].values() },
          a = new Set([1.3, 2]);
        return [
          a.union(s).size,
          +a.isSubsetOf(s),
          a.intersection({ ...s, size: 9 }).size,
          a.difference({ ...s, size: 9 }).size,
          x * y
        ];
      `,
      cut('opaque'),
    ],
  ],
});
