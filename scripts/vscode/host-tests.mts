// `npm run test:host`: the suites of test/host inside a real VS Code, desktop where there is one, else from npm.
// A line a test is printed as it ends. The last line is `N passed, N failed`; before it, if a test failed, the editor's log.
// Usage: host-tests.mts [FILE for a report as vitest's].
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../test/host/report.ts';
import { findChromium } from './chromium.mts';
import { findDesktop } from './desktop.mts';
import { installServer } from './server.mts';
import { closeOnEnd, endGroup, environment, newProfile, progress, root, succeeds } from './tools.mts';

/** The editor is given up when no line came from the tests for so many milliseconds, however slow the machine. */
const standstill = 600_000;

const webpack = ['node_modules/webpack/bin/webpack.js', '--config', 'test/host/webpack.config.cjs'];
if (!succeeds('node', webpack)) process.exit(1);

const desktop = await findDesktop();
if (!desktop) {
  installServer();
  findChromium();
}
progress(`running tests inside ${desktop ?? 'the VS Code from npm'}`);
const profile = newProfile();
const [file, lines] = [join(profile.userData, 'report.json'), join(profile.userData, 'lines.txt')];
const editor = spawn(
  desktop ?? join(import.meta.dirname, 'code.mts'),
  [
    join(root, 'examples'),
    ...[`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`],
    ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--disable-workspace-trust'],
    ...['--skip-welcome', '--skip-release-notes', '--no-cached-data'],
    ...[`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${join(root, 'dist/test/index.js')}`],
  ],
  {
    env: { ...environment, GRADLENS_REPORT: file, GRADLENS_LINES: lines },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
closeOnEnd(async () => {
  await endGroup(editor);
  profile.close();
});

/** The editor's log is kept; only our own lines on what is going on are shown at once. */
let log = '';
for (const stream of [editor.stdout, editor.stderr])
  stream.setEncoding('utf8').on('data', (text: string) => {
    if (text.startsWith('gradlens: ')) process.stderr.write(text);
    else log += text;
  });

/** What the tests have said so far, and when they last did. */
let [said, heard] = ['', Date.now()];
function listen(): void {
  const all = existsSync(lines) ? readFileSync(lines, 'utf8') : '';
  if (all.length > said.length) {
    process.stdout.write(all.slice(said.length));
    [said, heard] = [all, Date.now()];
  } else if (Date.now() - heard > standstill) {
    const last = said.trim().split('\n').at(-1) || 'nothing';
    console.log(`No test has ended for ${standstill / 60_000} minutes; the last line was: ${last.trim()}`);
    heard = Infinity;
    void endGroup(editor);
  }
}
const listening = setInterval(listen, 200);
const code = await new Promise<number | string>((resolve) => {
  editor.on('error', (error) => resolve(error.message));
  editor.on('close', (exit, signal) => resolve(exit ?? signal!));
});
clearInterval(listening);
listen();
const ended = existsSync(file);
const report: Report = ended
  ? (JSON.parse(readFileSync(file, 'utf8')) as Report)
  : {
      numPassedTests: 0,
      testResults: [
        { name: 'test/host', status: 'failed', message: 'The tests did not end.', assertionResults: [] },
      ],
    };
profile.close();
if (process.argv[2]) writeFileSync(process.argv[2], JSON.stringify(report));
if (code !== 0) {
  process.exitCode = 1;
  console.log(`── the editor's log\n${log}── the editor ended with ${code}`);
  if (!ended) console.log('The tests did not end.');
}
console.log(`${report.numPassedTests} passed, ${report.testResults.length} failed`);
