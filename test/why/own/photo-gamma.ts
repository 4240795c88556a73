/** One row of a picture, sharpened by an unsharp mask; the ends stay. */
function sharpen(row: Float64Array, amount: number): Float64Array {
  const out = row.slice();
  for (let x = 1; x + 1 < row.length; x++) {
    const blurred = (row[x - 1]! + row[x]! + row[x + 1]!) / 3;
    out[x] = row[x]! + amount * (row[x]! - blurred);
  }
  return out;
}

/** From linear light to what a screen is sent. */
function encode(light: number, gamma: number): number {
  return light ** (1 / gamma);
}

/**
 * Mean brightness of a sharpened row of pixels.
 * @trace brightness(Float64Array.of(0.2, 0.25, 0.3, 0.9, 0.05, 0.8, 0.7), 1.4, 2.2)
 */
export function brightness(row: Float64Array, amount: number, gamma: number): number {
  let sum = 0;
  for (const light of sharpen(row, amount)) sum += encode(light, gamma);
  const mean = sum / row.length;
  return mean;
}
