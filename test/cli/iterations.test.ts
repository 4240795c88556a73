import { expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/command.ts';
import { gradlens } from './gradlens.ts';

it('--iteration takes a line and a number, as often as it is given', () => {
  const command = parseCommand(['trace', 'f.ts', '--iteration', '14=137', '--iteration=20=0']);
  expect(command).toMatchObject({
    iterations: [
      { line: 14, iteration: 137 },
      { line: 20, iteration: 0 },
    ],
  });
  expect(parseCommand(['trace', 'f.ts'])).toMatchObject({ iterations: [] });
});

it.each(['14', '14=', '=3', '14=-1', 'w=3', '14=1.5'])('--iteration %s is refused', (text) => {
  expect(() => parseCommand(['trace', 'f.ts', '--iteration', text])).toThrow('LINE=N');
});

it('chooses what both forms for people show', async () => {
  const trace = (format: string) =>
    gradlens('.', [
      ...['trace', 'examples/09-first-nan.ts', '--no-check', '--format', format],
      ...['--iteration', '13=135', '--iteration', '14=0'],
    ]);
  const text = await trace('text');
  expect(text.stdout).toMatch(/^ {2}135 of 200 {3}chosen · 8 equations$/m);
  expect(text.stdout).toMatch(/^ {2}137 of 200 {3}first NaN · finding · 8 equations$/m);
  expect(text.stdout).toContain('no loop starts on line 14; loops start on 13');
  const source = await trace('source');
  expect(source.stdout).toMatch(/^14 .* 0\.05125 +∂ /m);
  expect(source.stdout).toContain('135 of 200');
});
