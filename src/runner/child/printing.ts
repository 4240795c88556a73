/** The handle of a stream that prints to a pipe. */
interface Handle {
  setBlocking(isBlocking: boolean): void;
}

/** Makes what a program prints leave this process before the call returns: nothing waits in it when it ends or is killed. */
export function printAtOnce(): void {
  for (const stream of [process.stdout, process.stderr]) {
    (stream as unknown as { readonly _handle?: Handle })._handle?.setBlocking(true);
  }
}
