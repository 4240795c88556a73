import { expect, it, test } from 'vitest';
import { causeOf, factViews, findingView } from '../../src/present/findings/findingViews.ts';
import { groupOf, isSerious, shownSeverity } from '../../src/present/findings/groups.ts';
import { numberVariables } from '../../src/present/model/variables.ts';
import { formatText } from '../../src/present/terminal/traceText.ts';
import type { Code, Diagnostic, FindingClass, Severity } from '../../src/shared/errors.ts';
import { finding } from '../support/build.ts';
import { traces } from '../support/traces.ts';

const span = [0, 3, 4, 3, 9] as const;
const of = (code: Code, severity: Severity, kind?: FindingClass): Diagnostic => ({
  ...finding(code, severity, 'said', span),
  ...(kind && { class: kind }),
});

it.each([
  ['threw', 'error', undefined, 'wrong', true, 'error'],
  ['non-finite', 'warning', 'non-finite-value', 'wrong', true, 'error'],
  ['mmul-shapes', 'warning', undefined, 'wrong', true, 'error'],
  ['gradient-cut', 'warning', 'cut', 'wrong', true, 'error'],
  ['overwritten', 'warning', 'overwritten', 'suspicious', true, 'warning'],
  ['zero-gradient', 'warning', 'disconnected', 'suspicious', true, 'warning'],
  ['ill-conditioned', 'information', 'conditioning', 'suspicious', false, 'information'],
  ['sandbox-denied', 'warning', undefined, 'suspicious', true, 'warning'],
  ['zero-gradient', 'warning', 'locally-zero', 'stops', false, 'warning'],
  ['branch-slope', 'information', undefined, 'stops', false, 'information'],
] as const)('%s, %s, %s: %s', (code, severity, kind, group, serious, shown) => {
  const one = of(code, severity, kind);
  expect([groupOf(one), isSerious(one), shownSeverity(one)]).toEqual([group, serious, shown]);
});

test('the text has the groups in their order, and the page of a class', () => {
  const result = {
    ...traces['uses']!(),
    diagnostics: [
      of('zero-gradient', 'warning', 'locally-zero'),
      of('overwritten', 'warning', 'overwritten'),
      of('non-finite', 'warning', 'non-finite-value'),
    ],
  };
  const text = formatText(result, { color: false, width: 100 });
  const heads = [...text.matchAll(/^(Wrong|Suspicious|The gradient stops here|Branches)/gm)].map(
    ([all]) => all,
  );
  expect(heads).toEqual(['Wrong', 'Suspicious', 'The gradient stops here', 'Branches']);
  expect(text).toContain('about overwritten: docs/findings/overwritten.md');
});

test('a finding and its links say which equation they are about, −1 where it is none', () => {
  const related = [
    { message: 'a', span, equation: 7 },
    { message: 'b', span },
  ];
  const fixes = [{ title: 'Use it', edits: [], isPreferred: true }];
  const view = findingView({ ...of('overwritten', 'warning', 'overwritten'), related }, ['f.ts'], fixes);
  expect([view.equation, ...view.related.map(({ equation }) => equation)]).toEqual([-1, 7, -1]);
  expect([view.place, view.fixes]).toEqual(['f.ts:3:5', [{ title: 'Use it', isPreferred: true }]]);
});

test('facts are made once a trace: cuts and guards with their places', () => {
  const result = traces['uses']!();
  const facts = factViews(result, numberVariables(result));
  expect(facts.map(({ group, about, facts: all }) => [group, about, all.length])).toEqual([
    ['stops', '5 uses of a number without its gradient', 3],
    ['branches', '47 guards', 3],
  ]);
  expect(factViews({ ...result }, numberVariables(result))).toBe(facts);
});

test('the cause of a throw is the first finding with a class', () => {
  const diagnostics = [of('threw', 'error'), of('shape-mismatch', 'error', 'shape')];
  expect(causeOf({ status: 'threw', diagnostics })).toBe(1);
  expect(causeOf({ status: 'ok', diagnostics })).toBe(-1);
  expect(causeOf({ status: 'threw', diagnostics: diagnostics.slice(0, 1) })).toBe(-1);
});

test('where the cause of a throw is known, it stands above the error', () => {
  const cause = { ...of('shape-mismatch', 'error', 'shape'), message: 'x has 3 columns, w has 4 rows.' };
  const known = { ...traces['threw']!(), diagnostics: [...traces['threw']!().diagnostics, cause] };
  const lines = formatText(known, { color: false, width: 100 }).split('\n');
  expect(lines[1]).toBe('  x has 3 columns, w has 4 rows.');
  expect(lines[2]).toContain('TypeError');
});
