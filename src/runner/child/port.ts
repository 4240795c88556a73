/** The channel to the parent. */
export interface Port {
  /** The members of a process that jsonrpc's reader and writer use. */
  readonly process: NodeJS.Process;
  /** Resolves when everything sent so far has left this process. */
  flushed(): Promise<void>;
}

/**
 * Takes the channel to the parent away from `process`: user code finds `process.send` undefined, as in a process without
 * parent.
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
