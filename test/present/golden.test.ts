import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Failed } from '../../src/shared/failed.ts';
import type { TraceResult } from '../../src/shared/trace.ts';
import { formatJson, jsonFrame } from '../../src/present/export/json.ts';
import { formatTuples } from '../../src/present/export/tuples.ts';
import { formatFailed, formatText } from '../../src/present/terminal/traceText.ts';
import { finding } from '../support/build.ts';
import { source, traces } from '../support/traces.ts';

const sources = new Map([[0, source]]);

/** What people reviewed; a missing file fails, and no test writes one. */
function golden(file: string): string {
  return readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8');
}

const jsonOf = (one: TraceResult | Failed) => [jsonFrame.start, ...formatJson(one), jsonFrame.end].join('');

describe.each(Object.keys(traces))('%s', (name) => {
  const result = traces[name]!();
  test('as text', () => {
    expect(formatText(result, { color: false, width: 100, sources })).toBe(golden(`${name}.txt`));
  });
});

describe.each(['scalars', 'matrices', 'extremes'])('%s', (name) => {
  const result = traces[name]!();
  test('as JSON', () => expect(jsonOf(result)).toBe(golden(`${name}.json`)));
  test('as tuples', () => expect([...formatTuples(result)].join('')).toBe(golden(`${name}.tuples`)));
});

test('colour only adds escape codes', () => {
  for (const make of Object.values(traces)) {
    const result = make();
    const colored = formatText(result, { color: true, width: 100, sources });
    expect(colored).toContain('\x1b[1m');
    // eslint-disable-next-line no-control-regex -- escape codes are what is looked for
    expect(colored.replace(/\x1b\[[\d;]*m/g, '')).toBe(
      formatText(result, { color: false, width: 100, sources }),
    );
  }
});

test('in colour', () => {
  const text = formatText(traces['extremes']!(), { color: true, width: 100, sources });
  expect(text.replaceAll('\x1b', 'ESC')).toBe(golden('extremes.ansi.txt'));
});

test('in a narrow terminal', () => {
  expect(formatText(traces['matrices']!(), { color: false, width: 64 })).toBe(golden('matrices.narrow.txt'));
});

test('a file that cannot be loaded', () => {
  const failed: Failed = {
    kind: 'failed',
    files: ['src/loss.ts'],
    diagnostics: [finding('missing-import', 'error', "Cannot find './nowhere.ts'.", [0, 2, 2, 2, 11])],
  };
  expect(formatFailed(failed, { color: false, width: 100, sources })).toBe(golden('failed.txt'));
  expect(jsonOf(failed)).toBe(golden('failed.json'));
});
