import { expect, it } from 'vitest';
import { folder, traceJson } from '../../cli/gradlens.ts';

it("Node's type tests are no effect of a program, by whichever name, and no cut", async () => {
  const source = `import { types } from 'node:util';
const { isTypedArray } = (process as unknown as { binding(name: string): typeof types }).binding('util');
/** @trace f(2) */
export function f(x: number): number {
  const v = Float64Array.of(x);
  return isTypedArray(v) && types.isFloat64Array(v) && !types.isMap(x) ? v[0]! * v[0]! : 0;
}
`;
  const { code, cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts');
  const [result] = cases as [(typeof cases)[number] & { cuts: unknown }];
  expect(code).toBe(0);
  expect(result).toMatchObject({ output: [{ value: 4 }], cuts: [], diagnostics: [], check: { ok: true } });
});

it('nothing else of process.binding is', async () => {
  const source = `/** @trace f(2) */
export function f(x: number): number {
  try {
    (process as unknown as { binding(name: string): object }).binding('fs');
  } catch {
    return x * x;
  }
  return 0;
}
`;
  const { cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts', '--no-check');
  expect(cases[0]).toMatchObject({ output: [{ value: 4 }], diagnostics: [{ code: 'sandbox-denied' }] });
});
