import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'a native reads what a callback returns': [
    ['filter(Boolean) drops a zero', 'return [x, 0 * y, x * y].filter(Boolean).map((v) => v * v)'],
    [
      'filter and find take a zero for false',
      'const z = x - x; return [[x, z].filter((v) => v).length, [z, x].find((v) => v) * y]',
    ],
    [
      'findIndex, findLastIndex, some and every take a zero for false',
      `
        const z = x - x;
        return [
          [z, x].findIndex((v) => v),
          [x, z].findLastIndex((v) => v),
          +[z].some((v) => v),
          +[z, x].every((v) => v)
        ];
      `,
    ],
    [
      'Object.groupBy groups by a branch on numbers',
      `const g = Object.groupBy([x, y, x * y], (v) => v > 1 ? "a" : "b"); return g.a[0] * g.b[1]`,
    ],
    [
      'a rejection with a number is caught with its gradient',
      'return Promise.reject(x).catch((v) => Promise.reject(v * y)).then(0, (v) => v * v)',
    ],
    [
      'Map.groupBy finds a group by its value',
      'const g = Map.groupBy([x, y], (v) => v - v); return [g.size, g.get(0)[1] * g.get(0)[0]]',
    ],
    [
      'for…of takes done for a truth value',
      `
        const z = x - x;
        let n = 0;
        for (const v of {
          [Symbol.iterator]() {
            return { next: () => ({ done: n++ > 2 ? x : z, value: y }) };
          }
        })
          n += 10;
        return [n, x];
      `,
      cut('index'),
    ],
    [
      'a spread takes done for a truth value',
      `
        const z = x - x;
        const a = [
          ...{
            [Symbol.iterator]: () => ({
              i: 0,
              next() {
                return { done: this.i++ < 2 ? z : 1, value: y };
              }
            })
          }
        ];
        return [a.length, a[0] * x];
      `,
      cut('index'),
    ],
    [
      'concat takes isConcatSpreadable for a truth value',
      `
        const a = [x];
        a[Symbol.isConcatSpreadable] = x - x;
        return [[y].concat(a).length, x];
      `,
      cut('predicate'),
    ],
    [
      'proxy traps of in and delete answer with truth values',
      `
        const p = new Proxy({ q: 1 }, { has: () => x - x, deleteProperty: () => x });
        return [+('q' in p), +Reflect.has(p, 'q'), +delete p.z, y];
      `,
    ],
    [
      'a proxy trap of reads gives tracked numbers',
      `const p = new Proxy({}, { get: (_, k) => k === "v" ? x : y }); return p.v * p.w`,
    ],
    [
      'sort takes a tracked number from its comparator',
      'return [3, 1, 2].sort((a, b) => (a - b) * x).map((v) => v * y)',
    ],
    [
      'await takes what a thenable passes on',
      'return (async () => (await { then(done) { done(x * y) } }) * x)()',
    ],
    [
      'Promise.all takes what a thenable passes on',
      'return Promise.all([{ then(done) { done(x) } }, y]).then(([a, b]) => a * b)',
    ],
    [
      'comparisons convert undefined, null, text and booleans',
      `
        let most;
        for (const v of [x, y]) if (most < v || most === undefined) most = v;
        return [most, +(x > null), +(x >= '1'), +(true < x), +(x == '1.3'), +(x != true)];
      `,
    ],
    [
      'an iterator helper takes a zero for false',
      'return [x, y].values().filter((v) => v - 0.7).toArray().length + x',
    ],
  ],
  'a native of integer arrays reads what a callback returns': [
    [
      'find, filter, some, every and findLastIndex take a zero for false',
      `
        const z = x - x,
          a = Int16Array.of(3, 1);
        return [
          a.find((v) => v * z) ?? 7,
          a.filter((v) => z).length,
          +a.some((v) => z * v),
          +a.every((v) => z + 1),
          a.findLastIndex((v) => z),
          y
        ];
      `,
    ],
  ],
  'a native is the callback': [
    ['map(Math.sin)', 'return [x, y].map(Math.sin)'],
    ['bind of Math functions', 'return Math.max.bind(null, x)(y) * Math.pow.bind(null, y, 2)()'],
    [
      'a bound Function.prototype.call',
      'return Function.prototype.call.bind(Array.prototype.map)([x, y], (v) => v * v)',
    ],
    [
      'Reflect.apply, and apply of a function',
      'return Reflect.apply(Math.hypot, null, [x, y]) * Math.max.apply(Math, [x, y])',
    ],
    [
      'call of call, and call of apply',
      `
        const { call, apply } = Function.prototype;
        return call.call(Math.exp, null, x) * apply.call(Math.pow, null, [x, 2]);
      `,
    ],
    ['a bound apply', 'return [[x, y], [y, x]].map(Function.prototype.apply.bind(Math.pow, null))'],
    ['a chain of natives', 'return [x].map(Math.pow.bind(null, y)).map(Number).map(Math.exp)'],
    ['Array.from with Math.log1p', 'return Array.from([x, y], Math.log1p)'],
    [
      'a bound Object.fromEntries',
      `return [[1, x]].map(Object.fromEntries.bind(null, [["a", y]].concat([]))).length * x`,
    ],
    [
      'Object.fromEntries of pairs and of a map',
      `return Object.fromEntries([["a", x], ["b", y]]).a * Object.fromEntries(new Map([["b", y]])).b`,
    ],
    ['a function that is bound twice', 'const f = Math.sqrt.bind(null).bind(null, x); return f() * y'],
    [
      'a bound typed array class',
      'const a = new (Float64Array.bind.apply(Float64Array, [null].concat([[x, y]])))(); return a[0] * a[1]',
    ],
    [
      'a bound Array',
      `
        const [p, q] = new (Array.bind(null, x))(y);
        return [p * q, new (Array.bind(null, 2 * y - y))().length];
      `,
      cut('size'),
    ],
    [
      'a bound class has its new.target',
      `
        class P {
          constructor(a, b) {
            this.v = a * b;
            this.made = new.target === P;
          }
        }
        const B = P.bind(null, x).bind(1);
        return [new B(y).v, +new B(y).made, Reflect.construct(B, [y]).v];
      `,
    ],
    [
      'Number and parseFloat',
      `return ['1', '2'].map(Number).reduce((s, v) => s * v, x) + [x, y].map(parseFloat)[0]`,
    ],
    ['Reflect.construct of Array', 'return Reflect.construct(Array, [x, y]).map(Math.sqrt)[0]'],
    ['a replacer of text is cut', `return 'ab'.replace(/b/, () => x).length + y`, cut('text')],
  ],
});
