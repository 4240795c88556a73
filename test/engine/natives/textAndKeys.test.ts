import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'numbers that come back from text and keys': [
    ['Number(String(x)) is cut', 'return Number(String(x)) * y', cut('text')],
    ['join, split and parseFloat are cut', `return parseFloat([x, y].join(",").split(",")[1])`, cut('text')],
    [
      'sizes, counts and ends are held',
      `
        const n = x - x + 3;
        return (
          Array.from({ length: n }, (_, i) => i * y).length * x +
          Array.apply(null, { length: n }).length +
          'ab'.repeat(n).length * y +
          'abcd'.slice(n).length +
          [...Float64Array.from({ length: n }, () => y)].length
        );
      `,
      cut('index', 'size'),
    ],
    [
      'parseFloat of a number gives that number',
      'const z = -(x - x); return [parseFloat(x) * y, 1 / parseFloat(z) > 0 ? x : y, parseFloat(z) + y]',
    ],
    ['JSON gives numbers back', 'return JSON.parse(JSON.stringify({ a: [x, y] })).a[0]'],
    [
      'JSON gives nested numbers and −0 back',
      `
        const z = -(x - x),
          t = JSON.stringify({ b: [x, { 2: y, 1: x * y }], k: 3, s: '1', n: NaN, z }, null, 2);
        const { b, k, z: w } = JSON.parse(t);
        return [b[0] * b[1][1] * k, b[1][2], 1 / w > 0 ? x : y, b[0] + w];
      `,
    ],
    [
      'numbers with the same JSON are cut',
      `
        const a = JSON.stringify([x]),
          b = JSON.stringify([x - y + y]);
        return JSON.parse(a)[0] * JSON.parse(b)[0] * y;
      `,
      cut('text'),
    ],
    [
      'toJSON of a class gives numbers back',
      `
        class M {
          constructor(w) {
            this.w = w;
          }
          toJSON() {
            return { w: this.w };
          }
        }
        return M.prototype.toJSON.call(JSON.parse(JSON.stringify(new M([x, y])))).w[1] * x;
      `,
    ],
    [
      'a reviver sees the numbers, their holders and their sources',
      `
        const z = -(x - x),
          seen = [];
        const o = JSON.parse(
          JSON.stringify({ n: 3, a: [x, { 2: y, 1: x * y }], z }),
          function (k, v, { source }) {
            seen.push(k, typeof source, Array.isArray(this));
            if (k === 'n') return undefined;
            return typeof v === 'number' ? v * 2 : k === 'a' ? { ...v, sum: v[0] + v[1][2] } : v;
          }
        );
        return [o.a.sum * x, o.a[1][1], 1 / o.z > 0 ? y : x, seen.join().length, 'n' in o];
      `,
    ],
    [
      'a reviver that writes to its holder is cut',
      `
        return JSON.parse(JSON.stringify([x, x, y]), function (k, v) {
          if (k === '0') this[1] = 1.3;
          return v;
        }).reduce((a, b) => a * b);
      `,
      cut('text'),
    ],
    [
      'the text of a matrix is cut',
      "return Number(new (require('ml-matrix').Matrix)([[x]]).toString().match(/1\\.3/)[0])",
      cut('text'),
    ],
    [
      'JSON of rows of a matrix is cut',
      `return JSON.parse(JSON.stringify(new (require("ml-matrix").Matrix)([[x]]).to2DArray()))[0][0]`,
      cut('text'),
    ],
    ['a computed key is cut', 'const o = {}; o[x] = 1; return Number(Object.keys(o)[0])', cut('key')],
    [
      'computed keys of an object and a class are cut',
      `
        const o = { [x]: y };
        class C {
          static [y] = 2;
        }
        return Number(Object.keys(o)[0]) * C[0.7];
      `,
      cut('key'),
    ],
    [
      'templates, toFixed and toString are cut',
      'return `${x}` * 1 + Number(x.toFixed(1)) + +x.toString()',
      cut('text'),
    ],
    [
      'a replacer that changes a number is cut',
      `return JSON.parse(JSON.stringify({ v: x }, (k, v) => k === 'v' ? v * 2 : v)).v`,
      cut('text'),
    ],
    [
      'toJSON that gives a number is cut',
      'return JSON.parse(JSON.stringify({ toJSON: () => x * y }))',
      cut('text'),
    ],
  ],
});
