/** Lines `from` to `to` of a file, both from 1 and included. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * The functions around lines of a source, by indentation alone, each as a block from its first line to its last: what a block is for is to
 * be read, and a parser for it would be a second opinion on the language. Classes and namespaces are not shown as a whole.
 *
 * @param own the line on which a function begins that is the outermost for the lines in it
 */
export function blocksAround(source: readonly string[], lines: readonly number[], own?: number): Block[] {
  const blocks = own === undefined ? [] : [blockFrom(source, own)];
  for (const line of [...lines].sort((a, b) => a - b)) {
    if (blocks.some(({ from, to }) => from <= line && line <= to)) continue;
    blocks.push(blockFrom(source, headOf(source, line)));
  }
  return blocks.sort((a, b) => a.from - b.from);
}

const indentOf = (text: string): number => /^\s*/.exec(text)![0].length;
const isBlank = (text: string): boolean => /^\s*(\/\/|\/?\*|$)/.test(text);
const startsClosed = (text: string): boolean => /^\s*[)\]}]/.test(text);
const holdsFunctions = (text: string): boolean =>
  /^\s*(export\s+)?(default\s+)?(abstract\s+)?(declare\s+)?(class|namespace|module)\b/.test(text);

/** The line on which the outermost function around a line begins. */
function headOf(source: readonly string[], line: number): number {
  let head = line;
  let indent = indentOf(source[line - 1] ?? '');
  for (let at = line - 1; at >= 1 && indent > 0; at--) {
    const text = source[at - 1]!;
    // `): number {` belongs to a head that began above, as far left.
    if (isBlank(text) || indentOf(text) >= indent || startsClosed(text)) continue;
    if (holdsFunctions(text)) break;
    head = at;
    indent = indentOf(text);
  }
  return head;
}

/** The block that begins on a line: to the line that closes it. */
function blockFrom(source: readonly string[], from: number): Block {
  const indent = indentOf(source[from - 1] ?? '');
  let to = from;
  for (let at = from + 1; at <= source.length; at++) {
    const text = source[at - 1]!;
    if (text.trim() === '') continue;
    if (indentOf(text) > indent) {
      to = at;
      continue;
    }
    if (!startsClosed(text)) break;
    to = at;
    if (!/[{[(]\s*$/.test(text)) break;
  }
  return { from, to };
}
