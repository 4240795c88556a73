import { sentBy } from '../../src/host/sentBy.ts';
import { formatJson } from '../../src/present/export/json.ts';
import { formatTuples } from '../../src/present/export/tuples.ts';
import { firstSelection } from '../../src/present/fold/selection.ts';
import { lineEnds } from '../../src/present/lines/lineEnds.ts';
import { lineModel } from '../../src/present/lines/lineModel.ts';
import { headerOf } from '../../src/present/model/header.ts';
import { indexRows } from '../../src/present/model/rowIndex.ts';
import { backwardOf } from '../../src/present/panel/backward.ts';
import { hoverText } from '../../src/present/hover/view/hoverText.ts';
import { lensTexts } from '../../src/present/panel/lensTitle.ts';
import { PanelLists } from '../../src/present/panel/panelLists.ts';
import { panelView } from '../../src/present/panel/panelView.ts';
import { detailView, inputViews } from '../../src/present/panel/rowViews.ts';
import { formatSource } from '../../src/present/terminal/sourceText.ts';
import { formatText } from '../../src/present/terminal/traceText.ts';
import type { StoredTrace } from '../../src/shared/traceFile.ts';

const source = Array.from({ length: 120 }, (_, i) => `const line${i} = f(x, y, ${i});`);
const all = { from: 0, count: 1000 };

/** Makes everything that people are shown of a stored trace: panel, hovers, line ends, lenses, and all formats; their length. */
export function showAll({ file, root, result }: StoredTrace): number {
  const index = indexRows(result);
  const backward = backwardOf(index);
  const header = headerOf(result, index.variables);
  const lines = lineModel(result, index.variables);
  const selection = firstSelection(result, lines.tree);
  const run = { name: '', file, root, index, backward, header, lines, result };
  const lists = new PanelLists(run, selection);
  const { iterations } = lists;
  const rows = { rows: lists.count('trace'), steps: lists.count('backward') };
  const counts = { revision: 0, layout: 0, iterations, ...rows };
  const shown: unknown[] = [
    lensTexts(result, false, header),
    panelView(run, undefined, { kind: 'idle', text: '' }, false, counts),
    lists.views('trace', all),
    lists.views('backward', all),
    inputViews(index, all),
    result.files.map((_, i) =>
      lineEnds(lines, selection, i, source, { column: 88, tabSize: 2, gradients: true }),
    ),
    formatText(result, { color: true, width: 100, sources: new Map([[0, source.join('\n')]]) }),
    formatSource(result, { color: false, width: 100, sources: new Map([[0, source.join('\n')]]) }),
    [...formatTuples(result)],
    [...formatJson(result)],
  ];
  for (let row = 0; row < Math.min(index.count, 60); row++) {
    shown.push(
      detailView(index, row),
      hoverText(index, { row, times: 1, steps: [] }, '', 'dark', { around: () => '', below: '' }),
    );
  }
  const sent = sentBy(result);
  for (let step = 0; step < Math.min(backward.count, 60); step++) {
    shown.push(backward.detail(step, sent));
  }
  return JSON.stringify(shown).length;
}
