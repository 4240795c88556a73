#!/usr/bin/env node
// Stands in for the program of desktop VS Code: takes those of its arguments that tests need, opens the same
// window in a server and a browser without a window, and ends with the code of the tests.
import { writeSync } from 'node:fs';
import { format, parseArgs } from 'node:util';
import { startChromium } from './chromium.mts';
import { startServer, windowAddress } from './server.mts';
import { MissingError, closeOnEnd, missingNatives, newProfile } from './tools.mts';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'disable-workspace-trust': { type: 'boolean' },
  },
});
const text = (name: string): string | undefined =>
  typeof values[name] === 'string' ? (values[name] as string) : undefined;

/** One of the editor's log files, as it hands them over at the end. */
interface LogFile {
  readonly relativePath: string;
  readonly contents: string;
}

const closers: (() => unknown)[] = [];
async function close(): Promise<void> {
  for (const closer of closers.splice(0).reverse()) await closer();
}

/** Runs the tests and returns their code; its log files are printed if that is not 0. */
async function run(): Promise<number> {
  const profile = newProfile();
  closers.push(profile.close);
  const server = await startServer({
    profile,
    trusted: values['disable-workspace-trust'] === true,
    lean: true,
  });
  closers.push(() => server.close());
  // Whoever ends this from outside wants to know where it stood.
  closeOnEnd(() => {
    console.error(`── server\n${server.log()}`);
    return close();
  });
  const browser = await startChromium();
  closers.push(() => browser.close());

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const [code, logs] = await new Promise<[number, LogFile[]]>((resolve) => {
    const giveUp = (why: string): void => {
      console.error(why);
      resolve([1, []]);
    };
    page.on('crash', () => giveUp('The page of the editor crashed.'));
    void (async () => {
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        const text = format(...args);
        if (!missingNatives.test(text)) writeSync(type === 'error' ? 2 : 1, `${text}\n`);
      });
      await page.exposeFunction('codeAutomationExit', (exit: number, files: LogFile[]) =>
        resolve([exit, files ?? []]),
      );
      const address = windowAddress(server.origin, {
        folder: positionals[0] ?? process.cwd(),
        extension: text('extensionDevelopmentPath'),
        tests: text('extensionTestsPath'),
      });
      // whoever started this watches whether it gets anywhere
      await page.goto(address, { timeout: 0 });
    })().catch((error: Error) => giveUp(error.message));
  });
  if (code !== 0) {
    console.error(`── server\n${server.log()}`);
    for (const { relativePath, contents } of logs) {
      const entries = contents.split(/^(?=\d{4}-\d\d-\d\d )/m).filter((entry) => !missingNatives.test(entry));
      if (entries.join('').trim()) console.error(`── ${relativePath}\n${entries.join('')}`);
    }
  }
  return code;
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof MissingError ? error.message : error);
  process.exitCode = 1;
} finally {
  await close();
}
process.exit();
