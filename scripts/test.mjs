// `npm test`: build, types, lint, format, tests, in this order; stops at the first that fails.
// The last line is always `N passed, N failed`: tests, or the one step that failed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBin, run } from './node.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'gradlens-test-'));
const report = join(scratch, 'report.json');

const steps = [
  ['build', 'scripts/ensure.mjs', '--build'],
  ['typecheck', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['typecheck of the panel', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'webview'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  [
    'test',
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ],
];

/** Numbers of tests passed and failed; a suite that did not even load counts as one failure. */
function counts() {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return [numPassedTests, numFailedTests + broken.length];
}

let [passed, failed] = [0, 0];
for (const [name, ...args] of steps) {
  console.log(`── ${name}`);
  const status = run(nodeBin, args);
  if (name === 'test') {
    try {
      [passed, failed] = counts();
    } catch (error) {
      console.log(`no test report: ${error.message}`);
    }
  }
  if (status !== 0) {
    failed ||= 1;
    console.log(`── ${name} failed`);
    break;
  }
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
