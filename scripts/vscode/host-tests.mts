// `npm run test:host`: the suites of test/host inside a real VS Code, desktop where there is one, else from npm.
// The last line is `N passed, N failed`; before it stands mocha's report, and if a test failed, the editor's log.
// Usage: host-tests.mts [FILE for a report as vitest's].
import { runTests } from '@vscode/test-electron';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { findDesktop } from './desktop.mts';
import type { Report } from '../../test/host/report.ts';
import { closeOnEnd, environment, newProfile, progress, root, succeeds } from './tools.mts';

const webpack = ['node_modules/webpack/bin/webpack.js', '--config', 'test/host/webpack.config.cjs'];
if (!succeeds('node', webpack)) process.exit(1);

const desktop = await findDesktop();
progress(`running tests inside ${desktop ?? 'the VS Code from npm'}`);
const profile = newProfile();
closeOnEnd(async () => profile.close());

/** The editor's log is kept; only our own lines on what is going on are shown at once. */
let log = '';
const keep = (): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      const text = String(chunk);
      if (text.startsWith('gradlens: ')) process.stderr.write(text);
      else log += text;
      done();
    },
  });

const file = join(profile.userData, 'report.json');
let why: unknown;
try {
  await runTests({
    vscodeExecutablePath: desktop ?? join(import.meta.dirname, 'code.mts'),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist/test/index.js'),
    extensionTestsEnv: { ...environment, GRADLENS_REPORT: file },
    launchArgs: [
      join(root, 'examples'),
      `--user-data-dir=${profile.userData}`,
      `--extensions-dir=${profile.extensions}`,
    ],
    stdout: keep(),
    stderr: keep(),
  });
} catch (error) {
  why = error;
  process.exitCode = 1;
}
const report = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Report)
  : { numPassedTests: 0, numFailedTests: 1, testResults: [], text: 'The tests did not end.' };
profile.close();
if (process.argv[2]) writeFileSync(process.argv[2], JSON.stringify(report));
if (why) console.log(`── the editor's log\n${log}── ${(why as Error).message}`);
console.log(`${report.text}\n${report.numPassedTests} passed, ${report.numFailedTests} failed`);
