/* What VS Code calls in the extension host: runs the suites beside this file with mocha. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import type { Report } from './report.ts';

/**
 * Rejects if a test failed. The numbers and mocha's report go into the file named by GRADLENS_REPORT: what is
 * printed here ends up between the lines of the editor's own log.
 */
export async function run(): Promise<void> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => lines.push(format(...args));
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 120_000 });
  const suites = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const name of suites.sort()) mocha.addFile(join(__dirname, name));
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats!));
  });
  const report: Report = {
    numPassedTests: stats.passes,
    numFailedTests: stats.failures,
    testResults: [],
    text: lines.join('\n'),
  };
  if (process.env.GRADLENS_REPORT) writeFileSync(process.env.GRADLENS_REPORT, JSON.stringify(report));
  if (stats.failures > 0) throw new Error(`${stats.failures} failed`);
}
