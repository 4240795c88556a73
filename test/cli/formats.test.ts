import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/command.ts';
import { usage } from '../../src/cli/usage.ts';
import { formats } from '../../src/cli/formats.ts';

const names = Object.keys(formats);

it('every format is taken by --format and listed in --help', () => {
  for (const [name, help] of Object.entries(formats)) {
    expect(parseCommand(['trace', 'f.ts', '--format', name])).toMatchObject({ format: name });
    expect(usage).toMatch(new RegExp(`^ +${name} +${help}$`, 'm'));
  }
  expect(() => parseCommand(['trace', 'f.ts', '--format', 'xml'])).toThrow(names.join(', '));
});

it("README's table and command line list the same formats", () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, table] = /^\| format .*\n.*\n((?:\|.*\n)+)/m.exec(readme)!;
  const listed = Array.from(table!.matchAll(/^\| `(\w+)`/gm), ([, name]) => name);
  expect(listed).toEqual(names);
  expect(readme).toContain(`[--format ${names.join('|')}]`);
});
