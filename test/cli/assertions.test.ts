import { expect, it } from 'vitest';
import { folder, traceJson } from './gradlens.ts';
import { same } from './same.ts';

/** Failed assertions in all forms: the message quotes the program's line, as Node finds it. */
const forms = String.raw`
out(() => assert(0)); out(() => assert.ok(null, undefined)); out(() => assert['ok'](0)); out(() => assert?.ok(0)); out(() => assert?.ok?.(NaN));
out(() => strict(0)); out(() => strict.ok(false)); out(() => assert.strict(1 > 2)); out(() => assert.strict.ok('')); out(() => (assert.ok(0), 1));
out(() => { let a; a; [assert][0].ok(0) }); out(() => { const b = { c: { assert } }; b.c.assert.ok(0); }); out(() => [1, assert][1].ok(0));
out(() => assert(0, 'mine')); out(() => assert(0, null)); out(() => assert()); out(() => assert(0, new TypeError('t'))); out(() => assert(1));
out(() => assert(
  1 > 2,
)); out(() => assert(function () { ; return 0 }())); out(() => assert((() => { return 0 })()));
out(() => assert.call(null, 0)); out(() => Reflect.apply(assert, null, [0])); out(() => assert.apply(null, [0])); out(() => [0].forEach((x) => assert(x)));
const { ok } = assert; out(() => ok(0)); out(() => (0, assert)(0)); out(() => assert(...[0])); out(() => assert(0, undefined, 1, 2));
out(() => new (class { ok = assert; f() { this.ok(0) } })().f()); out(() => new assert.Assert().ok(0)); out(() => new assert.Assert({ diff: 'full' }).ok(0 === 1));
out(() => assert("" + "\u0001	"  && '')); out(() => assert(/a;b\)/.test('c'))); out(() => assert({ a: 1 }.a === 2 ? 1 : 0)); out(() => { assert.ok(0); out(1) });
const f = () => assert; out(() => f()(0)); out(() => f().ok(0)); out(() => assert.ok (  0 ) ); out(() => assert/* c */(0)); out(() => new (class { default = assert })().default(0));
out(() => assert.equal(1, 2)); out(() => assert.throws(() => {})); out(() => assert.match('a', /b/)); out(() => assert.fail()); console.assert(0, 'c', 1);
eval('out(() => assert(0 > 1))'); out(new Function('assert', 'return () => assert(0)')(assert)); const bound = assert.bind(null, 0); out(() => bound());
out(() => assert(m.get(0, 0) > 1)); out(() => assert(${'`'}
${'`'}.length === 0)); try { assert(1, ${'`'}
${'${'}assert(0)}${'`'}) } catch (e) { console.log(e.name, e.message) }
	assert.ok(m.get(0, 0) === 5) // to the end
`;
const begin = `const out = (f) => { try { f() } catch (e) { console.log(e.stack.replace(/\\S+ \\(eval at.*/g, ''), Object.entries(e)) } };`;
const common = `const assert = require('node:assert'), strict = require('assert/strict'); const m = new (require('ml-matrix').Matrix)([[1]]);`;
const modules = `import assert, { ok as k } from 'node:assert'; import strict from 'node:assert/strict'; import * as all from 'node:assert'; import { Matrix } from 'ml-matrix'; const m = new Matrix([[1]]);`;

it.each([[[]], [['--enable-source-maps']]])(
  'a failed assertion of CommonJS quotes the line, with %j',
  async (node) => {
    const { stdout, stderr } = await same({ 'a.cjs': common + begin + forms }, { node });
    const isQuoted = node.length === 0;
    expect(stdout.includes('  assert(m.get(0, 0) > 1)\n')).toBe(isQuoted);
    expect(stderr.includes('  assert.ok(m.get(0, 0) === 5)\n')).toBe(isQuoted);
  },
);

it('so does one of a module, and of TypeScript', async () => {
  const more = `out(() => k(0)); out(() => all.ok(0)); out(() => all.default(0)); out(() => all.default.ok(0)); await null;`;
  const { stdout } = await same({ 'a.mjs': modules + begin + more + forms });
  expect(stdout).toContain('\n  all.ok(0)\n');
  const types = `import assert from 'node:assert';\nconst x: number = 3;\ntry { assert((x as number) === 4) } catch (e) { console.log((e as Error).message) }\nassert.ok<number>(!x as unknown as number);`;
  expect((await same({ 'a.ts': types })).stdout).toContain('assert((x          ) === 4)');
});

it('a trace that ends in one quotes the TypeScript as it was written', async () => {
  const source = `import assert from 'node:assert';
/** @trace f(2) */
export function f(x: number): number {
  enum Least { value = 3 }
  assert.ok((x as number) > Least.value); return x;
}
`;
  const { cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts', '--no-check');
  const quoted = 'assert.ok((x as number) > Least.value)';
  const message = `AssertionError: The expression evaluated to a falsy value:\n\n  ${quoted}\n`;
  expect(cases[0]?.diagnostics).toMatchObject([{ code: 'threw', message, span: [0, 5, 2, 5, 40] }]);
});
