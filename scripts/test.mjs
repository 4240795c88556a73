// `npm test`: build, types, lint, format, then the suites: here, inside VS Code, and beside one. What fails before the suites
// ends it. `npm run test:long`: what takes long, among it all that `npm test` runs less of, and the planted faults.
// Steps run side by side, so that what failed is named again at the end. The last line is always `N passed, N failed`:
// tests, or the one step that failed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nodeBin, start } from './node.mjs';

const isLong = process.argv.includes('--long');
const env = { ...process.env, GRADLENS_TESTS: isLong ? 'long' : '' };
const scratch = mkdtempSync(join(tmpdir(), 'gradlens-test-'));
const report = (name) => join(scratch, `${name}.json`);
const vitest = (name, reporter, ...args) => [
  name,
  'node_modules/vitest/vitest.mjs',
  'run',
  ...args,
  `--reporter=${reporter}`,
  '--reporter=json',
  `--outputFile=${report(name)}`,
];

const build = ['build', 'scripts/ensure.mjs', '--build'];
const checks = [
  ['typecheck', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  ['structure', 'scripts/structure.mjs'],
  ['typecheck of the panel', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'webview'],
  ['typecheck of the site', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'site'],
  ['typecheck of the programs with faults', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'test/why'],
];
const unit = vitest('unit', 'default');
const inHost = ['in-host', 'scripts/vscode/host-tests.mts', report('in-host')];
/** The same inside the oldest VS Code that is promised. */
const oldest = 'in-host, oldest';
const inOldest = [oldest, 'scripts/vscode/host-tests.mts', report(oldest)];
const workbench = vitest('workbench', 'verbose', '--config', 'test/workbench/vitest.config.mjs');
const soak = ['soak', 'scripts/soak.mts'];
const faults = ['faults', 'test/faults/main.ts', '--report', report('faults')];

/** Steps that run side by side, two at a time. What takes all processors stands alone: waits in a window would grow too long beside it. */
const stages = [
  isLong ? [build] : [build, ...checks],
  [unit],
  [workbench, inHost],
  ...(isLong ? [[inOldest], [soak], [faults]] : []),
];
const suites = ['unit', 'in-host', oldest, 'workbench', 'faults'];

/** Number of tests passed in a suite, and what failed; a file that did not even load counts as one failure. */
function results(name) {
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report(name), 'utf8'));
  const failures = [];
  for (const { name: path, status, assertionResults, message } of testResults) {
    const file = relative(process.cwd(), path);
    const broken = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && assertionResults.length === 0) failures.push(`${file}\n${message}`);
    for (const test of broken)
      failures.push(`${file} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
  }
  return [numPassedTests, failures];
}

let passed = 0;
/** What failed: the suite, its file and its test, and why. */
const failures = [];

/** Runs a step; whether the next may follow. */
async function take([name, ...args], prefix) {
  console.log(`── ${name}`);
  const begin = performance.now();
  const status = await start(nodeBin, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...args], {
    prefix,
    env: name === oldest ? { ...env, GRADLENS_VSCODE: 'oldest' } : env,
  });
  let [good, bad] = [0, []];
  try {
    if (suites.includes(name)) [good, bad] = results(name);
  } catch (error) {
    console.log(`no test report: ${error.message}`);
  }
  if (status !== 0 && bad.length === 0) bad = [`exit code ${status}`];
  passed += good;
  failures.push(...bad.map((failure) => `${name}: ${failure}`));
  const tests = suites.includes(name) ? `, ${good} passed, ${bad.length} failed` : '';
  const seconds = Math.round((performance.now() - begin) / 1000);
  console.log(`── ${name}${status === 0 ? '' : ' failed'}: ${seconds} s${tests}`);
  return status === 0 || suites.includes(name);
}

for (const steps of stages) {
  const queue = [...steps];
  let goesOn = true;
  const lane = async () => {
    for (let step = queue.shift(); step && goesOn; step = queue.shift()) {
      const ok = await take(step, steps.length > 1 ? `${step[0]} │ ` : '');
      goesOn &&= ok;
    }
  };
  await Promise.all([lane(), lane()]);
  if (!goesOn) break;
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
for (const failure of failures) console.log(`\nfailed │ ${failure}`);
console.log(`${Math.round(performance.now() / 1000)} s in all`);
console.log(`${passed} passed, ${failures.length} failed`);
