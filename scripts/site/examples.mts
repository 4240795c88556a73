// The examples on the site: each a page with its source as it was traced, and the panel of that run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../vscode/tools.mts';
import { policy, type Source } from './pages.mts';

/** What is traced of each example, and what its page is called. */
const cases: Readonly<Record<string, readonly [title: string, fn: string, label?: string]>> = {
  '01-tracer': ['What a trace is', 'f'],
  '02-autodiff': ['What a gradient is', 'f'],
  '03-linear-regression': ['Linear regression', 'loss', 'guess'],
  '04-logistic-regression': ['Through a training loop', 'train'],
  '05-two-layer-network': ['A network with one hidden layer', 'Network.loss'],
  '06-ode-fit': ['Fitting a differential equation', 'misfit'],
  '07-shape-bug': ['A wrong shape', 'score', 'silent'],
  '08-nan': ['A NaN born in the middle', 'logLikelihood'],
  '09-first-nan': ['The first NaN of a loop', 'energy'],
  '10-why': ['Why is it zero?', 'heating'],
};

/** An example: its page as Markdown, and the files of its trace by their paths in the site. */
export interface Example {
  readonly source: Source;
  readonly files: ReadonlyMap<string, string>;
}

/** Traces examples, all unless they are named, with the command line as built. */
export function examples(names: readonly string[] = Object.keys(cases)): Example[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-site-'));
  try {
    return names.map((name) => {
      const [title, fn, label] = cases[name]!;
      const out = join(folder, `${name}.gradlens`);
      const file = `examples/${name}.ts`;
      const chosen = ['--function', fn, ...(label ? ['--case', label] : [])];
      const listing = traced(file, ...chosen, '--format', 'source', '--check', '--out', out);
      return example(name, title, readFileSync(join(root, file), 'utf8'), listing, readFileSync(out));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `gradlens trace` prints; an example may go wrong, as some are there to show. */
function traced(...args: string[]): string {
  const all = [join(root, 'dist/cli.js'), 'trace', ...args];
  try {
    return execFileSync(process.execPath, all, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    if (status === 1) return stdout;
    throw error;
  }
}

function example(name: string, title: string, source: string, listing: string, trace: Buffer): Example {
  const about = /\/\*([^]*?)\*\//
    .exec(source)![1]!
    .replaceAll(/^ *\* ?/gm, '')
    .trim();
  const parts = [
    `# ${title}`,
    about,
    `[${name}.ts](../../examples/${name}.ts) as \`gradlens trace --format source\` prints it:`,
    `\`\`\`\n${listing.trimEnd()}\n\`\`\``,
    '## The panel',
    `The trace of this run, as the panel in VS Code shows it; [alone](${name}.trace.html).`,
    `<iframe src="${name}.trace.html" title="The trace in the panel"></iframe>`,
  ];
  const value = { bytes: trace.toString('base64'), lines: source.split('\n').length };
  return {
    source: {
      path: `docs/examples/${name}.md`,
      page: `examples/${name}.html`,
      markdown: `${parts.join('\n\n')}\n`,
      group: 'Examples',
    },
    files: new Map([
      [`examples/${name}.trace.js`, `globalThis.gradlensTrace = ${JSON.stringify(value)};\n`],
      [`examples/${name}.trace.html`, tracePage(name)],
    ]),
  };
}

/** The page that is the panel: the scripts of the trace, of what answers for it, and of the panel itself, in this order. */
const tracePage = (name: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy("script-src 'self'")}">
<meta name="viewport" content="width=device-width">
<title>${name} · GradLens</title>
<link rel="stylesheet" href="../theme.css">
<link rel="stylesheet" href="../webview.css">
<script defer src="${name}.trace.js"></script>
<script defer src="../trace.js"></script>
<script defer src="../webview.js"></script>
</head>
<body>
<div id="root"></div>
</body>
</html>
`;
