import type { Page } from 'playwright-core';

/** A text that stands at the end of a line. */
export interface EndText {
  readonly text: string;
  readonly color: string;
  readonly isItalic: boolean;
  readonly opacity: number;
}

/** A line of the editor on screen. */
export interface DrawnLine {
  /** The code and what stands right of it, each text at its column. */
  readonly text: string;
  readonly ends: readonly EndText[];
  /** Place and height of the line and of the first part of its code. */
  readonly place: readonly number[];
}

/** What is needed of the page; this project has no types of it. */
interface Node {
  readonly style: { readonly top: string };
  readonly textContent: string;
  getBoundingClientRect(): Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;
  querySelectorAll(selector: string): Iterable<Node>;
  querySelector(selector: string): Node | null;
}
type Style = Readonly<Record<'content' | 'marginLeft' | 'width' | 'color' | 'fontStyle' | 'opacity', string>>;
declare function getComputedStyle(element: Node, pseudo: string): Style;

/** What the editor on the left draws in its lines. */
export class LineEnds {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The lines on screen by number from 1, ascending. */
  async lines(): Promise<Map<number, DrawnLine>> {
    const editor = this.#page.locator('.editor-instance .monaco-editor').first();
    const lines = await editor.evaluate((element) => {
      const root = element as unknown as Node;
      const numbers = new Map(
        [...root.querySelectorAll('.margin .margin-view-overlays > div')].map((line) => [
          line.style.top,
          Number(line.querySelector('.line-numbers')?.textContent),
        ]),
      );
      return [...root.querySelectorAll('.lines-content .view-line')].map((line) => {
        const styles = [...line.querySelectorAll('span')]
          .map((part) => getComputedStyle(part, '::after'))
          .map(({ content, marginLeft, width, color, fontStyle, opacity }) => {
            return { content, marginLeft, width, color, fontStyle, opacity };
          })
          .filter(({ content }) => content.startsWith('"'));
        const boxes = [line, line.querySelector('span > span') ?? line].map((one) =>
          one.getBoundingClientRect(),
        );
        const [whole, first] = boxes as [(typeof boxes)[0], (typeof boxes)[0]];
        const place = [whole.x, whole.y, whole.height, first.x, first.y, first.width];
        return { number: numbers.get(line.style.top)!, code: line.textContent, styles, place };
      });
    });
    const sorted = lines.sort((a, b) => a.number - b.number);
    return new Map(sorted.map(({ number, code, styles, place }) => [number, drawn(code, styles, place)]));
  }

  /** The texts of the lines on screen that have something at their ends, by number. */
  async texts(): Promise<Map<number, string>> {
    const lines = await this.lines();
    return new Map([...lines].filter(([, { ends }]) => ends.length > 0).map(([n, { text }]) => [n, text]));
  }

  /** All texts at the ends of the lines on screen. */
  async ends(): Promise<EndText[]> {
    return [...(await this.lines()).values()].flatMap(({ ends }) => ends);
  }

  /** Where the lines on screen are. */
  async places(): Promise<(readonly number[])[]> {
    const lines = await this.lines();
    return [...lines].map(([number, { place }]) => [number, ...place]);
  }
}

/** Texts have the width of their characters, so that each tells how wide one is. */
function drawn(code: string, styles: readonly Style[], place: readonly number[]): DrawnLine {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const ends = styles.map(({ content, marginLeft, width, color, fontStyle, opacity }) => {
    const text = plain(content.slice(1, -1));
    const space = Math.round((parseFloat(marginLeft) / parseFloat(width)) * [...text].length);
    return { text, space, color, isItalic: fontStyle === 'italic', opacity: Number(opacity) };
  });
  const right = ends.map(({ text, space }) => ' '.repeat(space) + text).join('');
  return { text: plain(code) + right, ends: ends.map(({ space: _, ...end }) => end), place };
}
