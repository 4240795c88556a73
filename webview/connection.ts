import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type Disposable,
  type Message,
} from 'vscode-jsonrpc/browser';

/** The extension on the other side. */
export const vscode = acquireVsCodeApi();

class Reader extends AbstractMessageReader {
  listen(callback: (message: Message) => void): Disposable {
    const listener = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'jsonrpc' in data)
        callback(data as unknown as Message);
    };
    window.addEventListener('message', listener);
    return { dispose: () => window.removeEventListener('message', listener) };
  }
}

class Writer extends AbstractMessageWriter {
  write(message: Message): Promise<void> {
    vscode.postMessage(message);
    return Promise.resolve();
  }
  end(): void {}
}

/** JSON-RPC with the extension; see src/shared/panel/protocol.ts for the messages. */
export const host = createMessageConnection(new Reader(), new Writer());
