import { agreesAll, cut, type Row } from '../../support/agree.ts';

agreesAll({
  'natives that convert a key or a position': [
    [
      'natives of properties ask toString of a key',
      `
        const k = { toString: () => x },
          o = { 1.3: y };
        return [
          +o.hasOwnProperty(k),
          +Object.hasOwn(o, k),
          Reflect.get(o, k),
          +Reflect.has(o, k),
          Object.getOwnPropertyDescriptor(o, k).value,
          +Object.prototype.propertyIsEnumerable.call(o, k)
        ];
      `,
      cut('index'),
    ],
    [
      'natives of arrays ask valueOf of a position',
      `
        const i = { valueOf: () => x };
        return [[1, y].at(i), [1, y, x].slice(i)[0], [1, 2].fill(y, i)[1], [1, 2].with(i, y)[1]];
      `,
      cut('index'),
    ],
    [
      'a typed array asks valueOf of its place and length',
      `
        const i = { valueOf: () => 8 + x * 0 },
          f = Float64Array.of(x, y, 3),
          v = new Float64Array(f.buffer, i, { valueOf: () => 1 + y * 0 });
        return [v[0] * x, v.length * x];
      `,
    ],
    [
      'a DataView converts positions that are missing or text',
      `
        const a = new Float64Array([x, y]);
        new DataView(a.buffer).setFloat32({}, 2);
        new DataView(a.buffer).setFloat64('8', x * y, true);
        return a[0] + a[1];
      `,
      cut('opaque'),
    ],
  ],
  'natives that convert an object': (
    [
      ['sort without comparator', '[3, 2, k].sort().length', 'predicate'],
      ['sort with a comparator', '[2, 1, 3].sort(() => k)[0]'],
      ['toSorted with a comparator', 'l.toSorted(() => k)[0]'],
      ['with, the value', 'a.with(1, k)[1]'],
      ['with, the position', 'a.with(k, 2)[1]', 'index'],
      ['fill', 'a.fill(k)[0]'],
      ['subarray', 'a.subarray(k).length', 'index'],
      ['set', '(a.set([k]), a[0])'],
      ['Object.fromEntries, the key', 'Object.fromEntries([[k, 7]])["1.3"]', 'index'],
      ['transfer of a buffer', 'new ArrayBuffer(8).transfer(k).byteLength', 'index'],
      ['JSON.parse', 'JSON.parse(k)', 'text'],
      ['drop of an iterator', '[1, 2].values().drop(k).toArray().length', 'index'],
      ['get of what inherits from a map', 'Map.prototype.get.call({ __proto__: new Map() }, x)'],
      ['the length of an array', '(l.length = k, l.length)', 'size'],
      ['Object.groupBy, the group', 'Object.groupBy(l, () => k)["1.3"].length', 'index'],
      ['new Function', '+new Function("return " + k)()', 'text'],
      ['map(Function)', '[k].map(Function).length', 'text'],
      ['valueOf of an array', '+([1].valueOf(k)[0] === 1)'],
      ['a key of null throws', '(() => { try { null[k] = 1 } catch (e) { return e.message.length } })()'],
    ] as const
  ).map(([name, text, reason]): Row => [
    name,
    `
      const l = [1, 2], a = Float64Array.of(1, y), hints = [];
      const k = {
        [Symbol.toPrimitive](hint) {
          hints.push(hint);
          return hint === 'number' ? x / x : x;
        }
      };
      return [${text}, hints.length, hints.join('').length, y];
    `,
    reason && cut(reason),
  ]),
});
