import { expect, test } from 'vitest';
import { pointedEquations } from '../../../src/present/model/rowsOfFindings.ts';
import { finding, TraceBuilder } from '../../support/build.ts';

test('a finding points at the equation that it names, else at the first at its place', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [2]);
  t.equation('sin', [x], [], [1], { at: [5, 9] });
  const last = t.equation('sin', [x], [], [1], { at: [5, 9] });
  t.output('', [], last);
  const { spans } = t.result({});
  const [span] = spans.values();
  const here = finding('ill-conditioned', 'warning', '', span!);
  expect(pointedEquations(t.result({ diagnostics: [here] }))).toEqual([0]);
  expect(pointedEquations(t.result({ diagnostics: [{ ...here, equation: 1 }] }))).toEqual([1]);
});

test('what ended the run points at its last equation, wherever that stands', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [2]);
  t.equation('sin', [x], [], [1], { at: [5, 9] });
  t.equation('sin', [x], [], [1], { at: [5, 9] });
  t.equation('sin', [x], [], [1], { at: [6, 9] });
  const [span] = t.result({}).spans.values();
  const stopped = finding('operation-limit', 'error', '', span!);
  expect(pointedEquations(t.result({ status: 'limit', diagnostics: [stopped] }))).toEqual([2]);
});
