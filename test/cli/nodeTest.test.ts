import { expect, it } from 'vitest';
import { same } from './same.ts';

/** Says of each test where Node takes it to be, and why it failed. */
const reporter = `const shown = ({ name, line, column, file, details }) => [name, line, column, file?.replace(/.*[\\\\/]/, ''), details?.error?.cause?.message ?? details?.error?.message];
export default async function* (events) { for await (const { type, data } of events) if (/^test:(pass|fail|start)$/.test(type)) yield JSON.stringify([type, ...shown(data)]) + '\\n' }`;

const body = `
describe('suite', () => { let A; before(() => { A = new Matrix([[4, 1], [1, 3]]) }); beforeEach((t) => {});
  it('passes', () => { A.get(0, 0) }); it.skip('skipped', () => {}); it . todo ('later');
  it('has subtests', async (t) => { t.beforeEach(() => {}); await t.test('inner', (s) => s.assert.ok(A.get(0, 1) === 2)); await t.test('second', () => { t.assert.ok(0) }); });
  it('plans', (t) => { t.plan(1); t.assert.equal(A.get(0, 0), 4) });
});
test('alone', { timeout: 1e4 }, () => { throw new Error('thrown') }); for (const k of [1, 2]) suite('s' + k, () => { test(() => {}); after(() => { if (k > 1) throw new Error('hook') }) });
test('asserts', (t) => { t.assert.ok(1); t.assert.strictEqual(1, 1); t.assert.ok(t.name === 'x', 'mine') });
`;

it('node:test finds each test, hook and assertion where the program has it', async () => {
  const names = 'test, describe, it, suite, before, beforeEach, after';
  const module = `import nodeTest, { ${names} } from 'node:test'; import { Matrix } from 'ml-matrix'; nodeTest('first', () => {});`;
  const script = `const { ${names} } = require('node:test'); const { Matrix } = require('ml-matrix');`;
  const files = { 'reporter.mjs': reporter };
  const node = ['--test-reporter=./reporter.mjs'];
  const { stdout } = await same({ 'a.test.mjs': module + body, ...files }, { node });
  expect(stdout).toContain('["test:fail","inner",4,69,"a.test.mjs",');
  expect(stdout).toContain('s.assert.ok(A.get(0, 1) === 2)');
  await same({ 'a.test.cjs': script + body, ...files }, { node });
});
