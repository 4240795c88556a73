// `npm run faults [words] [--report FILE]`: plants each fault in a copy of the project and runs the test that has to see it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faults, type Fault } from './table.ts';

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { report: { type: 'string' } },
});
const [wanted = ''] = positionals;
const copy = mkdtempSync(join(tmpdir(), 'gradlens-faults-'));
const copied = [
  'src',
  'test',
  'scripts',
  'webview',
  'examples',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.mjs',
];
for (const path of copied) cpSync(join(root, path), join(copy, path), { recursive: true });
for (const path of ['node_modules', 'dist']) symlinkSync(join(root, path), join(copy, path), 'junction');

/** The tests of `npm test` see every fault. */
const env = { ...process.env, GRADLENS_TESTS: '' };

/** Full names of the tests that fail in the copy; the file's message if it did not even load. */
function failures(file: string): string[] {
  const report = join(copy, 'report.json');
  const args = [join(copy, 'node_modules/vitest/vitest.mjs'), 'run', file];
  spawnSync(process.execPath, [...args, '--reporter=json', `--outputFile=${report}`], { cwd: copy, env });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0
      ? [`did not load: ${message}`]
      : assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
}

function planted({ file, find, plant, caught: [test] }: Fault): string[] {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    source.replace(find, () => plant),
  );
  try {
    return failures(test);
  } finally {
    writeFileSync(path, source);
  }
}

let caught = 0;
const missed: string[] = [];
for (const fault of faults.filter((one) => one.fault.includes(wanted))) {
  const failed = planted(fault);
  const [test, name] = fault.caught;
  const seen = failed.find((one) => one.includes(name));
  if (seen === undefined) missed.push(fault.fault);
  else caught++;
  console.log(`${seen === undefined ? 'MISSED' : 'caught'}  ${fault.fault}  (${fault.file})`);
  console.log(`        ${test}: ${seen?.split('\n')[0] ?? `expected ${name}`}; ${failed.length} failed`);
}
rmSync(copy, { recursive: true, force: true });
if (values.report) {
  const assertionResults = missed.map((fullName) => ({
    status: 'failed',
    fullName,
    failureMessages: ['missed'],
  }));
  const testResults =
    assertionResults.length > 0 ? [{ name: 'test/faults', status: 'failed', assertionResults }] : [];
  const report = { numPassedTests: caught, testResults };
  writeFileSync(values.report, JSON.stringify(report));
}
console.log(`${caught} caught, ${missed.length} missed`);
process.exitCode = missed.length > 0 ? 1 : 0;
