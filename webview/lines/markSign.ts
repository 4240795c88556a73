/** The sign that a mark begins with, at most two characters: `✕`, `0∂`. */
export function markSign(text: string): string {
  const [sign = '', word = ''] = text.split(' ');
  return word.length === 1 ? sign + word : sign;
}
