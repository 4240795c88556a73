/** Line breaks and other control characters, and those that turn the direction of what follows: they would end a block of HTML, or mislead. */
const invisible = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of a program inside HTML: it stays text, on its line. */
export function escapeHtml(text: string): string {
  return text.replace(invisible, ' ').replace(/[&<>"]/g, (character) => entities[character]!);
}

/** Lines of HTML in type of one width. Unlike `<pre>` it has no margins, so the spaces between tags are made ones that stay. */
export function typed(lines: readonly string[], open = '<div>', close = '</div>'): string {
  const text = lines.map((line) => line.trimEnd().replaceAll(/ (?![^<>]*>)/g, '\u00A0')).join('<br>');
  return `${open}<samp>${text}</samp>${close}`;
}
