import { randomUUID } from 'node:crypto';
import { Uri, workspace, type ExtensionContext } from 'vscode';
import { decodeTrace, encodeTrace, type StoredTrace } from '../shared/traceFile.ts';

const kept = 20;
const extension = '.gradlens';

/** The trace files in the extension's storage: what a restored panel shows. The newest 20 are kept. */
export class TraceStore {
  readonly #folder: Uri;

  constructor(context: ExtensionContext) {
    this.#folder = Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'traces');
  }

  /** A name for a trace that is about to be written. */
  newName(): string {
    return `${Date.now()}-${randomUUID().slice(0, 8)}`;
  }

  async write(name: string, stored: StoredTrace): Promise<void> {
    await workspace.fs.createDirectory(this.#folder);
    await workspace.fs.writeFile(this.#uri(name), encodeTrace(stored));
    const files = await workspace.fs.readDirectory(this.#folder);
    const old = files
      .map(([file]) => file)
      .filter((file) => file.endsWith(extension))
      .sort()
      .slice(0, -kept);
    for (const file of old) await workspace.fs.delete(Uri.joinPath(this.#folder, file));
  }

  /** A trace by its name; undefined if it is gone or of another version. */
  async read(name: string): Promise<StoredTrace | undefined> {
    if (!/^[\w-]+$/.test(name)) return undefined;
    try {
      return decodeTrace(await workspace.fs.readFile(this.#uri(name)));
    } catch {
      return undefined;
    }
  }

  #uri(name: string): Uri {
    return Uri.joinPath(this.#folder, name + extension);
  }
}
