import type { LineView, LoopLineView, MarkView } from '../../src/shared/panel/lineViews.ts';
import type { Glimpse } from '../../src/shared/panel/protocol.ts';
import { GlimpseCell } from '../numbers/numbers.tsx';
import { ShapeCell } from '../rows/cells.tsx';
import { Slider, shownIteration } from '../rows/sliderRow.tsx';
import { choiceText, Strip } from '../rows/stripRow.tsx';
import { looking } from '../state.ts';
import type { LineColumns } from './lineColumns.ts';
import { ask } from '../why/state.ts';
import { markTexts } from './markTexts.ts';
import { lineList } from './state.ts';

interface LineProps {
  /** Undefined until it has arrived. */
  readonly line: LineView | undefined;
  readonly number: number;
  readonly columns: LineColumns;
}

/** The cells of a line: of most only the number. */
export function LineCells({ line, number, columns }: LineProps) {
  const { name, shape, value, gradient, isWide } = columns;
  const pictured = (glimpse: Glimpse | null | undefined) =>
    glimpse && (isWide ? glimpse : { ...glimpse, picture: null });
  const marks = line?.marks ?? [];
  const numbers = [name, shape, value, gradient].filter((ch) => ch > 0).length;
  const wide = { gridColumn: `span ${numbers}` };
  // A loop without a mark has the room of marks, too.
  const widest = { gridColumn: `span ${numbers + (marks.length > 0 ? 0 : 1)}` };
  return (
    <>
      <span class="number" role="rowheader">
        {number}
      </span>
      {line?.loop ? (
        <Loop {...line.loop} isWide={isWide} style={widest} />
      ) : line?.output ? (
        <span class="output" role="gridcell" style={wide}>
          {line.output}
        </span>
      ) : (
        <>
          <span class="name" role="gridcell" title={line?.name}>
            {line?.name}
          </span>
          <ShapeCell text={line?.shape} room={shape} />
          <GlimpseCell glimpse={pictured(line?.value)} kind="value" room={value} />
          <GlimpseCell glimpse={pictured(line?.gradient)} kind="gradient" room={gradient} />
        </>
      )}
      {!(line?.loop && marks.length === 0) && <Marks marks={marks} room={columns.marks} number={number} />}
    </>
  );
}

interface LoopProps extends LoopLineView {
  readonly isWide: boolean;
  readonly style: { readonly gridColumn: string };
}

/** `‹ 137 of 200 ›` with a slider, and what the loop bound last over its iterations. */
function Loop({ slider, strip, isWide, style }: LoopProps) {
  const { site, title, iteration, times } = slider;
  const now = shownIteration(site, iteration);
  const button = (text: string, label: string, to: number) => (
    <button
      class="step"
      aria-label={label}
      title={label}
      disabled={to < 0 || to >= times}
      onClick={() => looking.at(site, to)}
    >
      {text}
    </button>
  );
  return (
    <span class="loop" role="gridcell" style={style} onClick={(event) => event.stopPropagation()}>
      {button('‹', 'Previous iteration', now - 1)}
      <span class="at">
        <b>{now}</b> of {times}
      </span>
      {button('›', 'Next iteration', now + 1)}
      {isWide && <Slider site={site} title={title} now={now} times={times} />}
      {strip.chosen && (
        <>
          <span class="quantity-name">{choiceText(strip.chosen)}</span>
          <Strip {...strip} />
          {isWide && <span class="strip-range">{strip.range}</span>}
        </>
      )}
    </span>
  );
}

interface MarksProps {
  readonly marks: readonly MarkView[];
  readonly room: number;
  readonly number: number;
}

/** What is not plain, in words; where these do not fit, by its sign. A click asks why. */
function Marks({ marks, room, number }: MarksProps) {
  const why = (event: Event) => {
    event.stopPropagation();
    lineList.go(number - 1, true);
    ask({ line: number });
  };
  const all = marks.map(({ text }) => text).join(' · ');
  const texts = markTexts(
    marks.map(({ text }) => text),
    room,
  );
  return (
    <span class="marks" role="gridcell" title={all} aria-label={all}>
      {marks.slice(0, texts.length).map(({ text, severity }, i) => (
        <button key={text} class={`mark ${severity}`} title={`Why? ${text}`} tabIndex={-1} onClick={why}>
          {texts[i]}
        </button>
      ))}
    </span>
  );
}
