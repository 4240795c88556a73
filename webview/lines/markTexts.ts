/** The sign that a mark begins with, at most two characters: `✕`, `0∂`. */
function markSign(text: string): string {
  const [sign = '', word = ''] = text.split(' ');
  return word.length === 1 ? sign + word : sign;
}

/** Of what stands between marks. */
const between = 2;

/**
 * The marks of a line in so many ch: each in words, or without where from; as many as there is room for, and dots; else the sign of the first.
 */
export function markTexts(marks: readonly string[], room: number): readonly string[] {
  const brief = marks.map((text) => text.replace(/ from .*/, ''));
  const width = (texts: readonly string[]) => texts.join(' '.repeat(between)).length;
  const fewer = brief.slice(1).map((_, i) => [...brief.slice(0, brief.length - 1 - i), '…']);
  return [marks, brief, ...fewer].find((texts) => width(texts) <= room) ?? marks.slice(0, 1).map(markSign);
}
