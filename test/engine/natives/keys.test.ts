import { describe, expect, it } from 'vitest';
import { agrees, agreesAll, cut } from '../../support/agree.ts';
import { record } from '../../support/trace.ts';

agreesAll({
  'numbers that come out of a set': [
    ['spread', 'const [a, b] = [...new Set([x, y])]; return a * a * b'],
    ['in for of', 'let p = 1; for (const v of new Set([x, y, 3])) p *= v; return p'],
    ['in a pattern', 'const [a, ...rest] = new Set([x, y]); return a * rest[0]'],
    ['as arguments', 'return Math.hypot(...new Set([x, y]))'],
    [
      'values, keys and entries',
      `
      const s = new Set([x, y]);
      const [[a, b]] = s.entries();
      return a * b * s.keys().next().value * [...s.values()][1] * s[Symbol.iterator]().next().value;
    `,
    ],
    [
      'forEach',
      'let p = 1; new Set([x, y]).forEach(function (v, k, s) { p *= v * k * s.size * this.k; }, { k: 2 }); return p',
    ],
    [
      'add, to the set itself',
      'const s = new Set(); return s.add(x).add(y) === s ? [...s].reduce((a, b) => a * b) : 0',
    ],
    [
      'Array.from, Float64Array.from and new Float64Array',
      `
      const s = new Set([x, y]);
      return Array.from(s, (v) => v * 2)[0] * Float64Array.from(s)[1] * new Float64Array(s)[0];
    `,
    ],
    ['helpers of iterators', 'return new Set([x, y]).values().map((v) => v * v).toArray()'],
    [
      'from another set and a map',
      `
      const s = new Set([x, y]);
      return [...new Set(s)][1] * [...new Set(new Map([[1, x]]).values())][0] * [...new Map([...s].map((v) => [v, v])).keys()][0];
    `,
    ],
    [
      'a subclass',
      `
      class S extends Set {
        add(v) { return super.add(v * 2); }
      }
      class T extends Set {}
      return [...new S([x, y])][1] * [...new T([x])][0];
    `,
    ],
    [
      'a number that was deleted and is put in again as another',
      `
      const s = new Set([x]);
      s.delete(x);
      s.add(1.3);
      const t = new Set([x]);
      t.clear();
      t.add(1.3);
      return [...s][0] * [...t][0] * y;
    `,
    ],
    [
      'a number that is put in while the set is iterated',
      `
      const s = new Set([x]);
      let p = 1;
      for (const v of s) {
        p *= v;
        if (s.size < 3) s.add(v * y);
      }
      return p;
    `,
    ],
    [
      'methods that make sets',
      `
      const a = new Set([x, y, 1]), b = new Set([y, 2]);
      return [
        ...a.union(b), ...a.intersection(b), ...b.difference(a), ...b.difference(new Set([2])),
        ...a.symmetricDifference(b), +a.isSubsetOf(b), +a.isSupersetOf(b), +a.isDisjointFrom(b)
      ];
    `,
    ],
    [
      'structuredClone',
      'return [...structuredClone(new Set([x, y]))][1] * [...structuredClone(new Map([[x, 1]])).keys()][0]',
    ],
    [
      'a set that holds objects, too',
      'const o = {}; const s = new Set([o, x, "a", y]); return [...s].filter((v) => typeof v === "number")',
    ],
    [
      '0 of −0, NaN once',
      `
      const z = -(x - x), s = new Set([z, NaN * x, NaN]);
      const [a] = s;
      return [s.size, 1 / a > 0 ? x : y, a + x, +s.has(NaN * y), +s.has(0), +s.has(-0)];
    `,
    ],
  ],
  'numbers that come out as keys of a map': [
    [
      'keys, entries, forEach and for of',
      `
      const m = new Map([[x, y], [y, 2]]);
      let p = 1;
      for (const [k, v] of m) p *= k * v;
      m.forEach((v, k) => (p *= k));
      return [[...m.keys()][0] * p, [...m.entries()][1][0], [...m][0][0] * m.get(x), m.size];
    `,
    ],
    [
      'set and delete',
      `
      const m = new Map();
      m.set(x, 1).set(y, 2).set(x, x * y);
      m.delete(y);
      return [[...m.keys()][0], [...m.values()][0], m.size];
    `,
    ],
    [
      'an object of a map has texts as its keys',
      'const o = Object.fromEntries(new Map([[x, y]])); return Number(Object.keys(o)[0]) * o[1.3]',
      cut('key'),
    ],
    ['a map of a map', 'return [...new Map(new Map([[x, y]]))][0]'],
    ['groupBy', 'const m = Map.groupBy([1, 2, 3], (v) => (v > 1 ? x * y : y)); return [...m.keys()]'],
    [
      'a cache by number',
      `
      const cache = new Map();
      const square = (v) => {
        if (!cache.has(v)) cache.set(v, v * v);
        return cache.get(v);
      };
      return square(x) * square(y) * square(x);
    `,
    ],
    [
      'a cache by text',
      `
      const cache = new Map();
      const square = (v) => {
        const key = String(v);
        if (!cache.has(key)) cache.set(key, v * v);
        return cache.get(key);
      };
      return square(x) * square(y) * square(x);
    `,
    ],
  ],
  'what the program can tell': [
    [
      'a map of the program with a method of its own',
      `
      class M extends Map {
        set(k, v) { return super.set(k * 2, v); }
      }
      let length = 0;
      try {
        new M([x]);
      } catch (e) {
        length = e.message.length - String(x).length;
      }
      return [...new M([[x, y]]).keys(), length];
    `,
      cut('opaque', 'text'),
    ],
    [
      'a class behind a proxy is asked as ever',
      `
      let asked = '';
      class S extends Set {}
      const P = new Proxy(S, { get(t, k, r) { asked += String(k); return Reflect.get(t, k, r); } });
      return [Reflect.construct(Set, [[x]], P).size, asked.length, y];
    `,
    ],
    [
      'iterators look and refuse as ever',
      `
      const s = new Set([x]), m = new Map([[y, x]]);
      const seen = [Object.prototype.toString.call(s.values()), Object.keys(s.values()).length, s.values() instanceof Iterator,
        Set.prototype.keys === Set.prototype.values, Set.prototype[Symbol.iterator].name, Map.prototype.entries.length,
        String(s.values().next), Object.getOwnPropertyNames(Object.getPrototypeOf(m.keys())).join(),
        JSON.stringify(Object.getOwnPropertyDescriptor(Set.prototype, 'values'))];
      for (const f of [() => Set.prototype.values.call(m), () => s.values().next.call(m.keys()), () => Set.prototype.add.call(m, x), () => Map.prototype.forEach.call(m), () => new Set(x), () => new Map([x]), () => new s.values()])
        try { f(); } catch (e) { seen.push(e.message); }
      return [seen.join().length, seen.join().charCodeAt(40), y];
    `,
      cut('opaque'),
    ],
    [
      'code that is not traced sees plain numbers',
      `
      const { inspect, isDeepStrictEqual } = require('util');
      const s = new Set([x, y]);
      return [inspect(s).length, inspect(new Map([[x, y]])).length, +isDeepStrictEqual(s, new Set([1.3, 0.7])), new Uint8Array(s)[0],
        new Intl.ListFormat('en').format(new Set([String(x)])).length, x];
    `,
      cut('integer', 'text'),
    ],
  ],
});

