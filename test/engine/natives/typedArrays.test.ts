import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'what typed arrays and buffers take an object for': [
    [
      'subarray refuses a BigInt before it converts the rest',
      `
        let n = 0;
        try {
          Float64Array.of(x).subarray(3n, { valueOf: () => n++ });
        } catch (e) {
          n += e.message.length;
        }
        return [n, y];
      `,
    ],
    [
      'a key that is no index is a property',
      `
        const a = Float64Array.of(x, y);
        a['1.5x'] = [x];
        return [Object.values(a).length, Object.entries(a)[2][1][0] * y, Object.values(a)[0]];
      `,
    ],
    [
      'set writes up to the element that throws',
      `
        const f = Float64Array.of(x, y);
        try {
          f.set([y, 2 * x, Symbol('s'), 3]);
        } catch (e) {
          try {
            f.set([y, Symbol('s')]);
          } catch (e) {
            return [f[0] * f[1], e.message.length];
          }
        }
      `,
    ],
    [
      'with refuses a symbol before it converts the value',
      `
        let n = 0;
        try {
          Float64Array.of(x).with(Symbol('s'), { valueOf: () => n++ });
        } catch (e) {
          n += e.message.length;
        }
        return [n, y];
      `,
    ],
    [
      'a typed array made of getters, and of an array with a prototype',
      `
        const a = Object.setPrototypeOf([x, 2 * y], { z: x }),
          log = [];
        const f = new Float64Array({
          get length() {
            log.push(2);
            return 2;
          },
          get 0() {
            log.push(a[1]);
            return {
              valueOf() {
                log.push(x * y);
                return x;
              }
            };
          },
          get 1() {
            log.push(5);
            return y;
          }
        });
        return [new Float64Array(a)[1] * x, ...f, ...log];
      `,
    ],
    [
      'from refuses what is no constructor; an iterable is read once',
      `
        let n = 0;
        try {
          Object.getPrototypeOf(Float64Array).from.call((u) => u);
        } catch (e) {
          n = e.message.indexOf('not a c') > 0 ? 1 : 0;
        }
        const f = new Float64Array({
          get [Symbol.iterator]() {
            n++;
            return function* () {
              yield x;
              yield { valueOf: () => y };
            };
          }
        });
        return [n, ...f];
      `,
    ],
    [
      'a DataView checks its position before it writes',
      `
        let n = 0;
        const v = { valueOf: () => n++ },
          d = new DataView(new ArrayBuffer(8));
        for (const i of [Infinity, -1, 4])
          try {
            d.setFloat64(i, v);
          } catch (e) {
            n += e.message.length;
          }
        return [n, y];
      `,
    ],
    [
      'inspect shows fields of typed arrays and views',
      `
        class F extends Float64Array {
          w = x;
          v = [y];
        }
        const d = Object.assign(new DataView(new ArrayBuffer(8)), [y, [x]]);
        return [require('util').inspect([new F(2), d]).length, y];
      `,
      cut('opaque'),
    ],
    [
      'Object.assign reads and writes in order until it throws',
      `
        const log = [],
          f = Object.assign(new Float64Array(2), {
            get 0() {
              log.push(x);
              return {
                valueOf() {
                  log.push(y);
                  return x;
                }
              };
            },
            get 1() {
              log.push(2);
              return y;
            },
            [Symbol.for('s')]: [x]
          });
        try {
          Object.assign(Object.preventExtensions(f), { q: 1 });
        } catch (e) {
          log.push(e.message.length);
        }
        return [...f, ...log, f[Symbol.for('s')][0], require('util').inspect(f).length];
      `,
      cut('opaque'),
    ],
    [
      'a symbol written by an accessor of Iterator.prototype',
      `
        const f = new Float64Array(2);
        Object.getOwnPropertyDescriptor(Iterator.prototype, Symbol.toStringTag).set.call(f, [x]);
        return [f[Symbol.toStringTag][0] * y, require('util').inspect(f).length];
      `,
      cut('opaque'),
    ],
    [
      'mutators of Array.prototype throw on typed arrays',
      `
        const f = Float64Array.of(x, y, 3),
          i = Int16Array.of(1, 2),
          v = { valueOf: () => 5 * x },
          log = [];
        for (const name of ['unshift', 'splice', 'push', 'shift', 'pop'])
          for (const t of [f, i])
            try {
              Array.prototype[name].call(t, ...(name === 'splice' ? [0, 1] : []), v);
            } catch (e) {
              log.push(e.message.length);
            }
        Array.prototype.fill.call(i, v, 1);
        return [...f, ...i, ...log, y];
      `,
      cut('integer'),
    ],
    [
      'a function as a property of a typed array',
      `
        const v = new Float64Array(2),
          k = 'q' + v[0];
        v[k] = Object.assign(() => 1, { u: x });
        return [require('util').inspect(v).length, y];
      `,
      cut('opaque'),
    ],
    [
      'inspect shows a property of a buffer',
      `return [require("util").inspect(Object.assign(new ArrayBuffer(8), [[x]])).length, y]`,
      cut('opaque'),
    ],
    [
      'slice and setFloat64 refuse a BigInt',
      `
        const said = (f) => {
            try {
              f(3n, { __proto__: null });
            } catch (e) {
              return e.message.length;
            }
          },
          b = new ArrayBuffer(16);
        new Float64Array(b)[0] = x;
        return [said((p, q) => b.slice(p, q)), said((p, q) => new DataView(b).setFloat64(p, q)), y];
      `,
    ],
    [
      'join takes a function as separator',
      'return [Float64Array.of(x, y).join(Math.sin).length, y]',
      cut('text'),
    ],
    [
      'a typed array refuses a length past its buffer',
      `
        try {
          return new Float64Array(
            new ArrayBuffer(8),
            { valueOf: () => x - x },
            { valueOf: () => x * 9 }
          );
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('index'),
    ],
    [
      'a typed array converts its place in the buffer',
      'return [new Float64Array(Float64Array.of(x, y).buffer, { valueOf: () => 8 })[0], x]',
    ],
    [
      'getInt16 takes the order of bytes for a truth value',
      'return [new DataView(Float64Array.of(x, y).buffer).getInt16(1, x - x), y]',
      cut('opaque'),
    ],
    [
      'Object.fromEntries refuses a number',
      `
        const a = Float64Array.of(x, y);
        try {
          return Object.fromEntries(a);
        } catch (e) {
          return [e.message.length, x];
        }
      `,
      cut('opaque'),
    ],
    [
      'of refuses what makes no typed array',
      `
        const of = Object.getPrototypeOf(Float64Array).of;
        try {
          return of.call(function () {
            return this;
          }, x);
        } catch (e) {
          return [e.message.length, y];
        }
      `,
    ],
    [
      'subarray is a callback of map',
      `
        return [
          [{ valueOf: () => x / x }, x].map(Float64Array.prototype.subarray, Float64Array.of(x, y))
            .length,
          y
        ];
      `,
    ],
  ],
});
