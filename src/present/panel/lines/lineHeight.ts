/** What VS Code's settings say of the text in editors: `editor.fontSize` and `editor.lineHeight`. */
export interface TextSettings {
  readonly fontSize: number;
  /** 0: by the font's size; below 8: so many times that; else pixels. */
  readonly lineHeight: number;
}

const leastHeight = 8;

/** Pixels of a line in an editor, as VS Code finds them. */
export function editorLineHeight({ fontSize, lineHeight }: TextSettings, isMac: boolean): number {
  const golden = isMac ? 1.5 : 1.35;
  const factor = lineHeight <= 0 ? golden : lineHeight;
  const height = factor < leastHeight ? factor * fontSize : factor;
  return Math.max(leastHeight, Math.round(height));
}
