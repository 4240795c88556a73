// What V8 says where a pattern finds nothing to take apart, wherever patterns stand.
const { Matrix } = require('ml-matrix');
const x = new Matrix([[1.3]]).get(0, 0) * 2;
const log = (v) => v;

function attempt(form, v) {
  try {
    new Function('v', 'x', 'log', 'o', form)(v, x, log, { p: 2, f: log });
    console.log(form, '⇒ nothing');
  } catch (error) {
    console.log(form, '⇒', error.message);
  }
}

const places = [
  'const $ = Object(v);', 'const $ = v;', 'const [$] = [Object(v)];', 'const { a: $ } = { a: Object(v) };',
    'const { a: $ = Object(v) } = {};',
  'const { a: $ = v } = {};', 'let w, k, z; ($ = Object(v));', 'let w, k, z; ($ = v);', 'for (const $ = Object(v); ;) break;',
    'for (const $ of [v]);',
  'for (const { a: $ } of [{ a: v }]);', 'try { throw v; } catch ($) {}', 'try { throw [v]; } catch ([$]) {}',
    '(function ($) {})(v);', '(function ($ = v) {})();',
  '(function ($ = Object(v)) {})();', '(function ({ a: $ }) {})({ a: v });', '(function ({ a: $ = v }) {})({});',
    '(function ([$]) {})([v]);', '(function (...[$]) {})(v);',
  '((q, $) => 1)(1, v);', 'class A { static { const $ = Object(v); } }', 'class A { m($) {} } new A().m(v);',
    'class A { set m($) {} } new A().m = v;', 'class A { constructor($) {} } new A(v);',
]; // prettier-ignore
const patterns = [
  '{ u }', '{}', '[]', '[k]', '[{}]', '[[]]', '[{ k }]', '[{ 0: k }]', '{ ...w }', '{ [1 + 1]: k }', '{ [Symbol.iterator]: k }',
  '{ 0: k }', '{ 0: { k } }', '{ 0: [k] }', '{ 0: {} }', '{ w: {} }', '{ w: [] }', '{ w: [k] }', '{ w: [{}] }', '{ w: { k } }',
    '{ w: { 0: k } }', '{ w: [{ 0: k }] }',
  '{ w: { k: { z } } }', '{ w: { k: {} } }', '{ w: { k: [z] } }', '{ w: { k: [z] = v } }', '{ w: [{ k: [z] }] }',
    '{ w: {}, 1: k }', '{ u: w, w: [k] }', '{ u: w, w: [{}] }', '{ 0: k, w: { z: {} } }',
  '{ 0: z, w: [k] = 5 }', '{ w: [k] = 5 }', '{ w: [k] = null }', '{ u: [k] = v }', '{ w: { k } = null }', '{ w: { k } = v }',
]; // prettier-ignore
for (const place of places)
  for (const pattern of patterns)
    for (const v of [undefined, null, {}, 5, x, { w: null }, { w: 5 }, { w: x }, { 0: null }, [x]])
      attempt(
        place.replace('$', () => pattern),
        v,
      );

const parameters = [
  '[k, ...z]', '[k = 1, ...z]', '[...k]', '[...[k]]', '[k] = 3', '[k] = log(3)', '[k] = o.p', '[k] = o.none', '[k] = x * 2',
    '[k] = [x * 2]', '[k] = v', '[k, { 0: z }] = v',
  '[k] = [x]', '[k] = log, [z] = v', '[k] = log(3), [z] = v', '{ w: [k] } = { w: 5 }', '{ w: [k] } = { w: x * 2 }',
    '{ w: [k] = log(3) }', '{ w: [k] = o.p }', '{ w: [k] = 3 } = log({})',
]; // prettier-ignore
for (const all of parameters)
  for (const v of [undefined, null, 5, true, 'a', x, {}, { w: 7 }, { w: x }, log])
    for (const form of [
      `((${all}) => k)(v);`,
      `(function* (${all}) {})(v);`,
      `class A { m(${all}) {} } new A().m(v);`,
    ])
      attempt(form, v);
for (const form of [
  'for (const [k] of [x]);',
  'for (const [...k] of [x]);',
  'for (const k of x);',
  'const [k] = x;',
  'const [, ...k] = x * 2;',
  '[x].map(([k]) => k);',
  'new Map([x]);',
  '[...x];',
])
  attempt(form);

// A program may make numbers iterable.
for (const method of [function* () { yield this + 1; }, 5, null]) {
  Number.prototype[Symbol.iterator] = method;
  for (const form of ['(([k]) => { throw k; })(x);', '(([k]) => { throw k; })(5);',
      'const [k] = x; throw { message: k };']) attempt(form);
  delete Number.prototype[Symbol.iterator];
} // prettier-ignore
