import { expect, test } from 'vitest';
import { editorLineHeight } from '../../../../src/present/panel/lines/lineHeight.ts';

test.each([
  // 0 goes by the font: 1.35, on a Mac 1.5.
  [14, 0, false, 19],
  [14, 0, true, 21],
  [12, 0, true, 18],
  [20, 0, false, 27],
  // Below 8 it is a factor, else pixels.
  [14, 1.6, false, 22],
  [14, 7.9, true, 111],
  [14, 8, false, 8],
  [14, 25.4, false, 25],
  [6, 1, false, 8],
  [14, -3, false, 19],
])(
  'text of %d px with editor.lineHeight %d (Mac: %s) has lines of %d px',
  (fontSize, lineHeight, isMac, px) => {
    expect(editorLineHeight({ fontSize, lineHeight }, isMac)).toBe(px);
  },
);
