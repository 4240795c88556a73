import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { startEarly } from '../../src/runner/parent/startEarly.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { folder, runnerPath } from '../cli/gradlens.ts';

const source = `/** @trace f(2) */\nexport function f(x: number): number {\n  console.log(process.pid);\n  return x * x;\n}\n`;

it('a process that was started before its runner runs the first case, and no other', async () => {
  const root = folder({ 'user.ts': source });
  const started = startEarly(runnerPath);
  // What happens to it is known, whenever that was.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const runner = new Runner({ runnerPath, started });
  const printed: string[] = [];
  try {
    const request = { file: join(root, 'user.ts'), root, overlay: new Map(), case: 0, pinned: true };
    for (let run = 0; run < 2; run++) {
      const onOutput = (text: string) => printed.push(text.trim());
      const answer = await runner.trace({ ...request, check: 'none' }, undefined, { onOutput });
      expect(answer).toMatchObject({ kind: 'traced', result: { status: 'ok' } });
    }
  } finally {
    runner.dispose();
  }
  expect(printed).toHaveLength(2);
  expect(printed.map((pid) => pid === String(started.child.pid))).toEqual([true, false]);
  expect(await started.ended).toEqual({ code: null, signal: 'SIGKILL' });
});

it('its program is ASCII, as it is read', () => {
  const bytes = readFileSync(join(dirname(runnerPath), 'child.js'));
  expect(bytes.findIndex((byte) => byte > 0x7f)).toBe(-1);
});
