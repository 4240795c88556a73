import type { LineView } from '../../src/shared/panel/lineViews.ts';
import { List } from '../list.tsx';
import { listWidth } from '../listWidth.ts';
import { Heading, NumberHeadings } from '../rows/cells.tsx';
import { looking } from '../state.ts';
import { LineBelow } from './lineBelow.tsx';
import { lineColumns, lineGrid } from './lineColumns.ts';
import { LineCells } from './lineCells.tsx';
import { view } from '../state.ts';
import { chooseLine, firstInView, lineList, lines, linesView, scrollEditor } from './state.ts';

/** The Lines tab: what each line of the source bound and computed, on rows as high as the editor's lines, which scroll with it. */
export function LinesTab() {
  const shown = linesView.value;
  if (!shown || shown.count === 0) {
    return <p class="empty">There is no source to show: nothing was traced, or its file is not there.</p>;
  }
  const { file, count, lineHeight, cursor } = shown;
  const columns = lineColumns(listWidth.value, count, view.value!.widest);
  return (
    <List
      id="line"
      label={`Lines of ${file}`}
      count={count}
      state={lineList}
      grid={lineGrid(columns)}
      rowHeight={lineHeight}
      follow={{ first: firstInView, onScroll: scrollEditor }}
      heading={
        <>
          <span class="twistie" aria-hidden="true" />
          <Heading kind="number" text={columns.number < 4 ? '#' : 'line'} label="line" />
          <Heading kind="name" text="name" />
          <NumberHeadings {...columns} />
          <Heading kind="marks" text={columns.marks < 5 ? '!' : 'notes'} label="notes: what is not plain" />
        </>
      }
      cells={(row) => <LineCells line={lines.get(row)} number={row + 1} columns={columns} />}
      mark={(row) =>
        `line-row ${row + 1 === cursor ? 'at-cursor' : ''} ${hasBelow(lines.get(row)) ? '' : 'plain'}`
      }
      depth={() => 0}
      isOpen={(row) => (hasBelow(lines.get(row)) ? undefined : false)}
      onFold={() => {}}
      onDrawn={(from, to) => lines.ahead(from, to, count)}
      onKey={(row, key) => lineKey(row, lines.get(row), key)}
      detail={(row) => <LineBelow row={row} />}
      onSelect={chooseLine}
    />
  );
}

/** Whether a line has anything to open. */
function hasBelow(line: LineView | undefined): boolean {
  return Boolean(line?.loop ?? line?.value) || (line?.marks.length ?? 0) > 0;
}

/** Keys on the head of a loop: ← and → move the iteration, T opens its table. */
function lineKey(row: number, line: LineView | undefined, key: string): boolean {
  if (!line?.loop) return false;
  const { site, iteration, times } = line.loop.slider;
  if (key.toLowerCase() === 't') lineList.toggle(row);
  else if (key === 'ArrowLeft') looking.at(site, Math.max(0, iteration - 1));
  else if (key === 'ArrowRight') looking.at(site, Math.min(times - 1, iteration + 1));
  else return false;
  return true;
}
