// Messages in which V8 quotes the program: every form that can fail × every form of its operand, sloppy and strict.
const { Matrix } = require('ml-matrix');

const forms = [
  'const { z } = $;', 'const { z, y } = $;', 'const {} = $;', 'const { ...r } = $;', 'const { [k]: z } = $;',
    'const { 0: z } = $;', 'const { z = 1 } = $;', 'const { a: { z } } = { a: $ };',
  'let z; ({ z } = $);', '({} = $);', 'const [z] = $;', 'let z; [z] = $;', 'var [] = $;', 'let one = 1, [z] = $;',
    'const { a: [z] } = { a: $ };', 'const { a: [z] = $ } = {};', 'const [[z] = $] = [];',
  'for (const z of $);', 'for (const { z } of [$]);', 'for (const [z] of [$]);', '[...$];', '[1, ...$];', 'f(...$);',
    'f(1, ...$);', 'f(...$, 1);', 'f(...[], ...$);', 'o.f(...$);', 'new F(...$);', 'new F(1, ...$, 2);',
  'Math.max(...$);', 'new (class extends F { constructor() { super(...$) } });', '[...(function* () { yield* $ })()];',
    '(({ z }) => z)($);', '(({ z } = $) => z)();', '(([z] = $) => z)();', '(function ([z] = $) {})();',
  '$.x;', '$[k];', '$.x.y;', '$.x();', '$[k]();', '$();', 'new ($)();', '($)`x`;', '$?.x.y.z;', '$.x = 1;', '$[k] = 1;',
    '$.x += 1;', '$.x++;', '$.x ||= 1;', 'delete $.x;', 'delete $[k];',
  'class A extends ($) {}', '"x" in $;', 'T in $;', '1 instanceof ($);', '1n + $;', '+($);', 'new Map($);', 'new Map([$]);',
    'new Set($);', 'new Promise($);', 'Object.fromEntries($);', 'Array.from($);', '[].reduce($);', '[1].map($);',
    'Object.create($);',
  'Object.defineProperty($, "x", {});', 'Object.setPrototypeOf({}, $);', 'new WeakMap().set($, 1);', 'new WeakRef($);',
    'new Proxy($, {});', 'F.apply(1, $);', 'Reflect.apply($);', 'Reflect.apply(F, 1, $);', 'Reflect.construct($, []);',
    'Function.prototype.call.call($);',
  'const c = 1; c = $;', '$; t; let t;', 'class P { #p; static g(x) { return x.#p } } P.g($);',
    'class P { #p; static g(x) { x.#p = 1 } } P.g($);', 'class P { #p() {} static g(x) { x.#p() } } P.g($);',
    'class P { #p; static g(x) { return #p in x } } P.g($);',
  'new (class extends F { constructor() { return $ } });', '({ get x() { return 1 } }).x = $;', 'Object.freeze({ x: 1 }).x = $;',
    'new Array($);', '[].length = $;', '(1).toFixed($);', '"a".repeat($);', 'Symbol.keyFor($);', 'F.call($).x.y;',
]; // prettier-ignore
const operands = [
  'u', 'n', 'num', 'o.none', 'o.a.none', 'g()', 'g(1, k)', 'o.m()', 'o[k]', "o['no ne']", 'arr[9]', 'arr[k + 1]', 'this.x',
    'this', 'o?.none', 'o.none?.b', 'o?.m()', 'o?.[k]', 'g?.()', '(o?.none)', '(n ? u : u)', '(u)', '(o.none)', '(g())', '(0, u)',
    '(0, g())', '(num - 1)',
  '(num + num * 2)', '(u || n)', '(n ?? u)', '(-num)', '(!num)', '(typeof num)', 'void 0', 'undefined', 'null', '5', "''", 'true',
    '10n', '{}', '({ a: 1 })', 'tag`a`', '(v = n)', '(o.q = n)', '(num2++)', '(++o.cnt)', 'new F()', 'new F().none', 'g2().none',
  'g2().m()', 'g2()[k]', '(delete o.zz)', '/x/', 'sym', '(v2 ||= n)', '(num3 += 1)', "('x' in o)", '(o instanceof F)',
    '(num < 2)', '[1]', 'NaN', '-num', '!num', 'num + 1', 'g() + 1', 'u || n', 'g() || n', '[].find((x) => x)', 'Math.max(1, 2)',
    'T', 'ob.T', '(T * 2)', 'gt()',
  'u()', 'o.none()', '(u())', '(0, u())', '(k, o.none())', 'u`a`', 'g()()', 'g2().none()', 'new u()', 'o?.none()', '(g() ?? u())',
    '(u ?? o.none())', '(u ?? g())', '(u ?? o.m())', '(u ?? new u())', '(n ?? u ?? u())', 'g(u())', 'u().x', '(u() || n)',
]; // prettier-ignore

const names = {
  u: undefined, n: null, num: 5, k: 'q', o: { a: {}, m() {}, cnt: 1, f() {} }, arr: [1, 2], g: () => undefined,
    g2: () => ({ m() {} }), F: function () {}, f: () => 1, tag: () => undefined, sym: Symbol('s'),
}; // prettier-ignore
const T = new Matrix([[1.5]]).get(0, 0);
Object.assign(names, { T, ob: { T }, gt: () => T });
// V8 sees a tracked number there: a parameter that is a pattern, and a property written in strict code.
const differs = (form, operand, strict) =>
  /T|gt/.test(operand) && (/=> z\)\(\$\)/.test(form) || (strict && /^\$\.x|^\$\[k\] =/.test(form)));

const scope = 'let num2 = 1, num3 = 1, v, v2;';
let count = 0;
for (const form of forms) {
  for (const operand of operands) {
    for (const strict of ['', '"use strict";']) {
      if (differs(form, operand, strict)) continue;
      const code = form.replace('$', operand);
      let run;
      try {
        run = new Function(...Object.keys(names), `${strict}${scope}${code}`);
      } catch {
        continue;
      }
      count++;
      let said = 'fine';
      try {
        run.apply({}, Object.values(names));
      } catch (e) {
        said = e instanceof Error ? `${e.name}: ${e.message}` : `threw ${String(e)}`;
      }
      console.log(strict ? 's' : ' ', code, said);
    }
  }
}
console.log(count);
for (const code of [
  'u',
  'n',
  'o.none',
  'g()',
  '(num - 1)',
  'gt()',
  'T',
  'o.a',
  '5',
  'u()',
  'o.none()',
  '(0, u())',
  'new u()',
  '(g() ?? u())',
]) {
  const run = new Function(
    ...Object.keys(names),
    `return (async () => { for await (const x of ${code}); })()`,
  );
  run(...Object.values(names)).catch((e) => console.log(code, e.message));
  const { constructor } = Object.getPrototypeOf(async function* () {});
  const made = constructor(...Object.keys(names), `yield* ${code}`)(...Object.values(names));
  made.next().catch((e) => console.log('yield*', code, e.message));
}
