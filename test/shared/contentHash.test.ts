import { expect, test } from 'vitest';
import { contentHash } from '../../src/shared/contentHash.ts';

test('texts that differ in anything but a mark at the start and the kind of line ends have other hashes', () => {
  const text = 'const a = 1;\nconst b = 2;\n';
  expect(contentHash(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe(contentHash(text));
  const others = [text.trimEnd(), text.replace('1', '2'), 'const b = 2;\nconst a = 1;\n', ` ${text}`, ''];
  expect(new Set([text, ...others].map(contentHash)).size).toBe(6);
});
