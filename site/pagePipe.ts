import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';

/** What the panel's script asks VS Code for. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The two ends of a pipe within one page: the panel's, as VS Code gives it to a webview, and that of whoever answers it. */
export function pagePipe(): { readonly api: VsCodeApi; readonly connection: MessageConnection } {
  let receive: (message: Message) => void = () => {};
  const reader = new (class extends AbstractMessageReader {
    listen(callback: (message: Message) => void) {
      receive = callback;
      return { dispose: () => (receive = () => {}) };
    }
  })();
  const writer = new (class extends AbstractMessageWriter {
    write(message: Message): Promise<void> {
      queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data: message })));
      return Promise.resolve();
    }
    end(): void {}
  })();
  const api: VsCodeApi = {
    postMessage: (message) => queueMicrotask(() => receive(message as Message)),
    getState: () => undefined,
    setState: () => {},
  };
  return { api, connection: createMessageConnection(reader, writer) };
}
