/**
 * Small programs, by what they exercise. `log` records values; programs end by value or by throwing. Each is run plain
 * and instrumented, and both must log and throw the same. Written for sloppy mode unless they say otherwise.
 */
export const programs: Readonly<Record<string, string>> = {
  'operators on all types': `
    const values = [0, -0, 1, 2.5, NaN, '', 'a', '5', null, undefined, true, 3n, 2n, {}, [], [7], { valueOf() { return 4 } },
      Symbol.iterator];
    const operations = [(a, b) => a + b, (a, b) => a - b, (a, b) => a * b, (a, b) => a / b, (a, b) => a % b, (a, b) => a ** b,
      (a, b) => a & b, (a, b) => a | b, (a, b) => a ^ b, (a, b) => a << b, (a, b) => a >> b, (a, b) => a >>> b,
      (a, b) => a < b, (a, b) => a <= b, (a, b) => a > b, (a, b) => a >= b, (a, b) => a == b, (a, b) => a != b, (a, b) => a === b,
        (a, b) => a !== b,
      (a, b) => a in b, (a, b) => a instanceof b, a => -a, a => +a, a => ~a, a => !a, a => typeof a, a => void a,
      (a, b) => a && b, (a, b) => a || b, (a, b) => a ?? b, (a, b) => a ? b : 9, a => \`<\${a}>\`, a => { a++; return a }, a => a--,
        a => ++a];
    for (const operation of operations) for (const a of values) for (const b of values) {
      try { log(operation(a, b)) } catch (e) { log(e.message) }
    }`,
  'evaluation order': `
    const t = (n, v) => { log(n); return v };
    const o = { get p() { log('get p'); return 1 }, set p(v) { log('set p', v) }, m(...xs) { log('m', ...xs); return this === o }
      };
    t('a', 1) + t('b', 2) * t('c', 3);
    t('obj', o).p += t('rhs', 2);
    t('obj', o)[t('key', 'p')] += t('rhs', 2);
    log(t('obj', o)[t('key', 'p')]++, ++t('obj', o)[t('key', 'p')]);
    log(t('obj', o).p++, --t('obj', o).p);
    log(t('obj', o).m(t('x', 1), t('y', 2)));
    log(t('obj', o)[t('key', 'm')](t('x', 1), ...t('y', [2, 3])));
    t('obj', o)[t('key', 'p')] = t('rhs', 3);
    t('obj', o).p = t('rhs', 3);
    ({ [t('k1', 'a')]: t('v1', 1), [t('k2', 'b')]: t('v2', 2) });
    new (t('C', class { constructor(...xs) { log(...xs) } }))(t('x', 1), t('y', 2));
    let x = 1; x += (x = 5, 2); log(x);
    let i = 0; const a = [0, 0, 0]; a[i++] += i; a[i++] = i++; log(a, i);
    const key = { toString() { log('toString'); return 'q' } };
    const q = { q: 1 }; q[key] += t('rhs', 1); q[key]++; log(q);
    [t('t1', a)[t('k1', 0)], t('t2', a)[t('k2', 1)]] = t('rhs', [8, 9]); log(a);
    ({ x: t('t1', a)[t('k1', 0)] = t('default', 5), ...t('t2', o).rest } = t('rhs', {})); log(a, o.rest);`,
  'nullish bases': `
    for (const f of [() => { null[log('key')] = log('rhs') }, () => { undefined.x = log('rhs') },
        () => { let o; o.p += log('rhs') },
      () => { let o; o[log('k')] += log('rhs') }, () => { let o = null; o.a.b }, () => { let o = {}; o.a.b },
        () => { let o = {}; o.a[0] },
      () => { let o = {}; o.f(log('arg')) }, () => { let o = {}; o.a.f(log('arg')) }, () => { let o; o.length },
        () => { let o; o[0]++ }, () => { let o; o.x ||= 1 },
      () => { let o; o.f() }, () => { let o; delete o.x }]) {
      try { f() } catch (e) { log(e.constructor.name, e.message) }
    }`,
  'optional chains': `
    const o = { a: { b(x) { return [this === o.a, x] }, c: { d: [1, 2, 3] }, k: 'b' }, n: null, f: x => x };
    const k = 'b', u = undefined; let count = 0; const next = () => ++count;
    log(o?.a?.b(1), o.n?.b.c.d(next()), u?.[next()], u?.(next()), o.f?.(2), o.g?.(next()), o.a?.[k](3), o.a.b?.(4), o.a[k]?.(5));
    log(o?.a.c?.d?.[1], o.a?.c.d.length, (o?.a).k, (o?.a.b)(6), (o?.n)?.x, count);
    log(delete o?.a.k, delete u?.x, delete o.a?.['c'], o.a);
    try { o.a?.zz.y } catch (e) { log(e.message) }
    try { o.n?.(1); o?.a.zz() } catch (e) { log(e.message) }
    try { (u?.x).y } catch (e) { log(e.message) }
    log(o.a.b?.call({}, 1), o?.f?.(o?.f?.(7)), [1]?.map(x => x + 1)?.length, ''?.length, (0)?.toFixed(1));
    class P { #x = { y: 5, m() { return this.y } }; static t(p) { return [p?.#x, p?.#x.y, p?.#x.m(), p?.#x?.m?.()] } }
    log(P.t(new P()), P.t(undefined));`,
  'assignment operators': `
    let a = 5; a -= 2; a *= 3; a /= 2; a %= 3; a **= 2; a <<= 2; a >>= 1; a >>>= 1; a &= 7; a |= 8; a ^= 3; log(a);
    const o = { p: 1, z: 0, n: null }, t = [o];
    o.p += 1; t[0].p += 1; o['p'] -= 5; o[\`p\`] *= 2; log(o.p);
    log(o.z ||= 4, o.n ??= 5, o.p &&= 6, t[0].z ||= 7, t[0].q ??= 8, t[0]['q'] &&= 9, o[\`r\`] ||= 10, o);
    let f; f ||= function () {}; let g; g ??= () => {}; let h = 1; h &&= class {}; log(f.name, g.name, h.name);
    let once = 0; const getter = { get v() { once++; return 1 }, set v(x) { once += 10 } };
    getter.v ||= 2; getter.v ??= 2; getter.v &&= 2; log(once);
    try { const c = 1; c += log('rhs') } catch (e) { log(e.message) }
    try { const c = 1; c++ } catch (e) { log(e.message) }
    try { const c = 0; c ||= log('rhs') } catch (e) { log(e.message) }
    try { const c = 1; c ||= log('rhs'); log('kept') } catch (e) { log(e.message) }
    try { tdz += 1; let tdz } catch (e) { log(e.message) }
    try { tdz2 = 1; let tdz2 } catch (e) { log(e.message) }
    try { undeclared1 += 1 } catch (e) { log(e.message) }
    try { undeclared1++ } catch (e) { log(e.message) }
    undeclared2 = 7; log(undeclared2, typeof undeclared3, typeof (undeclared3), delete globalThis.undeclared2);
    (a) = 3; (o.p) = 4; (a) += 1; (o.p)++; log(a, o.p);
    const frozen = Object.freeze([1]); frozen[0] = 2; frozen[0] += 1; frozen.length = 0; frozen[0]++; log(frozen);
    (function () { 'use strict'; for (const f of [() => { frozen[0] = 2 }, () => { frozen[0] += 2 }, () => { frozen[0]++ },
          () => { log(frozen[0]++) }, () => { frozen.x = 1 }, () => { frozen[0] &&= 3 }, () => { undeclared4 = 1 },
          () => { 'abc'[0] = 'x' }]) try { f() } catch (e) { log(e.message) } })();
    const arr = [1, 2, 3]; arr.length -= 1; arr.length++; log(arr, arr.length--);`,
  updates: `
    let i = 1; log(i++, i, ++i, i--, --i, i++ + i++, i);
    let s = '5'; log(s++, s); let b = 5n; log(b++, b, --b); let u; log(u++, u);
    const o = { n: 1, s: '3', get g() { return 2 }, set g(v) { i++; log('set', v) } };
    log(o.n++, ++o.n, o.s++, o.s, o.g++, ++o.g, o['n']--, --o['n']);
    for (let a = 0, z = 3; a < z; a++, z--) log(a, z);
    i++
    ++i
    log(i)
    const a = [1, 2]; let k = 0; a[k++]++; log(a, k); log(a[k]++ * a[k], -a[0]++, !a[0]--, [...a]);
    try { log(Symbol.iterator + 1) } catch (e) { log(e.message) }`,
  'call shapes': `
    const f = function (...xs) { return [this === undefined || this === globalThis, xs.length, ...xs] };
    const o = { f, o: { f() { return this === o.o } } };
    log(f(), f(1), f(1, 2), f(1, 2, 3), f(1, 2, 3, 4), f(...[1, 2]), f(0, ...[1], 2));
    log(o.o.f(), (o.o.f)(), (0, o.o.f)(), o['o']['f'](), (o.o['f'])());
    log((() => 1)(), (function () { return arguments.length })(1, 2), !function () { return 0 }(), new (class { x = 1 })().x);
    log(new Date(0).getTime(), new Array(3).length, new Array, new Array(...[1, 2]), new (function () { this.a = 1 }),
      new Map([[1, 2]]).get(1));
    function N() { return new.target } log(N() === undefined, new N() instanceof N, new N);
    log([3, 1, 2].sort((a, b) => a - b).map(x => x * 2).filter(Boolean).reduce((a, b) => a + b, 0));
    log(Math.max(1, 2), Math.max.apply(null, [1, 5]), Math.max.call(null, 3), parseInt('12px', 10), String.raw\`a\${1 + 1}b\`);
    const tag = (strings, ...xs) => [strings.raw, xs, strings]; const same = () => tag\`x\${1}y\`;
    log(tag\`a\${1 + 1}\\n\${[2]}\`, same()[2] === same()[2]);
    const t = { tag(s, x) { return [this === t, s[0], x] } }; log(t.tag\`q\${5}\`, t['tag']\`r\${6}\`, t[\`tag\`]\`z\${0}\`);
    log((f)(1)[1], f.call(1, 2).length, f.bind(null, 1)(2), (1, 2, 3), ((x) => x * 2)(4));
    const { length } = f(1, 2); log(length); log([1, 2, 3].length, 'abc'.length, f.length, f.name);
    log(eval('1 + 1'), eval('var ev = 3; ev * 2'), (0, eval)('typeof log'),
      (function () { var loc = 4; return eval('loc + 1') })(), eval(5));`,
  'callees that are no functions': `
    const o = { a: { }, n: 5, f() { return {} } }, x = 1, k = 'q', a = [1], g = () => undefined, w = { m() {} };
    const attempts = [() => x(), () => o.b(), () => o.a.c(), () => o[k](), () => o['b c'](), () => a[0](), () => a[x + 1](),
      () => g()(), () => w.m()(), () => o.f().z(),
      () => (function () {})()(), () => [1].foo(), () => ({}).foo(), () => ({ a: 1 }).foo(), () => (x + 1)(), () => (x + 1).b(),
        () => (-x)(), () => (!x)(), () => (x ? x : x)(), () => (x && x)(),
      () => (x || 0)(), () => (x ?? 0)(), () => new x(), () => new o.b(), () => new (g())(), () => new o.b, () => 's'(),
        () => 5(), () => (5).z(), () => null(), () => undefined(),
      () => this.q(), () => (0, x)(), () => (x++)(), () => (typeof x)(), () => o?.b(), () => o.b?.c(), () => o?.a.d(),
        () => o.a?.[k](), () => (o?.b)(), () => /re/(), () => /re/.b(),
      () => (class {}).b(), () => (function nm() {}).b(), () => new Map().z(), () => o.f(1, 2).q(), () => x(...[1]),
        () => o.b(...[1]), () => o[0.5](), () => o[-1](), () => (x, o.b)(),
      () => (x == 1)(), () => (x === 1).z(), () => (x ** 2)(), () => (x instanceof Object)(), () => ('b' in o)(),
        () => [x, k].z(), () => a.map(q => q).z(), () => (() => 1).z(),
      () => o[Symbol.iterator](), () => o['1'](), () => (k + 's').b(), () => (x + 1 + 2)(), () => (void 0)(),
        () => new Math.max(1), () => new (() => {})(), () => o.n.zz(), () => g\`x\`(), () => x?.y()];
    for (const f of attempts) try { f(); log('fine') } catch (e) { log(e.constructor.name, e.message) }
    class A { #p = 1; t() { this.#p() } static u() { super.zz() } }
    try { new A().t() } catch (e) { log(e.message) }
    try { A.u() } catch (e) { log(e.message) }`,
  classes: `
    const log2 = []; const key = 'computed';
    class A { static s = 1 + 1; static { this.t = this.s * 2 } x = 1; ['y' + 1] = this.x + 1; fn = () => this.x;
      anon = function () {}; #p = 3; static #q = 4
      constructor(z = 2) { this.z = z; this.x++; this.#p += 2; this.#p++; ++this.#p }
      get p() { return this.#p } set p(v) { this.#p = v } static get q() { return A.#q++ } static q2() { return A.#q }
      [key]() { return 'c' } *gen() { yield this.x; yield* [this.z] } async as() { return await this.x }
      static m(a) { return a?.#p } has(o) { return #p in o }
      #m(x) { return this.#p + x } callM() { return this.#m(1) + this?.#m(2) }
      logical() { this.#p &&= 0; this.#p ||= 5; this.#p ??= 6; return this.#p-- + this.#p } 'quoted name'() { return 1 }
      12() { return 2 } }
    class B extends A { constructor() { super(5); this.w = super.p; super.p = 9; this.arrow = () => super.callM() }
      callM() { return super.callM() * 2 } get p() { return super.p + super['p'] } static q3() { return super.q2() }
      inc() { super.v = 1; super.v++; super.v += 2; super['v'] *= 2; return [this.v, super.v++] } }
    class C extends B {} class D extends Array { sum() { return this.reduce((a, b) => a + b, 0) } }
    const a = new A(), b = new B(), c = new C();
    log(a, A.s, A.t, a.fn(), a.y1, a.p, a.computed(), [...a.gen()], a.callM(), A.q, A.q, A.m(a), A.m(null), a.has(a), a.has({}),
      a.logical(), a['quoted name'](), a[12]());
    log(b, b.w, b.p, b.callM(), B.q3(), b.arrow(), c instanceof B, c.p, b.inc(), new D(1, 2, 3).sum(),
      D.from([1]).map(x => x) instanceof D);
    log(A.name, a.fn.name, a.anon.name, (class {}).name, (() => class {})().name, Object.getOwnPropertyNames(A.prototype),
      A.length, B.length);
    a.p = 100; a.p += 1; a.p++; log(a.p);
    try { A() } catch (e) { log(e.message) }
    try { class X extends null { constructor() { this.x } } new X } catch (e) { log(e.message) }
    try { a.has(1) } catch (e) { log(e.message) }
    const E = class Named { who() { return Named === E } }; log(new E().who(), E.name);
    const x = { __proto__: { m() { return 1 } }, m() { return super.m() + 1 }, get g() { return super.m }
      , async am() {}, *gm() {}, async *agm() {} }; log(x.m(), typeof x.g, x.am.name, x.gm.name, x.agm.name);`,
  'names of functions': `
    const f = function () {}, g = () => {}, h = class {}; let i; i = () => {}; var { j = () => {} } = {};
    const [k = function () {}] = []; const o = { l: () => {}, m() {}, get n() { return 1 }, ['o' + 1]: () => {},
      [Symbol('s')]: () => {} };
    let q = (() => {}); let r = (0, () => {}); const def = (p = () => {}) => p.name; i = (function () {});
    log(f.name, g.name, h.name, i.name, j.name, k.name, o.l.name, o.m.name, Object.getOwnPropertyDescriptor(o, 'n').get.name,
      o.o1.name, q.name, r.name, def(), f.length, ((a, b = 1, ...c) => {}).length);
    o.p = () => {}; log(o.p.name); o['r'] = function () {}; log(o['r'].name); ({ s: i = () => {} } = {}); log(i.name);
    [i = () => {}] = []; log(i.name)`,
  destructuring: `
    const { a, b: { c = 5, ...d } = { e: 1 }, ['x' + 1]: f = a, ...rest } = { a: 1, x1: undefined, z: 3, y: 2 };
    log(a, c, d, f, rest);
    const [x, , y = x, ...[z, ...zs]] = [1, 2, undefined, 4, 5, 6]; log(x, y, z, zs);
    let p, q; [p, q] = [1, 2]; [p, q] = [q, p]; log(p, q); ({ p, q: p = 3 } = { p: 9 }); log(p);
    const arr = [1, 2, 3], o = {}; [arr[0], arr[2]] = [arr[2], arr[0]];
    ({ a: o.a, b: o['b'], c: arr[1], ...o.r } = { a: 1, b: 2, c: 3, d: 4 }); log(arr, o);
    [...arr[0]] = [1]; [o.x = 1, arr[1] = 2] = []; log(arr, o);
    function fn({ a = 1, b: [c] = [2] } = {}, [d, e = d] = [3], ...[g]) { return [a, c, d, e, g] }
    log(fn(), fn({ a: 5, b: [6] }, [7], 8));
    for (const [k, v] of Object.entries({ a: 1, b: 2 })) log(k, v); for (const { length } of ['ab', 'c']) log(length);
    for (arr[0] of [7, 8]) log(arr[0]); for (o.k in { z: 1 }) log(o.k); for ([p, o['q']] of [[1, 2]]) log(p, o.q);
    for (let [i, j] = [0, 2]; i < j; [i, j] = [i + 1, j]) log(i);
    try { throw { message: "m" } } catch ({ message, code: [n] = [4] }) { log(message) } finally { log('finally') }`,
  'destructuring nothing': `
    for (const f of [() => { const { a } = null }, () => { const [a] = undefined }, () => { const { a: { b } } = {} },
        () => { (({ a }) => a)() }, () => { const [x] = 5; }, () => { const u = undefined; const { a } = u },
        () => { const o = {}; const { a } = o.q; }, () => { const o = {}; for (const x of o.q); }, () => { let o = 5; [...o] }])
      try { f() } catch (e) { log(e.message) }`,
  'control flow': `
    let n = 0; for (;;) { if (n++ > 3) break; if (n === 2) continue; log(n) } while (n--) log(n); do { n++ } while (n < 3);
    do log('once'); while (n > 100)
    outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer;
        log(i, j) } } block: { log('in'); if (n) break block; log('never') }
    const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); for (const k of [4, 5]) fs.push(() => k);
    for (const k in { a: 1, b: 2 }) fs.push(() => k); log(fs.map(f => f()));
    function sw(x) { switch (x) { case 1: return 'one'; case 1 + 1: case 'b': log('fall'); default: log('def');
        case 'c': { let q = x; return q } } } log(sw(1), sw(2), sw('b'), sw('c'), sw('d'), sw(NaN));
    function fin() { try { return log('try') } finally { log('fin') } } fin();
    function fin2() { for (const x of [1, 2]) try { continue } finally { log(x) } return 1 } log(fin2());
    if (n) log('if'); else log('else'); if (!n) log('x'); else if (n > 1 && n < 9 || !n) log('elseif'); if (n, 0) log('no');
    else log('comma');
    for (var v in [1, 2]) log(v); for (var w of 'ab') log(w);
    for (let x = (log('a'), 0); log('b'), x < 1; log('c'), x++) log('d'); var e = n ? n > 1 ? 'p' : 'q' : 'r'; log(e);
    var empty = 0; while (empty++ < 3); log(empty); for (empty = 0; empty < 2; empty++); log(empty); if (n) ; else log(1);
    label: for (const x of [1]) { continue label }
    try { log('a'); throw new Error('boom') } catch { log('caught') } var hoisted; log(typeof fnLater, fnLater());
    function fnLater() { return 'later' } { function inner() { return 'i' } } log(inner());
    a = 1
    ;[1, 2].forEach(x => log(x))
    var a
    let t = n
    ;(log)(t)
    n && log('and')
    let r = [1]
    n || log('or')
    r
    ++n
    log(n, 'x' in { x: 1 }, n in [1], [] instanceof Array)`,
  'generators and async': `
    function* g() { const x = yield 1; log('got', x); const y = (yield x + 1) * (yield 3); log(y); try { yield* [7, 8] }
      finally { log('cleanup') } return [yield, yield] }
    const it = g(); log(it.next(), it.next(5), it.next(6), it.next(7), it.next(), it.return(9));
    function* h(o) { o[yield 'k'] += yield 'v'; o.f(yield 'a', ...(yield 'b')); o[yield 'c'] = yield 'd'; o.q ||= yield 'e';
      return o?.[yield 'z'] } const o = { f(...xs) { log(xs) }, p: 1 }; const i2 = h(o);
    log([i2.next(), i2.next('p'), i2.next(5), i2.next(1), i2.next([2, 3]), i2.next('r'), i2.next(4), i2.next(6), i2.next('p')],
      o);
    async function af(x) { const y = await x + await 2; for await (const z of [Promise.resolve(1), 2]) log(z);
      try { await Promise.reject(new Error('no')) } catch (e) { log(e.message) } return y * 2 }
    async function* ag() { yield await 1; yield 2 } const arrow = async x => await x + 1;
    const arrow2 = async (x) => { return x };
    return Promise.all([af(Promise.resolve(3)), arrow(4), arrow2(5),
        (async () => { const r = []; for await (const x of ag()) r.push(x); return r })(),
        (async () => (await o).f(await 1, await 2))()]).then(r => log(r))`,
  'scope and strictness': `
    function args(a) { arguments[0] = 5; a += 1; return [a, arguments[0], arguments.length, typeof arguments, [...arguments]] }
    log(args(1, 2)); function strict(a) { 'use strict'; arguments[0] = 5; return [a, this === undefined] } log(strict(1));
    function sloppy() { return this === globalThis || this === undefined }
    log(typeof sloppy(), (function () { return typeof this }).call(5),
      (function () { 'use strict'; return typeof this }).call(5));
    const self = { m() { return (() => this === self && arguments.length)() } }; log(self.m(1));
    with ({ wx: 1, f() { return this.wx } }) { log(wx + 1, f()); wx++; log(wx) }
    var getter = { get x() { return this.y }, y: 3, set x(v) { this.y = v } }; getter.x = 8; getter.x += 1;
    log(getter.x, getter['x']); log(void 0, typeof null, typeof (() => 1)(), typeof undefined === 'undefined',
      typeof nope === 'undefined', typeof nope == 'object', 'number' === typeof 1, typeof 1 === 'number');
    log([, 1, , 2].length, [...'ab', ...[1]], { ...{ a: 1 }, ...null, b: 2 },
      { 'q-r': 1, 2: 3, async: 4, get: 5, set: 6, static: 7 }); label: var z = 1;
    log(0b11, 0o17, 1_000, .5, 5., 0x1F, 1e3, 010, '\\x41', /a\\/[/]b/g.source);
    log(-1 - -1, - -1, + +'3', -(5 ** 0) === -1 || 1, 2 ** -1, (-2) ** 2, 1 - - n1()); function n1() { return 4 }
    var let_ = 1, of = [1], async = 2; log(let_, of[0], async); for (var q of of) log(q); for (q of[3]) log(q);
    if (q) log(1);else[log(2)]; var yield_ = typeof[1]; log(yield_, typeof(1), void[0]);
    log((function f(n) { return n ? n * f(n - 1) : 1 })(5), ((a, b = a, c = () => a + b) => c())(1), (({ x }) => x)({ x: 1 }));
    return`,
  'delete and in': `
    const o = { a: 1, b: { c: 2 }, 3: 4 }, k = 'a'; log(delete o[k], delete o.b.c, delete o[1 + 2], delete o.zz, o, delete 5,
      delete (o.b)); (function () { 'use strict'; try { delete Object.freeze({ x: 1 }).x } catch (e) { log(e.message) } })();
    log('b' in o, k in o, 1 in [5, 6]); try { 'x' in 5 } catch (e) { log(e.message) } try { 1 instanceof 5 }
    catch (e) { log(e.message) }`,
  'fib and friends': `
    const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2); log(fib(12)); const memo = {};
    const m = n => memo[n] ??= n < 2 ? n : m(n - 1) + m(n - 2); log(m(40)); const sieve = [];
    for (let i = 2; i < 50; i++) { let p = true; for (let j = 2; j * j <= i; j++) if (i % j === 0) { p = false; break }
      if (p) sieve.push(i) } log(sieve);
    const compose = (...fs) => x => fs.reduceRight((a, f) => f(a), x); log(compose(x => x + 1, x => x * 2)(5));
    const f64 = new Float64Array(4); for (let i = 0; i < f64.length; i++) f64[i] = i / 2; f64[1] += f64[2] *= 3;
    [f64[0], f64[3]] = [f64[3], f64[0]]; log([...f64]); const M = [];
    for (let i = 0; i < 2; i++) { M[i] = []; for (let j = 0; j < 2; j++) M[i][j] = i * 2 + j } M[1][0]++; M[1][1]--; log(M);
    let s = ''; for (const c of 'hello') s = c + s; s += \`\${s.length}\${[1, 2]}\`; log(s);`,
  'parameters with patterns that may take slots': `
    const t = (n, v) => { log(n); return v };
    const spy = (o, n) => new Proxy(o, { get: (_, k) => (log(n, 'get', k), o[k]),
        ownKeys: () => (log(n, 'keys'), Reflect.ownKeys(o)),
        getOwnPropertyDescriptor: (_, k) => (log(n, 'own', k), Reflect.getOwnPropertyDescriptor(o, k)),
        has: (_, k) => (log(n, 'has', k), k in o) });
    const fs = [function f({ 0: a }) {}, function ({ 0: a } = [1], b) {}, (a, { 0: b }, c = 1, d) => {},
      async (a, { ...b }, ...c) => {}, function* (a, b = 1, { 0: c }, ...d) {}, { m({ 0: a }, b) {} }.m,
      class { constructor(a, { 0: b }) {} },
      Object.getOwnPropertyDescriptor({ set x({ 0: a }) {} }, 'x').set,
        Object.getOwnPropertyDescriptor(class { static set x([{ 0: a }] = []) {} }, 'x').set];
    for (const f of fs) log(f.length, f.name, Reflect.ownKeys(f), Object.prototype.toString.call(f));
    function all({ [t('k1', 0)]: a, [t('k2', 'x')]: { 0: b, ...c } = t('d1', [7, 8]), ...d }, e = () => [a, e.name], { 0: f }
      = t('d2', [e().length]), ...g) { log(a, b, c, d, e(), f, g, arguments.length, e.name); a = 9; return e() }
    log(all(spy({ 0: 1, y: 2 }, 'p'))); log(all(spy([3, 4], 'q'), undefined, spy([5], 'r'), 6, 7));
    log(all({ x: spy([1, 2], 's') }, undefined, [null], null));
    log((({ 0: a, ...b }, c = ({ 1: d }) => d, ...r) => [a, b, c([1, 2]), c.name, r])([1, 2], undefined, 3, 4));
    log((function ({ 0: a }, b) { b = 5; a = 6; arguments[0] = 7; return [a, b, arguments.length, ...arguments] })([1], 2, 3));
    log((({ 0: a }, ...[{ 1: b } = [t('late', 1), 2], ...c]) => [a, b, c])([1], undefined, 4, 5),
      ((...{ length, 0: { 0: z }, ...r }) => [length, z, r])([1], 2),
      (function (...{ [t('k', 1)]: { 0: z } }) { return z })(1, [2]));
    for (const [n, f] of Object.entries({ tdz: ({ 0: a = b }, b) => a, later: ({ 0: a }, b = c, { 0: c }) => b,
          own: ({ 0: a = a }) => a, outer: ({ 0: t = t }) => t })) try { log(n, f([], undefined, [])) }
    catch (e) { log(n, e.message) }
    var v = 'outer'; log((function ({ 0: a }, g = () => v) { var v = 'inner'; return [a, v, g()] })([1]),
      (function ({ 0: v }, g = () => v) { var v; const w = v; v = 'body'; return [w, v, g()] })([2]),
      (function ({ 0: v }) { var v; function w() { return v } v++; return w() })([2]),
      (function ({ 0: v }) { function v() {} return typeof v })([2]));
    log((function ({ 0: v }, w) { eval('var v, w, x = 5'); return [v, w, x] })([3], 4),
      (({ 0: v }) => { 'no directive'; eval('var v = v + 1'); return v })([3]),  (({ 0: v }, w = eval('v + 1')) => w)([4]));
    const lazy = function* ({ 0: a }, { 1: b } = t('at the call', [0, 2])) { log('started'); yield a; yield b };
    const i = lazy([1]); log('made'); log(...i);
    try { (function* ({ 0: a }) {})() } catch (e) { log('generator', e.message) } try { (async function* ({ 0: a }) {})() }
    catch (e) { log('async generator', e.message) }
    const o = { q: 3, set x({ 0: a, ...r }) { log(this.q, a, r, arguments.length, new.target); return 5 },
      set y([{ 0: a }, ...[b = t('b', 2)]] = [[t('d', 1)]]) { log(a, b); { let a = 4; var c = a } log(c) },
      __proto__: { set s(v) { log('super', v) } }, set z({ 0: a }) { super.s = a } };
    log(o.x = [1, 2], o.y = undefined, o.y = [[3], 4], o.z = [5]);
    class A { #p = 1; constructor({ 0: a }) { log(new.target.name, a, this.#p) } static #q({ 0: a }) { return a }
      static q(...r) { return A.#q(...r) } } class B extends A {
      constructor({ 0: a }, b = () => this.c, ...r) { super([a + 1]); this.c = a; log(b(), r) } } new B([1], undefined, 3);
    log(A.q([4]), new A({}) instanceof A);
    log([[1, 2], [3, 4]].map(({ 0: a, length, ...r }, i) => [a, length, r, i]), Array.from('ab', ({ 0: a }, ...r) => a + r),
      Reflect.ownKeys(Array.prototype).filter((k) => typeof k === 'symbol'));
    const messages = [({ 0: a }) => 0, ({ 'b-c': a, 0: b }) => 0, ({ 1n: a }) => 0, ({ ...a }) => 0,
      ({ [t('never', 0)]: a }) => 0, ({ 0: { 1: a } }) => 0, ({ 0: a = 1 }) => 0, ({ 0: [a] }) => 0, ({ x: { 1: a } }) => 0,
      ([{ 0: a }]) => 0, ([[{ 0: a }]]) => 0, ({ 0: a }, ...b) => 0, ({ 0: a } = null) => 0, ({ 0: a } = t('n').m) => 0,
      ({ ...a } = t('n')) => 0, ([{ 0: a }] = t('n')) => 0, ([{ 0: a }] = null) => 0,
      (...[{ 0: a }]) => 0, (...{ 0: { 0: a } }) => 0, ([...[{ 0: a }]]) => 0, ([{ 0: a } = t('n')]) => 0,
        ({ x: { ...a } = t('n') }) => 0, ({ x: [{ 0: a }] = t('n') }) => 0, function ({ 0: a }) {}, { m({ 0: a }) {} }.m,
        (v) => { ({ set x({ 0: a }) {} }).x = v }, (v) => { ({ set x([{ 0: a }]) {} }).x = v },
        class { constructor({ 0: a }) {} },
      ({ 0: [a] } = t('n')) => 0, ({ x: { 0: [a] } }) => 0, ({ x: { 0: [a] = t('n') } }) => 0, ({ 0: [[a]] }) => 0,
        ({ 0: [{ y: [a] }] }) => 0, ([{ 0: [a] }]) => 0, ({ x: { ...a } = t('n') } = t('m')) => 0,
        ({ x: [a] = t('n'), ...b } = t('m')) => 0, ({ x: [a] = null, ...b }) => 0, ({ y, x: { ...a } = t('n') } = t('m')) => 0,
        ({ x: { y: [b], ...c } = t('n') }) => 0, ({ x: { y: [b], ...c } = {} }) => 0, ([{ y: [b], ...c } = {}]) => 0];
    for (const f of messages) for (const v of [undefined, null, 5, [], [null], [5], {}, { x: null }, { x: 5 }, { x: {} },
        'ab']) try { log(Reflect.apply(f, undefined, [v])) } catch (e) { log(e.name, e.message) }
    return (async () => { for (const f of [async ({ 0: a }) => a, async function ({ 0: a } = t('n')) {},
          async ({ 0: a }, ...b) => [a, b]]) for (const v of [undefined, [1]]) { const p = f(v); log('later');
          await p.then(log, (e) => log('rejected', e.message)) } })()`,
  'heads of loops, catch and array patterns that may take slots': `
    const t = (n, v) => { log(n); return v };
    const items = (n, xs, more = {}) => ({ [Symbol.iterator]() { log(n, 'iterator', ...arguments); let i = -1;
          return { get next() { log(n, 'next?'); return (...a) => (log(n, 'next', a), i++,
          { get done() { log(n, 'done'); return i >= xs.length }, get value() { log(n, 'value'); return xs[i] } }) },
          get return() { log(n, 'return?'); return (...a) => (log(n, 'return', a), {}) }, ...more } } });
    for (const { 0: a, ...b } of items('l', [[1, 2], [3]])) log(a, b);
    for (var { [t('k', 1)]: c = t('d', 4) } of items('m', [[1], [2, 3]])) { log(c); if (c === 3) break } const o = {};
    out: for (const x of [1, 2]) for ([{ 0: o.p }, o[t('key', 'q')]] of items('n', [[[1], 2], [[3], 4]])) { log(o.p, o.q);
      continue out }
    const fs = []; for (const { 0: a } of [[1], [2]]) fs.push(() => a); log(fs.map((f) => f()));
    for (const { 0: a } of [[1]]) { let a = 5; log(a) } try { for (const { 0: a } of [a]) log(a) } catch (e) { log(e.message) }
    try { for (const { 0: a = b, 1: b } of [[]]) log(a) } catch (e) { log(e.message) }
    const [{ 0: a }, , [{ 1: b }], ...[{ ...c2 }, ...d]] = items('d', [[1], 0, items('e', [[5, 6]]), [7], [8], 9]);
    log(a, b, c2, d);
    const [...{ length, [t('k', 0)]: { 0: e } }] = items('f', [[1], 2]); log(length, e); let p, q;
    const whole = items('g', [[1], [2]]); log(whole === ([{ 0: p }, ...{ 0: { 0: q } }] = whole), p, q, ({ 0: p, ...q } = [3, 4]),
      ({ x: { 0: p } = t('dx', 'z') } = o) === o, p); [...[{ 0: p }, ...o.r]] = [[1], 2, 3]; log(p, o.r);
    for (const [n, f] of Object.entries({ value: (v) => { [{ 0: p }] = items(n, v) },
          getter: () => { [{ get x() { throw 5 } }.x] = [1] },
          stop: () => { const [{ 0: x }, { 0: y }] = items('s', [{ get 0() { throw new Error('mine') } }]) },
          short: () => { const [{ 0: x } = t('dd', [9]), { 0: y } = [8], ...[{ 0: z } = [7]]] = items('short', []);
          log(x, y, z) },
      bad: () => { const [{ 0: x }] = items('bad', [[1]], { return: 5 }) },
        nonext: () => { const [{ 0: x }] = items('nonext', [], { next: undefined }) },
        number: () => { const [{ 0: x }] = items('number', [], { next: () => 4 }) },
        rest: () => { const [...[{ 0: x }]] = items('rest', [], { next: () => 4 }) },
        noiterator: () => { const [{ 0: x }] = { [Symbol.iterator]: () => 5 } },
        loop: () => { for (const { 0: x } of items('loop', [[1]], { return: () => 4 })) break } })) try { log(n, f([null])) }
      catch (e) { log(n, e.name ?? e, e.message) }
    const messages = [(v) => { const { 0: a } = v }, (v) => { const { 0: { 1: a } } = v }, (v) => { const { 0: a = 1 } = v.x },
      (v) => { const { ...a } = t('n', v) }, (v) => { let a; ({ 0: a } = t('n', v)) },
      (v) => { let a = {}; ({ 0: a.x } = t('n', v)) }, (v) => { const [{ 0: a }] = v }, (v) => { const [{ 0: a }] = t('n', v) },
      (v) => { let a; [{ 0: a }] = v }, (v) => { let a; [{ 0: a }] = t('n', v) }, (v) => { const [{ 0: a } = v] = [] },
      (v) => { const [{ x: a } = t('n', v)] = [] }, (v) => { const { x: { 0: { y: a } } = v } = {} },
      (v) => { const [[{ 0: a }] = v] = [] }, (v) => { const [[{ 0: a }] = t('n', v)] = [] },
      (v) => { for (const { 0: a } of [v]) ; }, (v) => { for (const { ...a } of v) ; },
        (v) => { for (const { 0: a } of t('n', v)) ; }, (v) => { for (const { 0: { 1: a } } of [v]) ; },
        (v) => { let a; for ({ 0: a } of [v]) ; }, (v) => { for (const [{ 0: a }] of [v]) ; },
        (v) => { try { throw v } catch ({ 0: a }) {} }, (v) => { try { throw v } catch ({ message }) {} },
        (v) => { try { throw v } catch ({ a = 1 }) {} }, (v) => { try { throw v } catch ({ ...a }) {} },
        (v) => { try { throw v } catch ([{ 0: a }]) {} }, (v) => { try { throw v } catch ([a]) {} },
      (v) => { const { 0: [a] } = v }, (v) => { const { 0: [a] } = t('n', v) ?? v }, (v) => { let a; ({ 0: [a] } = v) },
        (v) => { const { x: { ...a } = t('n') } = v }, (v) => { const { x: { y: a } = {} } = v },
        (v) => { const { x: [a] = 5, ...b } = v }, (v) => { const { x: [a] = undefined, ...b } = v },
        (v) => { const { x: [a] = false, ...b } = v }, (v) => { const { x: [a] = {}, ...b } = v },
        (v) => { const { x: [a] = -t, ...b } = v }, (v) => { const { x: [a] = v => v, ...b } = v },
        (v) => { const { x: [a] = t('n'), ...b } = v }, (v) => { for (const { x: [b], ...x } of [v]) ; },
        (v) => { try { throw v } catch ({ x: [b], ...c }) {} }, (v) => { try { throw v } catch ({ x: { ...b } = t('n') }) {} },
        (v) => { const { x: [b], ...c } = t('n', v) }, (v) => { const { z, x: [b], ...c } = t('n', v) },
        (v) => { let b; for ({ x: [b], ...c } of [v]) ; var c }];
    for (const f of messages) for (const v of [undefined, null, 5, [], [null], [5], {}, { x: null }, { x: 5 }, { x: {} },
        'ab']) try { log(f(v)) } catch (e) { log(e.name, e.message) }
    try { throw [1, [2]] } catch ({ 0: x, 1: { 0: y = x }, ...z }) { var w = x; x = 5; function inner() { return [w, x, y, z] }
      log(inner()) } log(typeof inner, eval('try { throw [6] } catch ({ 0: x }) { x }')); try { throw {} }
    catch ({ x = () => z, ...z }) { { let z = 3 } log(x(), x.name) }
    return (async () => {
      const log2 = (async () => { for (let i = 0; i < 12; i++) { await null; log('tick', i) } })();
      for await (const { 0: a, ...b } of [[1, 2], Promise.resolve([3])]) log(a, b); let r = {};
      for await ({ 0: r.a, 1: r[t('k', 'b')] = await t('d', 5) }
        of (async function* () { try { yield [1]; yield [2] } finally { log('closed') } })()) { log(r); break }
      for await (var [{ 0: u }] of [[[1]]]) log(u); for await (const { 0: a } of [[1]]) { let a = 2; log(a) }
      out: for await (const { 0: a } of [[1], [2]]) for (;;) { log(a); continue out } let later;
      try { for await (const { 0: p } of (later = () => p, [[p]])) log('never') } catch (e) { log(e.message) }
      try { log(later()) } catch (e) { log(e.message) } at: for await (const { 0: q } of [(() => q, [4])]) { log(q); continue at }
      for (const v of [undefined, null, 5]) for (const f of [async () => { for await (const { 0: a } of [v]) ; },
          async () => { for await (const { ...a } of [v]) ; }, async () => { for await (const { 0: a = 1 } of [v]) ; },
          async () => { for await (const [{ 0: a }] of [v]) ; }, async () => { let a; for await ({ 0: a } of [v]) ; },
          async () => { let a; for await ({ ...a } of [v]) ; }, async () => { let a; for await ([{ 0: a }] of [v]) ; },
          async () => { for await (const { 0: a } of v) ; }]) await f().catch((e) => log(e.message)); await log2;
    })()`,
  'line breaks in odd places': `
    const o = { a: { b() { return this } , c: 1 } }; const f = (x
      , y) => x
      + y
    log(o
      .a
      ?.b()
      .c, f(1,

      2), o.a
      .c++)
    const t = \`a
      b \${f(
        1, 2)}\`; log(t); return (
      // comment
      log(1
        /* two */ + 2)
    )`,
};
