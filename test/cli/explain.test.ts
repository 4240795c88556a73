import { expect, it } from 'vitest';
import { gradlens } from './gradlens.ts';

it('a line without numbers is answered by those next to it, and not by a list of options', async () => {
  const { code, stdout, stderr } = await gradlens('.', ['explain', 'examples/10-why.ts', '--at', '20']);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'gradlens: Nothing was computed on line 20. Nearest to it is line 18.\ngradlens --help lists all commands and options.\n',
  });
});

it('an unknown command is answered by all there are', async () => {
  const { stderr } = await gradlens('.', ['trce', 'examples/10-why.ts']);
  expect(stderr).toMatch(/^gradlens: Unknown command trce\. .*trace.*\n\nUsage:\n/);
});
