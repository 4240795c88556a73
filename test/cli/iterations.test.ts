import { expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/command.ts';

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
