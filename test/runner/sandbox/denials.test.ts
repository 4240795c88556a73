import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, rangeOf, traceJson } from '../../cli/gradlens.ts';

/** Each effect once, with whoever is to hear of its failure not listening. */
const effects = [
  [`writeFile('a', 'x', () => undefined)`, 'writeFile of a (FileSystemWrite)'],
  [`promises.writeFile('a', 'x').catch(() => undefined)`, 'writeFile of a (FileSystemWrite)'],
  [`await promises.mkdir('a').catch(() => undefined)`, 'mkdir of a (FileSystemWrite)'],
  [`await promisify(appendFile)('a', 'x').catch(() => undefined)`, 'appendFile of a (FileSystemWrite)'],
  [`await promises.open('f.ts', 'r+').catch(() => undefined)`, 'open of f.ts (FileSystemWrite)'],
  [`createWriteStream('a').on('error', () => undefined)`, 'access to a (FileSystemWrite)'],
  [`try { writeFileSync('a', 'x') } catch {}`, 'writeFileSync of a (FileSystemWrite)'],
  [`try { exec('ls', () => undefined) } catch {}`, 'exec of /bin/sh (ChildProcess)'],
  [`try { new Worker('1', { eval: true }) } catch {}`, 'Worker (WorkerThreads)'],
  [`try { createRequire(import.meta.url)('./x.node') } catch {}`, 'x.node (Addon)'],
] as const;

it.each(effects)('a denial is reported where it was asked for: %s', async (effect, what) => {
  const source = `import { appendFile, createWriteStream, promises, writeFile, writeFileSync } from 'node:fs';
import { exec } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
/** @trace f(2) */
export async function f(x: number): Promise<number> {
  ${effect};
  await new Promise((done) => setTimeout(done, 5));
  return x * x;
}
`;
  const cwd = folder({ 'f.ts': source, 'x.node': '' });
  const { code, cases } = await traceJson(cwd, 'f.ts', '--no-check');
  const { diagnostics, status } = cases[0]!;
  expect({ code, status, codes: diagnostics.map((each) => each.code) }).toEqual({
    code: 0,
    status: 'ok',
    codes: ['sandbox-denied'],
  });
  const [{ message, span }] = diagnostics as [(typeof diagnostics)[number]];
  expect(message).toContain(what);
  // A stream opens its file when nobody is on the stack any more.
  const line = effect.startsWith('createWriteStream') ? rangeOf(source, 'f(x: number)')[0] : 8;
  expect(span[1]).toBe(line);
  expect(existsSync(join(cwd, 'a'))).toBe(false);
});
