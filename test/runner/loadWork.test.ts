import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LoadWork } from '../../src/runner/load/loadWork.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { timeReason } from '../../src/runner/limits/timeLimit.ts';
import { folder, generous, runnerPath } from '../cli/gradlens.ts';

const installed = (name: string) => join(import.meta.dirname, '../../node_modules', name, 'x.js');

it('the package whose rewriting took most is named, and only for that limit', () => {
  const work = new LoadWork();
  const reason = timeReason('load', 10_000, 'used');
  work.add('/home/me/src/user.ts', 90_000);
  expect(work.explain(reason)).toBe(reason);
  work.add(installed('ml-matrix'), 2000);
  for (let i = 0; i < 1200; i++) work.add(installed('preact'), 5);
  expect(work.explain(reason).message).toBe(
    'Loading the modules took longer than its limit of 10 s of processor time. Raise it by --timeout or gradlens.limits.loadSeconds. Of rewriting what is imported, most went to preact: 1,200 files, 6.0 s.',
  );
  const run = timeReason('run', 10_000, 'used');
  expect(work.explain(run)).toBe(run);
});

it('the limit ends loading between files, before any code runs', async () => {
  const root = folder({
    'user.ts': `import './a.ts';\n/** @trace f(2) */\nexport const f = (x: number) => x;\n`,
    'a.ts': `console.log('ran');`,
  });
  const runner = new Runner({ runnerPath, limits: { ...generous, load: 0.001 } });
  try {
    const request = { file: join(root, 'user.ts'), root, overlay: new Map(), case: 0, pinned: true } as const;
    let printed = '';
    const answer = await runner.trace({ ...request, check: 'none' }, undefined, {
      onOutput: (text) => (printed += text),
    });
    expect(answer).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'load-time-limit' }] });
    expect(printed).toBe('');
  } finally {
    runner.dispose();
  }
});
