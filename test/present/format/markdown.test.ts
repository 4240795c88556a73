import { describe, expect, test } from 'vitest';
import { code, escapeText } from '../../../src/present/format/markdown.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { hoverText } from '../../../src/present/hover/view/hoverText.ts';
import type { Cut } from '../../../src/shared/trace.ts';
import { noLinks } from '../../support/hover.ts';
import { TraceBuilder } from '../../support/build.ts';

const hostile = [
  '`` ![x](https://attacker.example/p.png) [Update](command:workbench.action.terminal.new) ``',
  '` [a](https://attacker.example) `',
  'a\n\n[Show in panel](https://attacker.example)\n\n',
  '``\n\n# big\n\n[x](command:gradlens.showRow?%5B%22file:///etc/passwd%22,0%5D)',
  'a\r\n- list\u2028> quote',
  '```js',
  '<img src=x onerror=alert(1)>',
  'https://auto.link/x www.auto.link a@auto.link',
  '| a | b |\n|---|---|',
  '\u202Eevil',
  '&lt;b&gt; &#91;x](y)',
  '\\[a](b) \\`',
];

/** What of Markdown is alive outside of code spans and escapes: a crude reading, which sees too much rather than too little. */
function alive(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => {
    const text = line.replace(/\\[^\w\s]|(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g, ' ');
    return text.match(/[[\]<>!&`]|^\s*#|\w+:\/\/|www\.|\w@\w/gi) ?? [];
  });
}

describe('texts of a program in Markdown', () => {
  test.each(hostile)('%j is text', (text) => {
    for (const made of [code(text), escapeText(text)]) {
      expect(alive(`before ${made} after`)).toEqual([]);
      expect(made).not.toMatch(/[\n\r\u2028\u202E]/);
    }
  });

  test('ordinary text stays as it is', () => {
    expect([code('x · 2'), code('a `b`'), escapeText('x̄ += z̄ ∘ y; 0.5: a.b')]).toEqual([
      '`x · 2`',
      '`` a `b` ``',
      'x̄ += z̄ ∘ y; 0.5: a.b',
    ]);
  });

  test.each(hostile)('%j as a name, an operation, a formula, and what a number is handed to', (text) => {
    const t = new TraceBuilder();
    const x = t.leaf(text, [], [2], { gradient: [0] });
    const y = t.equation('mul', [x, 2], [], [4], { gradient: [1], names: [text] });
    t.output('', [], y);
    const built = t.result();
    const cut: Cut = { id: 1, reason: 'opaque', to: text, site: 0, equation: 0, repeats: 0 };
    const result = {
      ...built,
      function: { ...built.function, name: text },
      ops: built.ops.map((op) => ({ ...op, name: text, formula: text, rule: text })),
      trace: { ...built.trace, cuts: [cut] },
    };
    const index = indexRows(result);
    const hovers = [0, 1].flatMap((row) =>
      ['', text].map((shown) => hoverText(index, { row, times: 1, steps: [] }, shown, 'dark', noLinks)),
    );
    for (const hover of hovers) expect(alive(hover)).toEqual([]);
  });

  test.each(hostile)('%j as the name of a matrix stays text in HTML', (text) => {
    for (const size of [2, 9]) {
      const t = new TraceBuilder();
      const numbers = Array.from({ length: size * size }, (_, i) => i);
      t.leaf(text, [size, size], numbers, { gradient: numbers });
      const built = t.result();
      const result = { ...built, function: { ...built.function, name: text } };
      const hover = hoverText(indexRows(result), { row: 0, times: 1, steps: [] }, '', 'dark', noLinks);
      const blocks = hover.split('\n\n');
      const html = blocks.find((block) => block.startsWith('<'))!;
      const tags = html.match(/<[^>]*>/g)!;
      for (const tag of tags)
        expect(tag).toMatch(
          /^<(\/?(div|samp|br|table|tr|td|small)|span style="[\w#:;-]+"|\/span|img src="data:image\/png;base64,[\w+/=]+" alt="[^"]*" width="\d+" height="\d+")>$/,
        );
      expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>\n]/);
      // What is not in the block is Markdown, and as harmless as ever.
      expect(alive(blocks.filter((block) => block !== html).join('\n\n'))).toEqual([]);
    }
  });
});
