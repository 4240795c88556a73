import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { StandardOutput } from '../../src/cli/output.ts';

it('what is written is made at once, and waits for what it is to stand after', async () => {
  const written: unknown[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(text);
    return true;
  });
  try {
    const output = new StandardOutput();
    const event = Promise.withResolvers<void>();
    output.holdUntil(event.promise);
    let isMade = false;
    const pieces = function* () {
      yield 'a';
      isMade = true;
      yield 'b';
    };
    const end = output.write(pieces());
    expect(isMade).toBe(true);
    await setImmediate();
    expect(written).toEqual([]);
    event.resolve();
    await end;
    expect(written).toEqual(['ab']);
  } finally {
    write.mockRestore();
  }
});
