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
