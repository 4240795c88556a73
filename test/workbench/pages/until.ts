/** Milliseconds for each step in the browser, on however busy a machine. */
export const patience = 300_000;

/** Milliseconds between two looks. */
const pause = 50;

/**
 * Reads until what is read is what is meant, and returns that.
 *
 * @param timeout milliseconds after which it is given up; the error has what was read last
 */
export async function until<T>(
  read: () => Promise<T>,
  isMeant: (now: T) => boolean,
  timeout = patience,
): Promise<T> {
  for (const end = Date.now() + timeout; ;) {
    const now = await read();
    if (isMeant(now)) return now;
    if (Date.now() > end) throw new Error(`After ${timeout} ms it still was ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