describe('equal numbers', () => {
  it('the first of them carries', async () => {
    const body = `
      const [least, middle, most] = [...new Set(v)].sort((a, b) => a - b);
      return least + 2 * middle + 2 * most;
    `;
    const { leaf, status, outputs } = await record(
      `/** @trace f([3, 1, 3, 2]) */\nexport function f(v) { ${body} }`,
    );
    expect([status, outputs]).toEqual(['ok', [11]]);
    expect([...leaf('v').gradient]).toEqual([2, 1, 0, 2]);
  });

  it.each([
    ['of a set', 'return [...new Set([x, y])][0]'],
    ['of add', 'return [...new Set([x]).add(y)][0]'],
    ['of has', 'return new Set([x]).has(y) ? x : 0'],
    ['of a map', 'return [...new Map([[x, 1], [y, 2]]).keys()][0]'],
    ['of groupBy', 'return [...Map.groupBy([x, y], (v) => v).keys()][0]'],
    ['of sets', 'return [...new Set([x]).union(new Set([y]))][0]'],
  ])('%s are a guard', async (_, body) => {
    const run = await record(`/** @trace f(0.7, 0.7) */\nexport function f(x, y) { ${body} }`);
    const { guards, cuts } = run.trace;
    expect([run.leaf('x').gradient[0], run.leaf('y').gradient[0], cuts]).toEqual([1, 0, []]);
    expect([...guards.lhs].map((lhs, i) => [lhs, guards.rhs[i]])).toSatisfy((pairs: number[][]) =>
      pairs.some((pair) => pair.sort().join() === '1,2'),
    );
  });

  it('a number that is found among plain ones is a guard', async () => {
    const run = await agrees('return new Set([1.3]).has(x) ? y : 0');
    expect([run.trace.guards.kind.length, run.trace.cuts]).toEqual([1, []]);
  });
});
