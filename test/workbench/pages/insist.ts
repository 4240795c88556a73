import type { Locator } from 'playwright-core';

/** Milliseconds after which a first try counts as lost; each further one has twice as many, so that a slow machine has enough. */
const first = 3000;
const tries = 7;

/**
 * Acts until something is there to see, or gone: a panel or a notice that takes the focus at this very moment swallows a key, and what
 * is drawn anew swallows a click.
 */
export async function insist(
  act: () => Promise<void>,
  shown: Locator,
  state: 'visible' | 'hidden' = 'visible',
): Promise<void> {
  await insistOn(act, (timeout) => shown.waitFor({ state, timeout }));
}

/** Acts until something else has come about than an element. */
export async function insistOn(
  act: () => Promise<void>,
  arrives: (timeout: number) => Promise<unknown>,
): Promise<void> {
  for (let left = tries, timeout = first; ; left--, timeout *= 2) {
    await act();
    try {
      await arrives(timeout);
      return;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}
