import { describe, expect, it } from 'vitest';
import { choose } from '../../src/cli/choose.ts';
import { parseCommand, type TraceCommand } from '../../src/cli/command.ts';

const cases = [
  { function: 'loss', name: '' },
  { function: 'NeuralOde.loss', name: 'short' },
  { function: 'NeuralOde.loss', name: 'long' },
  { function: 'Pendulum.energy', name: '' },
];

const chosen = (...options: string[]) =>
  choose(parseCommand(['trace', 'a.ts', ...options]) as TraceCommand, cases, 'a.ts');

describe('a function is chosen', () => {
  it('by its name, which wins over a method of that name', () => {
    expect(chosen('--function', 'loss')).toEqual([cases[0]]);
    expect(chosen('--function', 'NeuralOde.loss')).toEqual([cases[1], cases[2]]);
  });

  it('by the name of a method alone', () => {
    expect(chosen('--function', 'energy')).toEqual([cases[3]]);
  });

  it('by the name of a case, too', () => {
    expect(chosen('--function', 'NeuralOde.loss', '--case', 'long')).toEqual([cases[2]]);
  });

  it('or said not to be there, with the nearest name', () => {
    expect(chosen('--function', 'enrgy')).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(chosen('--function', 'Pendulum.enrgy'))).toContain('Did you mean Pendulum.energy?');
  });
});
