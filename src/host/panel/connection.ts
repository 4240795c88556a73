import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Disposable, Webview } from 'vscode';

/** JSON-RPC over a webview's `postMessage`. Dispose it with the panel. */
export function connectionTo(webview: Webview): MessageConnection {
  return createMessageConnection(new Reader(webview), new Writer(webview));
}

class Reader extends AbstractMessageReader {
  readonly #webview: Webview;
  constructor(webview: Webview) {
    super();
    this.#webview = webview;
  }
  listen(callback: (message: Message) => void): Disposable {
    return this.#webview.onDidReceiveMessage(callback);
  }
}

class Writer extends AbstractMessageWriter {
  readonly #webview: Webview;
  constructor(webview: Webview) {
    super();
    this.#webview = webview;
  }
  /** A hidden webview gets nothing and needs nothing: it asks anew when it is shown. */
  write(message: Message): Promise<void> {
    void this.#webview.postMessage(message);
    return Promise.resolve();
  }
  end(): void {}
}
