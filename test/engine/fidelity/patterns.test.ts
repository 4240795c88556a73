import { agreesAll } from '../../support/agree.ts';

const typed = 'const a = new Float64Array(2); a[0] = x; a[1] = y; ';

agreesAll({
  'parameters that take slots by number': [
    [`${typed}function f({ 0: q, 1: r }) { return q * r } return f(a)`],
    [`${typed}return (({ 0: q }, { 1: r }) => q * r)(a, a)`],
    [`${typed}return [a, a].map(({ 0: q, 1: r = 2 }, i, { length }) => q * r * (i + 1) * length)`],
    [
      `${typed}const o = { m({ 1: q }) { return q * q }, *g({ 0: q }) { yield q * q } }; return o.m(a) * o.g(a).next().value`,
    ],
    [
      `${typed}class C { #p; constructor({ 0: q }) { this.#p = q } static s({ 1: q }) { return q } #m({ 0: q }) { return q * this.#p } m(z) { return this.#m(z) } } return new C(a).m(a) * C.s(a)`,
    ],
    [
      `${typed}class B { constructor({ 0: q }) { this.q = q } } class C extends B { constructor({ 1: r }, z) { super(z); this.r = r } } const c = new C(a, a); return c.q * c.r`,
    ],
    [
      `${typed}const o = { set v({ 0: q }) { this.q = q * q; }, set w({ 1: q } = a) { this.r = q } }; o.v = a; o.w = undefined; return o.q * o.r`,
    ],
    [`${typed}class C { static set v([{ 0: q, 1: r }]) { C.q = q * r; } } C.v = [a]; return C.q`],
    [`${typed}function f({ 0: q, ...r }) { return q * r[1] * Object.keys(r).length } return f(a)`],
    [`${typed}const f = ({ [x - x]: q, ['1']: r }) => q * r; return f(a)`, { cuts: ['key'] }],
    [
      `${typed}const f = ({ 0: q, 5: r = q * 2, 1n: s, '1': t }, u = q * r) => q * r * s * t * u; return f(a)`,
    ],
    [
      `${typed}const f = ({ v: { 0: q }, w: [{ 1: r }], ...z }) => q * r * z.b[0]; return f({ v: a, w: [a], b: a })`,
    ],
    [`${typed}const f = ([{ 0: q }, ...[{ 1: r }, ...s]]) => q * r * s[0][0]; return f([a, a, a])`],
    [`${typed}const f = ({ 0: q }, ...r) => q * r[0][1] * r.length; return f(a, a, 3)`],
    [
      `${typed}function f(z, { 0: q } = a, ...[{ 1: r }]) { return q * r * z * arguments.length } return f(y, undefined, a)`,
    ],
    [
      `${typed}function f(...{ 0: { 0: q }, 1: { 1: r }, length }) { return q * r * length } return f(a, a, 1)`,
    ],
    [`${typed}const f = (...{ ['1']: { [1]: q } }) => q * q; return f(1, a)`],
    [`${typed}const f = ({ m: { 0: q }, 0: r }) => q * r; return f(Object.assign(a, { m: a.slice() }))`],
  ],
  'loops, catch and what stands inside array patterns': [
    [`${typed}let s = 0; for (const { 0: q, 1: r } of [a, a]) s += q * r; return s`],
    [`${typed}let s = 0, q; for ({ 0: q, ...r } of new Set([a])) s += q * r[1]; var r; return s`],
    [`${typed}let s = 0; for (var [{ 0: q }, i] of [[a, 1], [a, 2]].values()) s += q * i; return s`],
    [`${typed}let s = 0; for (let { 0: q } = a, { 1: r } = a; s < 3; s += q * r) ; return s`],
    [`${typed}let s = 0; for (const k in { ab: 1 }) { const { 0: q } = k; s += q === 'a' ? x : 0 } return s`],
    [`${typed}try { throw a } catch ({ 0: q, ...r }) { return q * r[1] }`],
    [`${typed}try { throw { a } } catch ({ a: { 0: q }, message = q }) { return message * q }`],
    [
      `${typed}const [{ 0: q }, [, { 1: r }], ...[{ 0: s }, ...t]] = [a, [1, a], a, y]; return q * r * s * t[0]`,
    ],
    [
      `${typed}let q, o = {}; const l = [a, a, 1]; const m = [{ 0: q }, { 1: o.r }, ...o.s] = l; return q * o.r * o.s[0] * +(m === l)`,
    ],
    [`${typed}const [{ 0: q } = a, { 1: r } = a] = [undefined]; return q * r`],
    [`${typed}const [...{ 0: { 0: q }, ['1']: { 1: r }, length }] = [a, a]; return q * r * length`],
    [
      `${typed}function* g() { for (const [{ 0: q }, { [yield q]: r }] of [[a, a]]) yield q * r } const i = g(); i.next(); return i.next(1).value`,
    ],
    [
      `${typed}const b = ({ 0: q } = a), c = ([{ 1: r }] = [b]); var q, r; return q * r * +(b === a) * +(c[0] === a)`,
    ],
    [`${typed}const { 0: { 0: q }, b: { 1: r } } = Object.assign([a], { b: a }); return q * r`],
  ],
});
