import vm from 'node:vm';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { instrument } from '../../../src/instrument/index.ts';
import { passthrough } from '../../support/passthrough.ts';
import { programs } from '../../support/programs.ts';

/** Runs a function body; the record of what it logged, and how it ended. */
async function run(code: string, runtime: unknown): Promise<string[]> {
  const record: string[] = [];

  const show = (value: unknown): string => inspect(value, { depth: 6, showHidden: false });
  const log = (...values: unknown[]): unknown => {
    record.push(values.map(show).join(' '));
    return values.at(-1);
  };
  Object.assign(globalThis, { log, __gl: runtime });
  try {
    await (vm.runInThisContext(code) as unknown);
  } catch (error) {
    record.push(`threw ${String(error)}`);
  }
  return record;
}

const inFunction = (body: string): string => `(function () {${body}\n})()`;

for (const [name, body] of Object.entries(programs)) {
  for (const workspace of [false, true]) {
    test(`${name}${workspace ? ', in the workspace' : ''}`, async () => {
      const source = inFunction(body);
      const options = { path: 'program.js', base: 0, mode: 'trace', workspace, format: 'commonjs' } as const;
      const result = instrument(source, options);
      const runtime = passthrough(() => result.sites);
      const expected = await run(source, undefined);
      expect(expected.filter((line) => line.startsWith('threw'))).toEqual([]);
      expect(await run(result.code, runtime)).toEqual(expected);
      // Every line stays where it was.
      expect(result.code.split('\n').length).toBe(source.split('\n').length);
      const plain = instrument(source, { ...options, mode: 'plain' });
      expect(
        await run(
          plain.code,
          passthrough(() => plain.sites),
        ),
      ).toEqual(expected);
    });
  }
}
