import type { Locator } from 'playwright-core';

/** Something on screen. */
export interface Placed {
  readonly text: string;
  /** Pixels from the top of its frame. */
  readonly top: number;
  readonly bottom: number;
}

/** Everything that a locator finds, as it is at one moment. */
export function placed(locator: Locator): Promise<Placed[]> {
  return locator.evaluateAll(
    (all: { textContent: string; getBoundingClientRect: () => { top: number; bottom: number } }[]) =>
      all.map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return { text: one.textContent, top, bottom };
      }),
  );
}
