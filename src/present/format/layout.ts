/** Text in columns, with or without colour. Widths count columns of a terminal, never escape codes. */

/** Styles by meaning. Blue is negative and orange positive: the colour-blind tell them apart, too. */
export type Style = keyof typeof codes;

const codes = {
  plain: '',
  bold: '1',
  dim: '2',
  op: '36',
  good: '32',
  bad: '31',
  warning: '33',
  negative: '38;5;33',
  positive: '38;5;208',
};

/** Puts a style around a text; gives the text back where colour is off. */
export type Paint = (style: Style, text: string) => string;

/** A painter; ANSI escape codes if `color`. */
export function painter(color: boolean): Paint {
  return (style, text) =>
    color && style !== 'plain' && text !== '' ? `\x1b[${codes[style]}m${text}\x1b[0m` : text;
}

/** One cell of a table. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
  /** The text is cut at its start where there is no room for it: its end tells more, as of a path. */
  readonly keepsEnd?: boolean;
  /** What is written where it has room and the text has none. */
  readonly short?: string;
}

/** Options of a table's column. */
export interface Column {
  readonly align?: 'left' | 'right';
  /** The widest column of those that have it is cut with `…` first, down to this many characters. */
  readonly least?: number;
}

type Fit = Pick<Column, 'align'> & Pick<Cell, 'keepsEnd'>;

const gap = '  ';

/** Characters that take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Columns of a terminal that a character takes: none of a mark over another, two of 幅. */
function columnsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (/\p{M}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** A text with spaces up to the next tab stop in place of each tab. */
export function expandTabs(text: string, tabSize: number): string {
  const [first = '', ...rest] = text.split('\t');
  return rest.reduce((line, part) => line + ' '.repeat(tabSize - (widthOf(line) % tabSize)) + part, first);
}

/** A text of at most so many characters, cut with `…`. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A text of exactly this many columns: padded, or cut with `…`. */
export function fit(text: string, width: number, { align = 'left', keepsEnd = false }: Fit = {}): string {
  const cut = widthOf(text) > width ? cutTo(text, width - 1, keepsEnd) : text;
  const padding = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return align === 'left' ? cut + padding : padding + cut;
}

/** As much of a text's start, or of its end, as has room beside the `…` for the rest. */
function cutTo(text: string, room: number, keepsEnd: boolean): string {
  const kept: string[] = [];
  let taken = 0;
  const characters = [...text];
  for (const character of keepsEnd ? characters.reverse() : characters) {
    taken += columnsOf(character);
    if (taken > room) break;
    kept.push(character);
  }
  return keepsEnd ? `…${kept.reverse().join('')}` : `${kept.join('')}…`;
}

/** The lines of a table, no wider than `width` as far as its columns may shrink. Columns that are empty throughout vanish. */
export function table(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  width: number,
  paint: Paint,
) {
  const widths = columns.map((_, i) => Math.max(0, ...rows.map((row) => widthOf(row[i]?.text ?? ''))));
  let excess = widths.reduce((sum, w) => sum + (w > 0 ? w + gap.length : 0), -gap.length) - width;
  for (; excess > 0; excess--) {
    const widest = widestAbove(widths, columns);
    if (widest < 0) break;
    widths[widest]!--;
  }
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '');
    const cells = row
      .slice(0, last + 1)
      .flatMap(({ text: whole, short, style = 'plain', keepsEnd = false }, i) => {
        if (widths[i] === 0) return [];
        const fits = (one: string) => widthOf(one) <= widths[i]!;
        const text = short !== undefined && !fits(whole) && fits(short) ? short : whole;
        const { align = 'left' } = columns[i]!;
        const width = i === last && align !== 'right' ? Math.min(widths[i]!, widthOf(text)) : widths[i]!;
        return [paint(style, fit(text, width, { align, keepsEnd }))];
      });
    return cells.join(gap);
  });
}

/** The widest column that may still shrink; −1 if none may. */
function widestAbove(widths: readonly number[], columns: readonly Column[]): number {
  let widest = -1;
  columns.forEach(({ least = Infinity }, i) => {
    if (widths[i]! > least && (widest < 0 || widths[i]! > widths[widest]!)) widest = i;
  });
  return widest;
}
