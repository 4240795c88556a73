/* What VS Code calls in the extension host: runs the suites beside this file with mocha. */
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import type { Report } from './report.ts';

const { GRADLENS_REPORT: file, GRADLENS_LINES: lines } = process.env;

/** Milliseconds for one test: less than the standstill after which the editor is given up, so that mocha names the test. */
const timeout = 480_000;

/**
 * Rejects if a test failed. A line a test goes into the file named by GRADLENS_LINES as it ends, the numbers into that of
 * GRADLENS_REPORT: what is printed here ends up between the lines of the editor's own log.
 */
export async function run(): Promise<void> {
  if (lines) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(lines, `${format(...args)}\n`);
  }
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout });
  const suites = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const name of suites.sort()) mocha.addFile(join(__dirname, name));
  await mocha.loadFilesAsync();
  const testResults: Report['testResults'][number][] = [];
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats!));
    runner.on('fail', (test, error: Error) => {
      const failure = {
        status: 'failed',
        fullName: test.fullTitle(),
        failureMessages: [error.stack!],
      } as const;
      testResults.push({ name: test.file!, status: 'failed', message: '', assertionResults: [failure] });
    });
  });
  const report: Report = { numPassedTests: stats.passes, testResults };
  if (file) writeFileSync(file, JSON.stringify(report));
  if (stats.failures > 0) throw new Error(`${stats.failures} failed`);
}
