import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'the rewritten program': [
    [
      'swaps two numbers by a pattern',
      'let p = x, q = y; for (let i = 0; i < 2; i++) [p, q] = [q, p * q]; return p * q',
    ],
    ['tells the constants 0 and −0 apart', 'return [0, -0].map((c) => x * c)'],
    [
      'runs chained getters once',
      `
        let n = 0;
        class C {
          get rows() {
            n++;
            return new D();
          }
        }
        class D {
          get data() {
            n++;
            return x;
          }
        }
        return [new C().rows.data, n];
      `,
    ],
    [
      'evaluates the index of a compound assignment once',
      'let i = 0; const v = [x, y]; v[i++] += v[i] * 2; return v[0] * i',
    ],
    ['names the member that is no function', 'const o = { b: 1 }; return o.b()'],
    ['names the variable that is no function', 'let g; return g(x)'],
    [
      'keeps name and length of a function',
      `
        const h = (v) => v * y;
        return h.name.length * h.length * h(x) + (typeof none === 'undefined' ? 1 : 0);
      `,
    ],
    [
      'updates a private field',
      'class C { #p = x; t() { return [this.#p++ * y, this.#p--, ++this.#p] } } return new C().t()',
    ],
    [
      'assigns to private fields by ||=, &&= and ??=',
      `
        class C {
          #p = x - x;
          #q = y;
          f() {
            return this;
          }
          t() {
            this.f().#p ||= x * y;
            this.f().#q &&= x;
            return this.#p * this.#q + (this.f().#q ??= 1);
          }
        }
        return new C().t();
      `,
    ],
    [
      'runs private accessors once in compound assignments',
      `
        let n = 0;
        class C {
          #v = x;
          get #p() {
            n++;
            return this.#v;
          }
          set #p(v) {
            let i = n++;
            this.#v = v * i;
          }
          f() {
            return this;
          }
          t() {
            const old = this.f().#p++;
            this.f().#p &&= y;
            return old * this.#v * n;
          }
        }
        return new C().t();
      `,
    ],
    [
      'assigns to super by a computed key',
      `
        class C {
          get p() {
            return this.v;
          }
          set p(v) {
            this.v = v;
          }
        }
        class D extends C {
          v = x;
          t(k) {
            super[k] += y;
            super.p *= 2;
            const old = super[k]++;
            super[k] &&= super.p * x;
            return old * super.p;
          }
        }
        return new D().t('p');
      `,
    ],
    [
      'assigns to super by ||= and &&=',
      `
        class C {
          get p() {
            return this.v;
          }
          set p(v) {
            this.v = v;
          }
        }
        class D extends C {
          v = x - x;
          t(k) {
            super[k] ||= y;
            super.p &&= super.p * x;
            return super[k];
          }
        }
        return new D().t('p');
      `,
    ],
    ['cuts at String.raw', 'return Number(String.raw`${y}0`) + x', cut('text')],
    [
      'reads an array through a proxy',
      'const p = new Proxy([x, y], {}); return JSON.parse(JSON.stringify([1])).length * p[0] * p[1]',
    ],
    [
      "keeps the species of a typed array's subclass",
      `
        class F extends Float64Array {
          static get [Symbol.species]() {
            return Float64Array;
          }
        }
        const r = F.of(x, y).map((v) => v * x);
        return r instanceof F ? 0 : r[1];
      `,
    ],
    [
      'converts what is written to a typed array',
      'const f = new Float64Array(1); f[0] = { valueOf: () => x * y }; return f[0] * x',
    ],
    [
      'hands a tag function its values',
      'const tag = (parts, v) => v * parts.length; return tag`a${x}b` && (x - x ? 1 : y)',
    ],
  ],
});
