import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture as PictureData } from '../../src/shared/panel/numberViews.ts';
import { cssColor } from '../color/contrast.ts';
import { scaleOf, shade } from '../color/heat.ts';
import { scaleColors } from '../color/theme.ts';

/** A matrix in miniature: blue negative, orange positive, zero neutral; NaN stands out in the error colour. */
export function Picture({ rows, columns, data }: PictureData) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = scaleColors.value;
  useLayoutEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const [negative, positive, nan] = [colors.negative, colors.positive, colors.nan].map(cssColor);
    const scale = scaleOf(data);
    context.clearRect(0, 0, columns, rows);
    data.forEach((x, i) => {
      const t = shade(x, scale);
      context.globalAlpha = Number.isNaN(t) ? 1 : Math.abs(t);
      context.fillStyle = (Number.isNaN(t) ? nan : t < 0 ? negative : positive)!;
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    });
  }, [data, colors]);
  // Long thin shapes keep some thickness.
  const ratio = Math.max(0.25, Math.min(4, columns / rows));
  const [width, height] = ratio >= 1 ? [18, Math.max(5, 18 / ratio)] : [Math.max(5, 18 * ratio), 18];
  return (
    <span class="picture" aria-hidden="true">
      <canvas
        ref={canvas}
        width={columns}
        height={rows}
        style={{ width: `${width}px`, height: `${height}px` }}
      />
    </span>
  );
}
