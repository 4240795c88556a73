/**
 * The process's channel to its parent, taken away from `process`: user code finds `process.send` undefined, as when
 * it is run by itself.
 */
export function takePort(): NodeJS.Process {
  const port = {
    send: process.send?.bind(process),
    on: process.on.bind(process),
    off: process.off.bind(process),
  };
  for (const name of ['send', 'disconnect']) {
    Object.defineProperty(process, name, { value: undefined, configurable: true, writable: true });
  }
  // The reader and the writer use no other member.
  return port as unknown as NodeJS.Process;
}
