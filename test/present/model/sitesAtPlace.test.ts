import { expect, test } from 'vitest';
import { rowsOfSites, sitesAt } from '../../../src/present/model/sitesAtPlace.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { TraceBuilder } from '../../support/build.ts';

/** A call on line 5 that ran twice, with another equation between. */
function trace() {
  const t = new TraceBuilder();
  const w = t.leaf('w', [], [1]);
  const first = t.equation('sin', [w], [], [0.84], { at: [5, 29] });
  const second = t.equation('log', [first], [], [-0.17], { at: [6, 2] });
  t.equation('sin', [second], [], [-0.17], { at: [5, 29] });
  return indexRows(t.result());
}

test('the cursor stands in the smallest expression around it', () => {
  const index = trace();
  const sites = sitesAt(index, 0, 5, 30);
  expect(sites.map((site) => index.result.spans.get(site))).toEqual(sites.map(() => [0, 5, 29, 5, 37]));
  expect(sites.length).toBeGreaterThan(0);
  expect(sitesAt(index, 0, 2, 3)).toEqual([]);
  expect(sitesAt(index, 1, 5, 30)).toEqual([]);
});

test('the rows of sites are in order', () => {
  const index = trace();
  expect(rowsOfSites(index, sitesAt(index, 0, 5, 30))).toEqual([1, 3]);
  expect(rowsOfSites(index, [])).toEqual([]);
});
