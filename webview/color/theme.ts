import { signal } from '@preact/signals';
import { cssColor, mix, quieter, readable, type Rgb } from './contrast.ts';
import type { Scale } from './heat.ts';

/** The colours of numbers in the present theme; another object whenever the theme changes, which is when canvases are painted anew. */
export const scaleColors = signal<Scale>({
  ground: [0, 0, 0],
  negative: [0, 0, 0],
  positive: [0, 0, 0],
  nan: [0, 0, 0],
  foreground: [0, 0, 0],
});

/** Colours of text that a theme may have too faint to be read; styles/base.css names the theme's own `--theme-…`. */
const inks = ['good', 'bad', 'warning', 'information', 'dim', 'op', 'keyword', 'link'];
/** How much of the foreground the shades behind text have. */
const shades = [0, 0.1];
const cellShade = 0.05;

/** Follows the colour theme: VS Code changes a class and the variables with it. */
export function watchTheme(): void {
  const observer = new MutationObserver(readTheme);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  readTheme();
}

function readTheme(): void {
  const style = getComputedStyle(document.body);
  const background = rgbOf(style.backgroundColor);
  const foreground = rgbOf(style.color, background);
  const color = (name: string) => rgbOf(style.getPropertyValue(name), background);
  const grounds = shades.map((share) => mix(background, foreground, share));
  for (const ink of inks) {
    const wished = color(`--theme-${ink}`);
    const ownWay = ink === 'dim' ? quieter(wished, foreground, background) : wished;
    const seen = readable(ownWay, foreground, grounds);
    document.body.style.setProperty(`--${ink}`, cssColor(seen));
  }
  scaleColors.value = {
    ground: mix(background, foreground, cellShade),
    negative: color('--negative'),
    positive: color('--positive'),
    nan: color('--theme-bad'),
    foreground,
  };
}

/** Any colour that a style can have, as it is seen on a background. */
function rgbOf(text: string, background?: Rgb): Rgb {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  if (background) fill(context, cssColor(background));
  fill(context, text.trim());
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

function fill(context: OffscreenCanvasRenderingContext2D, color: string): void {
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
}
