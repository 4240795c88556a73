/** The channel to the parent. */
export interface Port {
  /** What jsonrpc's reader and writer use of a process. */
  readonly process: NodeJS.Process;
  /** Resolves when everything sent so far has left this process. */
  flushed(): Promise<void>;
}

/**
 * The process's channel to its parent, taken away from `process`: user code finds `process.send` undefined, as when
 * it is run by itself.
 */
export function takePort(): Port {
  const native = process.send?.bind(process);
  let last = Promise.resolve();
  const send = (
    message: unknown,
    _handle: undefined,
    _options: undefined,
    done: (error: Error | null) => void,
  ) => {
    last = new Promise((resolve) => {
      native?.(message, undefined, undefined, (error) => {
        resolve();
        done(error);
      });
    });
    return true;
  };
  const port = { send, on: process.on.bind(process), off: process.off.bind(process) };
  for (const name of ['send', 'disconnect']) {
    Object.defineProperty(process, name, { value: undefined, configurable: true, writable: true });
  }
  // The reader and the writer use no other member.
  return { process: port as unknown as NodeJS.Process, flushed: () => last };
}
