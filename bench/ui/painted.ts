/// <reference lib="dom" />
import type { Frame, Page } from 'playwright-core';

/** What can be waited for in a page. */
export type Sight =
  /** The numbers of the panel's rows are others. */
  | 'rows'
  /** The panel has left "Tracing …" and "checking …". */
  | 'verdict'
  /** The lens has another result, and its verdict. */
  | 'lens'
  /** The texts at line ends are others. */
  | 'ends'
  /** The picture of a matrix has colours. */
  | 'numbers';

interface Watcher {
  /** When a mouse button or a key was pressed last. */
  input: number;
  arm(sight: Sight): void;
  /** How many texts stand at line ends. */
  ends(): number;
  readonly painted: Map<Sight, Promise<number>>;
}
declare global {
  var gradlensBench: Watcher;
}

/** Puts the watcher into a page, once. Times in it are milliseconds since 1970, so that those of two pages can be compared. */
function install(): void {
  if ('gradlensBench' in globalThis) return;
  const epoch = () => performance.timeOrigin + performance.now();
  const texts = (selector: string, pseudo?: string) =>
    Array.from(document.querySelectorAll(selector), (element) =>
      pseudo ? getComputedStyle(element, pseudo).content : (element.textContent ?? ''),
    ).filter((text) => !pseudo || (text !== 'none' && text !== 'normal'));
  const status = () => texts('header .verdicts').join();
  const rows = () => texts('[data-row] :is(.value, .gradient)').join('\n');
  const endTexts = () => texts('.view-line span[class*="ced-"]', '::after');
  const ends = () => endTexts().join('\n');
  const lens = () => texts('.codelens-decoration').join('\n');
  const isJudged = (text: string) => /= .*[✓◐✗–]/.test(text) && !/\(old\)|…/.test(text);
  /** What a sight has to differ from, and whether it is there. */
  const tests: Record<Sight, () => () => boolean> = {
    verdict: () => {
      let ran = false;
      return () => (ran ||= /^Tracing|checking/.test(status())) && !/^Tracing|checking/.test(status());
    },
    rows: () => {
      const before = rows();
      return () => rows() !== before && rows() !== '';
    },
    lens: () => {
      const before = lens();
      return () => lens() !== before && isJudged(lens());
    },
    ends: () => {
      const before = ends();
      return () => ends() !== before && ends() !== '';
    },
    numbers: () => () => {
      const canvas = document.querySelector<HTMLCanvasElement>('[role=application] canvas');
      return (canvas?.getContext('2d')?.getImageData(0, 0, 1, 1).data[3] ?? 0) > 0;
    },
  };
  const watcher: Watcher = {
    input: 0,
    painted: new Map(),
    ends: () => endTexts().length,
    arm(sight) {
      const isThere = tests[sight]();
      const painted = new Promise<number>((resolve) => {
        const look = () => {
          if (!isThere()) return;
          observer.disconnect();
          // A message that is sent while a frame is made is received when it has been painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(epoch());
            port2.postMessage(0);
          });
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      this.painted.set(sight, painted);
    },
  };
  const onInput = ({ timeStamp }: Event) => {
    watcher.input = performance.timeOrigin + timeStamp;
  };
  for (const type of ['mousedown', 'keydown']) addEventListener(type, onInput, true);
  globalThis.gradlensBench = watcher;
}

/** A page in which things are waited for. */
export class Watched {
  readonly #frame: Frame | Page;

  constructor(frame: Frame | Page) {
    this.#frame = frame;
  }

  /** Begins to look out for sights; those there now do not count. */
  async arm(...sights: readonly Sight[]): Promise<void> {
    await this.#frame.evaluate(install);
    for (const sight of sights) await this.#frame.evaluate((s) => globalThis.gradlensBench.arm(s), sight);
  }

  /** When a sight was painted; NaN if it was not within so many milliseconds. */
  async painted(sight: Sight, patience: number): Promise<number> {
    const seen = this.#frame.evaluate((s) => globalThis.gradlensBench.painted.get(s)!, sight);
    const late = new Promise<number>((resolve) => setTimeout(resolve, patience, NaN));
    return Promise.race([seen, late]);
  }

  /** How many texts stand at line ends. */
  countEnds(): Promise<number> {
    return this.#frame.evaluate(() => globalThis.gradlensBench.ends());
  }

  /** When the last click or key came. */
  input(): Promise<number> {
    return this.#frame.evaluate(() => globalThis.gradlensBench.input);
  }
}
