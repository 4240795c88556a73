import { countText } from '../../src/shared/tensor.ts';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type StripChoice, type StripView } from '../../src/shared/panel/foldedViews.ts';
import { stripNotification } from '../../src/shared/panel/protocol.ts';
import { scaleColors } from '../color/theme.ts';
import { host } from '../connection.ts';
import { looking } from '../state.ts';
import { shownIteration } from './sliderRow.tsx';
import { stripCells, type StripCell } from './strip.ts';

/** A quantity over the iterations, which may be another one. */
export function StripCells(view: StripView) {
  const { site, which, chosen, choices, now, range } = view;
  if (!chosen) return <span class="note" role="gridcell" />;
  const key = ({ what, name }: StripChoice) => `${what} ${name}`;
  return (
    <span class="strip" role="gridcell" title={range} onClick={(event) => event.stopPropagation()}>
      <select
        aria-label="Quantity of this strip"
        value={key(chosen)}
        onChange={(event) => {
          const choice = choices.find((one) => key(one) === event.currentTarget.value);
          if (choice) void host.sendNotification(stripNotification, { site, which, ...choice });
        }}
      >
        {choices.map((choice) => (
          <option key={key(choice)} value={key(choice)}>
            {choiceText(choice)}
          </option>
        ))}
      </select>
      <Strip {...view} />
      <span class="strip-now">{now}</span>
    </span>
  );
}

/** `loss`, `|∂ w|`. */
export function choiceText({ what, name }: StripChoice): string {
  return what === 'value' ? name : `|∂ ${name}|`;
}

/** A quantity over the iterations, as bars; a click looks at that iteration. */
export function Strip(view: StripView) {
  const { site, chosen, iteration, times, range } = view;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = scaleColors.value;
  const now = shownIteration(site, iteration);
  useLayoutEffect(() => {
    const element = canvas.current!;
    const draw = () => paint(element, view, now);
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [view, now, theme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`${chosen?.what} of ${chosen?.name} over ${countText(times)} iterations, ${range}`}
      onClick={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const at = Math.floor(((event.clientX - left) / width) * times);
        looking.at(site, Math.max(0, Math.min(times - 1, at)));
      }}
    />
  );
}

function paint(canvas: HTMLCanvasElement, view: StripView, now: number): void {
  const ratio = window.devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  const style = getComputedStyle(document.body);
  const color = (name: string) => style.getPropertyValue(name);
  const bar = color(view.chosen?.what === 'gradient' ? '--positive' : '--negative');
  const cells = stripCells(view, width);
  const each = width / cells.length;
  cells.forEach((cell, i) => paintCell(context, cell, { x: i * each, width: each, height }, bar, color));
  const at = Math.min(cells.length - 1, Math.floor((now * cells.length) / view.times));
  context.strokeStyle = color('--vscode-focusBorder');
  context.lineWidth = 1;
  context.strokeRect(Math.round(at * each) + 0.5, 0.5, Math.max(3, Math.round(each)) - 1, height - 1);
}

function paintCell(
  context: CanvasRenderingContext2D,
  { height: share, isNotFinite, isChange }: StripCell,
  { x, width, height }: { readonly x: number; readonly width: number; readonly height: number },
  bar: string,
  color: (name: string) => string,
): void {
  if (isNotFinite) {
    // A cross and a gap: not the colour alone.
    const arm = Math.max(2, Math.min(4, width / 2));
    const [middle, y] = [x + width / 2, height / 2];
    context.strokeStyle = color('--bad');
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(middle - arm, y - arm);
    context.lineTo(middle + arm, y + arm);
    context.moveTo(middle - arm, y + arm);
    context.lineTo(middle + arm, y - arm);
    context.stroke();
  } else if (share !== null) {
    const tall = Math.max(1, share * (height - 2));
    context.fillStyle = bar;
    context.fillRect(x, height - tall, Math.max(1, width - (width > 4 ? 1 : 0)), tall);
  }
  if (!isChange) return;
  context.fillStyle = color('--warning');
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x + 4, 0);
  context.lineTo(x, 4);
  context.fill();
}
