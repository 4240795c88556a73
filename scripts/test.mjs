// `npm test`: build, types, lint, format, then the suites: here, inside VS Code, and beside one. What fails before
// the suites ends it. The last line is always `N passed, N failed`: tests, or the one step that failed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBin, run } from './node.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'gradlens-test-'));
const report = (name) => join(scratch, `${name}.json`);
const vitest = (name, ...args) => [
  name,
  'node_modules/vitest/vitest.mjs',
  'run',
  ...args,
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report(name)}`,
];

const steps = [
  ['build', 'scripts/ensure.mjs', '--build'],
  ['typecheck', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['typecheck of the panel', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'webview'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  vitest('unit'),
  ['in-host', 'scripts/vscode/host-tests.mts', report('in-host')],
  vitest('workbench', '--config', 'test/workbench/vitest.config.mjs'),
];
const suites = ['unit', 'in-host', 'workbench'];

/** Numbers of tests passed and failed in a suite; a file that did not even load counts as one failure. */
function counts(name) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report(name), 'utf8'));
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return [numPassedTests, numFailedTests + broken.length];
}

let [passed, failed] = [0, 0];
for (const [name, ...args] of steps) {
  console.log(`── ${name}`);
  const status = run(nodeBin, args);
  let [good, bad] = [0, 0];
  try {
    if (suites.includes(name)) [good, bad] = counts(name);
  } catch (error) {
    console.log(`no test report: ${error.message}`);
  }
  passed += good;
  failed += status === 0 ? bad : bad || 1;
  if (status === 0) continue;
  console.log(`── ${name} failed`);
  if (!suites.includes(name)) break;
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
