/** Reinhard's curve from light to 0 … 1. */
function compress(light: number, exposure: number): number {
  return (exposure * light) / (1 + exposure * light);
}

/** Pixels for a canvas. */
function render(scene: readonly number[], exposure: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(scene.length);
  for (let i = 0; i < scene.length; i++) pixels[i] = 255 * compress(scene[i]!, exposure);
  return pixels;
}

/** Mean brightness, where 1 is white. */
function meanOf(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (const pixel of pixels) sum += pixel / 255;
  return sum / pixels.length;
}

/**
 * Squared distance of a picture's mean brightness from middle grey, to expose by.
 * @trace offGrey([0.05, 0.4, 1.3, 2.2, 6.5, 0.8], 0.7)
 */
export function offGrey(scene: number[], exposure: number): number {
  const pixels = render(scene, exposure);
  return (meanOf(pixels) - 0.18) ** 2;
}
