import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'what natives take an object for': [
    [
      'a hole that the prototype fills',
      `
        const a = Object.setPrototypeOf([, y], { 0: x, __proto__: Array.prototype });
        return [structuredClone([a]).length, +(0 in { ...a }), Object.keys(a).length, a[0] * y];
      `,
    ],
    [
      'defineProperties refuses a number as descriptor',
      `
        try {
          return Object.defineProperties({}, new Proxy([x], {}));
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('opaque'),
    ],
    [
      'Object.create refuses a number as descriptor',
      `
        try {
          return Object.create(
            {},
            {
              get u() {
                return x;
              }
            }
          );
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('opaque'),
    ],
    [
      'FinalizationRegistry refuses a number as token',
      `
        try {
          new FinalizationRegistry(() => {}).register([], 1, x);
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('index'),
    ],
    [
      'inspect shows a key that looks like an index',
      `return [require("util").inspect(Object.assign(new Array(5), { "01": [x] })).length, y]`,
      cut('opaque'),
    ],
    [
      'sort of a number gives its object',
      'return [Array.prototype.sort.call(x, () => 1) instanceof Number ? 1 : 0, y]',
    ],
    [
      'Map.groupBy refuses a number',
      'try { return Map.groupBy(x, (v) => v) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'Math.hypot refuses a symbol',
      `try { return [Symbol("s"), x].map(Math.hypot) } catch (e) { return [e.message.length, y] }`,
    ],
    [
      'JSON of a map with a property',
      'const m = Object.assign(new Map(), { u: x }); return [JSON.stringify(m).length, y]',
      cut('text'),
    ],
    [
      'inspect of a map with a property',
      `
        const m = Object.assign(new Map(), { u: x });
        return [require('node:util').inspect(m, { customInspect: false }).length, y];
      `,
      cut('opaque'),
    ],
    [
      'flatMap of an iterator refuses a number',
      'try { return [1].values().flatMap(() => x).toArray() } catch (e) { return [e.message.length, y] }',
      cut('index'),
    ],
    ['flatMap of an iterator takes arrays', 'return [x, y].values().flatMap((v) => [v, v * x]).toArray()'],
    [
      'delete of Set refuses a number',
      'try { Set.prototype.delete.call(x, y) } catch (e) { return [e.message.length, y] }',
      cut('opaque'),
    ],
    [
      'JSON with a list of keys reads inherited ones',
      `return [JSON.stringify({ __proto__: { u: x, v: [y] }, w: 1 }, ["u", "v"]).length, y]`,
      cut('text'),
    ],
    [
      'with of a number converts its position',
      `
        try {
          return Array.prototype.with.call(5, { [Symbol.toPrimitive]: () => x });
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('index'),
    ],
    [
      'Object.fromEntries takes iterators and maps',
      `
        return [
          Object.fromEntries([['a', x], ['b', y]].values()).a * y,
          Object.fromEntries(new Map([['c', x]])).c
        ];
      `,
    ],
    [
      'inspect of objects that inherit from a set and a map',
      `
        const { inspect } = require('node:util');
        return [
          inspect(Object.create(new Set([x]))).length,
          inspect(Object.create(new Map([[1, x]]))).length,
          y
        ];
      `,
    ],
    [
      'structuredClone of a set whose values are overridden',
      `
        class S extends Set {
          values() {
            return [].values();
          }
        }
        return [structuredClone({ s: new S([[x]]) }).s.size, y];
      `,
    ],
  ],
});
