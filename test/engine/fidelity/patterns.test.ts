import { agreesAll } from '../../support/agree.ts';

/** A typed array of both numbers. */
const twoNumbers = 'const a = new Float64Array(2); a[0] = x; a[1] = y; ';

agreesAll({
  'parameters that take slots by number': [
    ['a function declaration', `${twoNumbers}function f({ 0: q, 1: r }) { return q * r } return f(a)`],
    ['an arrow function of two patterns', `${twoNumbers}return (({ 0: q }, { 1: r }) => q * r)(a, a)`],
    [
      'a callback with a default and a length',
      `${twoNumbers}return [a, a].map(({ 0: q, 1: r = 2 }, i, { length }) => q * r * (i + 1) * length)`,
    ],
    [
      'a method and a generator method',
      `
        ${twoNumbers}
        const o = {
          m({ 1: q }) {
            return q * q;
          },
          *g({ 0: q }) {
            yield q * q;
          }
        };
        return o.m(a) * o.g(a).next().value;
      `,
    ],
    [
      'a constructor, a static and a private method',
      `
        ${twoNumbers}
        class C {
          #p;
          constructor({ 0: q }) {
            this.#p = q;
          }
          static s({ 1: q }) {
            return q;
          }
          #m({ 0: q }) {
            return q * this.#p;
          }
          m(z) {
            return this.#m(z);
          }
        }
        return new C(a).m(a) * C.s(a);
      `,
    ],
    [
      'constructors of a class and its base',
      `
        ${twoNumbers}
        class B {
          constructor({ 0: q }) {
            this.q = q;
          }
        }
        class C extends B {
          constructor({ 1: r }, z) {
            super(z);
            this.r = r;
          }
        }
        const c = new C(a, a);
        return c.q * c.r;
      `,
    ],
    [
      'setters with and without a default',
      `
        ${twoNumbers}
        const o = {
          set v({ 0: q }) {
            this.q = q * q;
          },
          set w({ 1: q } = a) {
            this.r = q;
          }
        };
        o.v = a;
        o.w = undefined;
        return o.q * o.r;
      `,
    ],
    [
      'a static setter',
      `
        ${twoNumbers}
        class C {
          static set v([{ 0: q, 1: r }]) {
            C.q = q * r;
          }
        }
        C.v = [a];
        return C.q;
      `,
    ],
    [
      'a rest beside an index',
      `${twoNumbers}function f({ 0: q, ...r }) { return q * r[1] * Object.keys(r).length } return f(a)`,
    ],
    [
      'a tracked key is cut',
      `${twoNumbers}const f = ({ [x - x]: q, ['1']: r }) => q * r; return f(a)`,
      { cuts: ['key'] },
    ],
    [
      'defaults that read earlier names',
      `
        ${twoNumbers}
        const f = ({ 0: q, 5: r = q * 2, 1n: s, '1': t }, u = q * r) => q * r * s * t * u;
        return f(a);
      `,
    ],
    [
      'patterns within patterns',
      `
        ${twoNumbers}
        const f = ({ v: { 0: q }, w: [{ 1: r }], ...z }) => q * r * z.b[0];
        return f({ v: a, w: [a], b: a });
      `,
    ],
    [
      'patterns in the rest of an array',
      `${twoNumbers}const f = ([{ 0: q }, ...[{ 1: r }, ...s]]) => q * r * s[0][0]; return f([a, a, a])`,
    ],
    [
      'a rest parameter',
      `${twoNumbers}const f = ({ 0: q }, ...r) => q * r[0][1] * r.length; return f(a, a, 3)`,
    ],
    [
      'a default, a rest pattern and arguments',
      `
        ${twoNumbers}
        function f(z, { 0: q } = a, ...[{ 1: r }]) {
          return q * r * z * arguments.length;
        }
        return f(y, undefined, a);
      `,
    ],
    [
      'a rest parameter that is an object pattern',
      `
        ${twoNumbers}
        function f(
          ...{
            0: { 0: q },
            1: { 1: r },
            length
          }
        ) {
          return q * r * length;
        }
        return f(a, a, 1);
      `,
    ],
    [
      'a rest parameter with computed keys',
      `${twoNumbers}const f = (...{ ['1']: { [1]: q } }) => q * q; return f(1, a)`,
    ],
    [
      'a property beside an index',
      `
        ${twoNumbers}
        const f = ({ m: { 0: q }, 0: r }) => q * r;
        return f(Object.assign(a, { m: a.slice() }));
      `,
    ],
  ],
  'loops, catch and array patterns': [
    [
      'for…of with a declaration',
      `${twoNumbers}let s = 0; for (const { 0: q, 1: r } of [a, a]) s += q * r; return s`,
    ],
    [
      'for…of that assigns, with a rest',
      `
        ${twoNumbers}
        let s = 0,
          q;
        for ({ 0: q, ...r } of new Set([a])) s += q * r[1];
        var r;
        return s;
      `,
    ],
    [
      'for…of with var and pairs',
      `
        ${twoNumbers}
        let s = 0;
        for (var [{ 0: q }, i] of [[a, 1], [a, 2]].values()) s += q * i;
        return s;
      `,
    ],
    [
      'the head of a for loop',
      `${twoNumbers}let s = 0; for (let { 0: q } = a, { 1: r } = a; s < 3; s += q * r) ; return s`,
    ],
    [
      'the body of for…in',
      `
        ${twoNumbers}
        let s = 0;
        for (const k in { ab: 1 }) {
          const { 0: q } = k;
          s += q === 'a' ? x : 0;
        }
        return s;
      `,
    ],
    ['catch of a typed array', `${twoNumbers}try { throw a } catch ({ 0: q, ...r }) { return q * r[1] }`],
    [
      'catch with a nested pattern and a default',
      `${twoNumbers}try { throw { a } } catch ({ a: { 0: q }, message = q }) { return message * q }`,
    ],
    [
      'object patterns in an array pattern',
      `
        ${twoNumbers}
        const [{ 0: q }, [, { 1: r }], ...[{ 0: s }, ...t]] = [a, [1, a], a, y];
        return q * r * s * t[0];
      `,
    ],
    [
      'an assignment to members gives its source',
      `
        ${twoNumbers}
        let q,
          o = {};
        const l = [a, a, 1];
        const m = ([{ 0: q }, { 1: o.r }, ...o.s] = l);
        return q * o.r * o.s[0] * +(m === l);
      `,
    ],
    [
      'defaults in an array pattern',
      `${twoNumbers}const [{ 0: q } = a, { 1: r } = a] = [undefined]; return q * r`,
    ],
    [
      'an object pattern as the rest',
      `${twoNumbers}const [...{ 0: { 0: q }, ['1']: { 1: r }, length }] = [a, a]; return q * r * length`,
    ],
    [
      'a yield in a computed key',
      `
        ${twoNumbers}
        function* g() {
          for (const [{ 0: q }, { [yield q]: r }] of [[a, a]]) yield q * r;
        }
        const i = g();
        i.next();
        return i.next(1).value;
      `,
    ],
    [
      'assignments inside declarations give their sources',
      `
        ${twoNumbers}
        const b = ({ 0: q } = a),
          c = ([{ 1: r }] = [b]);
        var q, r;
        return q * r * +(b === a) * +(c[0] === a);
      `,
    ],
    [
      'an array with a property',
      `${twoNumbers}const { 0: { 0: q }, b: { 1: r } } = Object.assign([a], { b: a }); return q * r`,
    ],
  ],
  'patterns around a typed array': [
    ['an array pattern takes both numbers', `${twoNumbers}const [[p, q]] = [a]; return p * q`],
    [
      'a parameter pattern beside arguments',
      `${twoNumbers}function g([p, q = 2]) { const { 0: r } = arguments[0]; return p * q * r } return g(a)`,
    ],
    [
      'a default and a rest',
      `${twoNumbers}const { m: [p] = [1], ...rest } = { m: a, n: a }; return p * rest.n[1]`,
    ],
    [
      'assignments and a loop',
      `
        ${twoNumbers}
        let p, q;
        [[p]] = [a];
        ({ 1: q } = a);
        for (const [u] of [a]) p *= u;
        return p * q;
      `,
    ],
    [
      'a nested pattern by number in an arrow function',
      `
        ${twoNumbers}
        const g = ({ v }) => {
          const { 0: p, ['1']: q, ...rest } = v;
          return p * q;
        };
        return g({ v: a });
      `,
    ],
  ],
});
