import { extent } from '../../format/grid.ts';
import { widthOf } from '../../format/layout.ts';
import { alignedNumbers, briefNumber } from '../../format/numberText.ts';
import type { Shape } from '../../../shared/tensor.ts';
import { escapeHtml, typed } from './html.ts';
import { byteOf, scaleOf, shadeOf, type Theme } from './shades.ts';

/** Numbers with what is above them; without numbers, they are said there in words. */
export interface Block {
  readonly title: string;
  readonly data?: Float64Array;
}

/** Rows and columns that are shown as digits at most. */
const most = 8;

/** Sizes of type, the largest first: `<small>` so often, and how many characters and lines the hover then has room for. */
const sizes = [
  { smaller: 0, characters: 56, lines: 6 },
  { smaller: 1, characters: 66, lines: 7 },
  { smaller: 2, characters: 82, lines: 9 },
];

/** A way of writing the numbers of a block. */
type Writing = (data: Float64Array) => { readonly texts: readonly string[]; readonly unit: string };

const plain = (texts: readonly string[]) => ({ texts, unit: '' });
const aligned =
  (fewer: number): Writing =>
  (data) =>
    plain(alignedNumbers(data, fewer));

/** From the most digits to the fewest; the first way that there is room for is taken. */
const writings: readonly Writing[] = [aligned(0), aligned(1)];
/** Smaller type comes before fewer digits. */
const shortest: readonly Writing[] = [...writings, aligned(2), aligned(3), scaled];

/** Powers of ten below it have lost digits. */
const leastExponent = -307;

/** Two digits in a unit that is a power of ten: `98` and `1.2` of 0.98 and 0.012 `×10⁻²`. */
function scaled(data: Float64Array): ReturnType<Writing> {
  const scale = scaleOf(data);
  const exponent = scale === 0 ? 0 : Math.max(leastExponent, Math.floor(Math.log10(scale)) - 1);
  const power = String(exponent).replaceAll(/./g, (sign) => superscripts[sign]!);
  const texts = Array.from(data, (x) => {
    const y = x / 10 ** exponent;
    // So small that the unit is out of its range.
    return briefNumber(y === 0 && x !== 0 ? x : y, Math.abs(y) < 1 ? 1 : 2);
  });
  return { texts, unit: exponent === 0 ? '' : ` ×10${power}` };
}

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [...'-0123456789'].map((sign, i) => [sign, [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'][i]!]),
);

/** So opaque that text on it is still easily read. */
const strongest = 0.4;

/** Digits in tinted cells, of value and gradient side by side, else one below the other; undefined where there is no room. */
export function cellsText(blocks: readonly Block[], shape: Shape, theme: Theme): string | undefined {
  const [rows, columns] = extent(shape);
  if (rows > most || columns > most) return undefined;
  for (const { smaller, characters, lines } of sizes) {
    for (const write of smaller + 1 < sizes.length ? writings : shortest) {
      const drawn = blocks.map((block) => draw(block, columns, write, theme));
      const width = drawn.reduce((sum, one) => sum + one.width + gap.length, -gap.length);
      if (width <= characters && rows < lines) return markup(beside(drawn), smaller);
      const isNarrow = drawn.every((one) => one.width <= characters);
      if (isNarrow && drawn.length * (rows + 1) <= lines)
        return markup(
          drawn.flatMap(({ head, body }) => [head, ...body]),
          smaller,
        );
    }
  }
  return undefined;
}

/** Lines of markup, and how many characters wide they are shown. */
interface Drawn {
  readonly head: string;
  readonly body: readonly string[];
  readonly width: number;
}

const gap = '  ';

function draw({ title, data }: Block, columns: number, write: Writing, theme: Theme): Drawn {
  if (!data) return { head: escapeHtml(title), body: [], width: widthOf(title) };
  const { texts, unit } = write(data);
  const head = title + unit;
  const length = widthOf(head);
  const cell = Math.max(...texts.map(widthOf));
  const scale = scaleOf(data);
  const inked = texts.map((text, i) => {
    const { color, opacity } = shadeOf(data[i]!, scale, strongest, theme);
    const tint = `${color}${byteOf(opacity).toString(16).padStart(2, '0')}`;
    return `<span style="background-color:${tint};border-radius:2px;">${text.padStart(cell)}</span>`;
  });
  const body = Array.from({ length: inked.length / columns }, (_, r) =>
    inked.slice(r * columns, (r + 1) * columns).join(' '),
  );
  const inner = columns * (cell + 1) - 1;
  const width = Math.max(inner, length);
  const pad = (text: string, shown: number) => text + ' '.repeat(width - shown);
  return { head: pad(escapeHtml(head), length), body: body.map((line) => pad(line, inner)), width };
}

function beside(drawn: readonly Drawn[]): string[] {
  const height = Math.max(...drawn.map(({ body }) => body.length));
  const line = (r: number) => drawn.map(({ body, width }) => body[r] ?? ' '.repeat(width)).join(gap);
  return [drawn.map(({ head }) => head).join(gap), ...Array.from({ length: height }, (_, r) => line(r))];
}

/** One block of HTML: no line of it is empty, so Markdown leaves all of it alone. */
function markup(lines: readonly string[], smaller: number): string {
  return typed(lines, `<div>${'<small>'.repeat(smaller)}<div>`, `</div>${'</small>'.repeat(smaller)}</div>`);
}
