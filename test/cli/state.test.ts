import { expect, it } from 'vitest';
import { folder, traceJson } from './gradlens.ts';

it.each([
  ['a result that it keeps', 'let kept: number | undefined;', 'kept ??= x * x; return kept * x;', 12],
  [
    'a count of its calls',
    'const calls: number[] = [];',
    'calls.push(x); return calls[0]! * calls.length * x;',
    4,
  ],
])('a program with %s is checked in fresh processes', async (_, state, body, gradient) => {
  const source = `${state}\n/** @trace f(2) */\nexport function f(x: number): number { ${body} }\n`;
  const { code, cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts');
  expect(cases[0]).toMatchObject({ check: { ok: true }, diagnostics: [], inputs: [{ gradient }] });
  expect(code).toBe(0);
});

it('an input that was left out fails a strict check only', async () => {
  const cwd = folder({
    'f.ts': `/** @trace f(2.5, 3) */\nexport function f(x: number, y: number): number {\n  return Math.round(x * 100) / 100 + y;\n}\n`,
  });
  const { code, cases } = await traceJson(cwd, 'f.ts');
  expect(cases[0]!.check).toMatchObject({
    state: 'partly',
    ok: false,
    notChecked: [{ path: 'x', elements: null, why: 'in steps' }],
  });
  expect(cases[0]!.diagnostics.map((found) => [found.code, found.span[1]])).toEqual([['branch-slope', 3]]);
  expect([code, (await traceJson(cwd, 'f.ts', '--strict')).code]).toEqual([0, 1]);
});

it('a check that is not asked for says so, and the record alone tells of steps', async () => {
  const cwd = folder({
    'f.ts': `/** @trace f(2.5) */\nexport const f = (x: number): number => Math.floor(x * 10);\n`,
  });
  const { cases } = await traceJson(cwd, 'f.ts', '--no-check');
  expect(cases[0]!.check).toMatchObject({ state: 'none', reason: 'the check was not asked for' });
  expect(cases[0]!.diagnostics.map((found) => found.message)).toEqual([
    'x reaches the result only through Math.floor, line 2: flat, so its gradient is 0.',
  ]);
});
