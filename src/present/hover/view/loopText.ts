import { chosenNumber, type Selection } from '../../fold/selection.ts';
import type { Unit } from '../../fold/units.ts';
import { headText, iterationName, roundText, timesText } from '../../fold/words.ts';
import { shortened, widthOf } from '../../format/layout.ts';
import { code } from '../../format/markdown.ts';
import { countText } from '../../../shared/tensor.ts';
import { gradientText, summaryText } from '../../format/summaryText.ts';
import type { LineModel } from '../../lines/lineModel.ts';
import { numbersOf } from '../../model/variables.ts';
import { boundAt } from '../../panel/listViews.ts';
import { loopFacts } from '../../panel/loopFacts.ts';
import type { Step } from '../steps.ts';
import { joined, joinedLines, type Links } from './hoverText.ts';
import { escapeHtml, typed } from './html.ts';

/** Columns of names and rows of iterations that there is room for. */
const mostNames = 6;
const mostCharacters = 56;
const longestName = 16;

/** The loop at a keyword: how often it went round, and a table of what its iterations bound, the one that is looked at among them. */
export function loopText(model: LineModel, selection: Selection, unit: Unit, links: Links): string {
  const { result, tree } = model;
  const site = tree.site[unit.node]!;
  const { times } = unit;
  const number = chosenNumber(tree, unit, selection);
  const step: Step = { kind: 'loop', site, number, times };
  const name = iterationName(result, unit, site);
  const { summary } = loopFacts(model, unit);
  return joined([
    joinedLines([
      `**${code(headText(result, site))}** ${timesText(times, summary)}`,
      [`${code(name)} ${roundText(number, times)}`, links.around(step)].filter(Boolean).join(' '),
    ]),
    tableText(model, unit, number, name),
    links.below,
  ]);
}

/** A table as one block of HTML: the names bound last come first, as many as there is room for. */
function tableText(model: LineModel, unit: Unit, chosen: number, name: string): string {
  const shown = [0, 1, chosen - 1, chosen, chosen + 1, unit.times - 1];
  const rows = [...new Set(shown)].filter((at) => at >= 0 && at < unit.times).sort((a, b) => a - b);
  const numbered = [
    shortened(name, longestName),
    ...rows.map((at) => (at === chosen ? '▸ ' : '') + countText(at)),
  ];
  const columns = [numbered];
  for (const quantity of loopFacts(model, unit).quantities.toReversed().slice(0, mostNames)) {
    const wider = [...columns, ...columnsOf(model, quantity, rows)];
    if (widthsOf(wider).reduce((sum, width) => sum + width + gap.length, 0) > mostCharacters) break;
    columns.push(...wider.slice(columns.length));
  }
  const widths = widthsOf(columns);
  const lines = columns[0]!.map((_, r) =>
    columns.map((column, c) => column[r]!.padStart(widths[c]!)).join(gap),
  );
  return typed(lines.map(escapeHtml));
}

const gap = '  ';

/** A quantity's values, and its gradients where there are any, with their heads. */
function columnsOf(
  model: LineModel,
  quantity: ReturnType<typeof loopFacts>['quantities'][number],
  rows: readonly number[],
): string[][] {
  const { trace, cotangents } = model.result;
  const name = shortened(quantity.name, longestName);
  const column = (head: string, numbers: Float64Array, write: typeof gradientText) => [
    head,
    ...rows.map((at) => {
      const bound = boundAt(model, quantity.ids[at]!, quantity.sizes[at]!);
      return bound ? write(numbersOf(numbers, bound), bound.shape) : '';
    }),
  ];
  const values = column(name, trace.values, (data, shape) => summaryText(data, shape, false));
  return cotangents.length > 0 ? [values, column(`∂${name}`, cotangents, gradientText)] : [values];
}

function widthsOf(columns: readonly (readonly string[])[]): number[] {
  return columns.map((column) => Math.max(...column.map(widthOf)));
}
