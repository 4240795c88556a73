import { workspace, type CancellationToken, type Uri } from 'vscode';

/** A larger file is not read. */
const longest = 500_000;

/** The source files of the workspace, at most so many, without what is installed or built. */
export function sourceFiles(most: number, token: CancellationToken): Thenable<Uri[]> {
  const built = '**/{node_modules,dist,out,build,coverage,.git}/**';
  return workspace.findFiles('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', built, most, token);
}

/** The text of a file as it stands in the editor, else on disk; empty of one that is very large, or gone. */
export async function textOf(uri: Uri, token: CancellationToken): Promise<string> {
  const open = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return open.getText();
  if (token.isCancellationRequested) return '';
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > longest ? '' : Buffer.from(await workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    // It is gone since it was found.
    return '';
  }
}
