import { describe, expect, it } from 'vitest';
import { folder, rangeOf, traceJson } from './gradlens.ts';

/** A function whose third line is at fault; `fault` is the part of it that is shown. */
const body = (line: string) =>
  `import { need } from 'needy';\n/** @trace f(1) */\nexport function f(x: number) {\n  const y = 2 * x;\n  ${line}\n  return y;\n}\nexport const used = need;\n`;
const needy = `function check(o) {\n  if (!o.w) throw new RangeError('w is missing');\n}\nexports.need = (o) => check(o);\n`;

describe('an exception is shown at the innermost line of your own files', () => {
  it.each([
    ['of a member of undefined', '(undefined as any).b;', '(undefined as any).b;'],
    ['of an assignment', 'const c = 1; (c as any) = 2;', 'const c = 1; (c as any) = 2;'],
    ['of a native', 'Buffer.alloc(-3);', 'Buffer.alloc(-3)'],
    [
      'of a getter',
      '({ get q() { return (null as any).z; } }).q;',
      '({ get q() { return (null as any).z; } }).q;',
    ],
    ['of its own', "throw new Error('no');", "new Error('no')"],
  ])('%s', async (_, line, fault) => {
    const source = body(line);
    const cwd = folder({ 'f.ts': source, 'node_modules/needy/index.js': needy });
    const { code, cases } = await traceJson(cwd, 'f.ts');
    expect(code).toBe(1);
    const { span, code: found } = cases[0]!.diagnostics[0]!;
    expect([found, span]).toEqual(['threw', [0, ...rangeOf(source, fault)]]);
  });

  it('of a dependency, with its place there', async () => {
    const source = body('need({ y });');
    const cwd = folder({ 'f.ts': source, 'node_modules/needy/index.js': needy });
    const { cases } = await traceJson(cwd, 'f.ts');
    const { span, related } = cases[0]!.diagnostics[0]!;
    expect(span).toEqual([0, ...rangeOf(source, 'need({ y })')]);
    expect(related).toMatchObject([{ message: 'thrown here' }]);
    expect(cases[0]!.files[related[0]!.span[0]!]).toBe('node_modules/needy/index.js');
    expect(related[0]!.span.slice(1)).toEqual(rangeOf(needy, "new RangeError('w is missing')"));
  });
});
