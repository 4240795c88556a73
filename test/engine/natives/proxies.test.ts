import { agreesAll } from '../../support/agree.ts';

agreesAll({
  'prototypes and proxies': [
    [
      'own properties hide those of Object.prototype',
      `
        const o = { toString: 1, constructor: x, hasOwnProperty: y };
        return o['constructor'] * o['hasOwnProperty'];
      `,
    ],
    [
      'flat, indexOf and JSON do not look into a proxy',
      `
        const p = new Proxy(
          {},
          {
            get() {
              throw new Error('looked');
            },
            ownKeys() {
              throw new Error('looked');
            }
          }
        );
        const a = [p, x];
        return [a, a].flat().length * x + [p].indexOf(p) + +JSON.stringify([1]).length;
      `,
    ],
    [
      'map does not look into a proxy',
      `
        const p = new Proxy(
          {},
          {
            get() {
              throw new Error('looked');
            }
          }
        );
        const g = (o) => y;
        return [p].map(g)[0] * x;
      `,
    ],
    [
      'a name and an array do not look into a proxy',
      `
        const p = new Proxy([x], {
          get() {
            throw new Error('looked');
          }
        });
        const q = p;
        return [p, q].length * x + y;
      `,
    ],
    [
      'a revoked proxy can be held',
      `
        const { proxy, revoke } = Proxy.revocable([x], {});
        revoke();
        const p = proxy;
        return [p].length * x + y;
      `,
    ],
    [
      'an object without prototype holds __proto__',
      `
        const o = Object.create(null);
        o.__proto__ = x;
        o['toString'] = y;
        return o.__proto__ * o.toString;
      `,
    ],
    [
      'a getter runs once beside text, console and clones',
      `
        let n = 0;
        const o = {
          get a() {
            n++;
            return x;
          }
        };
        String([1].concat(y));
        const c = console.error;
        return [structuredClone({ b: o.a }).b, n];
      `,
    ],
  ],
});
