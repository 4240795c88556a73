import { workspace, type TextDocument } from 'vscode';
import { contentHash } from '../../shared/contentHash.ts';
import type { TraceResult } from '../../shared/trace.ts';

/** A run by the files that it read. */
interface Run {
  readonly paths: readonly string[];
  readonly result: Pick<TraceResult, 'contents'>;
}

/** Whether the text of an open file is not the one that ran. */
export function isOfOtherCode({ paths, result }: Run): boolean {
  return paths.some((path, file) => {
    const ran = result.contents?.[file] ?? '';
    const now = ran === '' ? undefined : textHash(path);
    return now !== undefined && now !== ran;
  });
}

/** Hash of an open document's text; undefined of one that is not open. */
export function textHash(path: string): string | undefined {
  const document = documentAt(path);
  return document && hashOf(document);
}

/** The open document of a file; undefined of one that is not open. */
export function documentAt(path: string): TextDocument | undefined {
  return workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path);
}

const hashes = new WeakMap<TextDocument, { readonly version: number; readonly hash: string }>();

/** Hash of a document's text; every run of a file asks on every key that is typed. */
export function hashOf(document: TextDocument): string {
  const { version } = document;
  const known = hashes.get(document);
  if (known?.version === version) return known.hash;
  const hash = contentHash(document.getText());
  hashes.set(document, { version, hash });
  return hash;
}
