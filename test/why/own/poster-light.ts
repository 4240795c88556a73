const CHANNELS = 3;
const WEIGHTS = Object.freeze([0.2126, 0.7152, 0.0722]);

interface Canvas {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each pixel, from 0 to 1. */
  data: number[];
}

/** Luminance of a pixel, by its number from the top left. */
function luminance({ data }: Canvas, pixel: number): number {
  const at = pixel * CHANNELS;
  const linear = data.slice(at, at + 3).map((value) => value ** 2.2);
  return linear.reduce((sum, value, channel) => sum + WEIGHTS[channel]! * value, 0);
}

/**
 * Mean luminance of a picture, to expose a poster by.
 * @trace brightness({ width: 2, height: 2, data: [0.9, 0.2, 0.1, 1, 0.8, 0.3, 0.2, 1, 0.1, 0.6, 0.9, 1, 0.2, 0.5, 0.8, 1] }, 1.1)
 */
export function brightness(canvas: Canvas, exposure: number): number {
  const pixels = canvas.width * canvas.height;
  const values = Array.from({ length: pixels }, (_, pixel) => luminance(canvas, pixel));
  const mean = values.reduce((a, b) => a + b, 0) / pixels;
  return exposure * mean;
}
