import type { CancellationToken, TextDocument } from 'vscode';
import type { SourceFile } from '../../mark/index.ts';
import { sourceFiles, textOf } from './sourceFiles.ts';

/** Files that are read for one guess. */
const most = 400;

/** The files of the workspace that say a word, which may call a function of this name, and those that a document imports from. */
export async function filesNearby(
  document: TextDocument,
  name: string,
  token: CancellationToken,
): Promise<SourceFile[]> {
  const imports = document.getText().matchAll(/from\s*['"]\.{1,2}\/([^'"]+)['"]/g);
  const imported = new Set([...imports].map(([, path]) => stem(path!)));
  const word = new RegExp(`\\b${name}\\b`);
  const own = document.uri.toString();
  const others = (await sourceFiles(most, token)).filter((uri) => uri.toString() !== own);
  const files = await Promise.all(
    others.map(async (uri) => ({ path: uri.fsPath, text: await textOf(uri, token) })),
  );
  return files.filter(({ path, text }) => text !== '' && (imported.has(stem(path)) || word.test(text)));
}

/** The name of a file without folder and extension. */
const stem = (path: string): string => /([^/\\]*?)(\.[cm]?[jt]sx?)?$/.exec(path)![1]!;
