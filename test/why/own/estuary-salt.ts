/** Lets the tide mix neighbouring boxes of an estuary; hands out the salt in the innermost one. */
function* tide(boxes: Float64Array, exchange: number, hours: number): Generator<number, void> {
  for (let hour = 0; hour < hours; hour++) {
    for (let i = 1; i < boxes.length; i++) {
      const moved = exchange * (boxes[i]! - boxes[i - 1]!);
      boxes[i - 1]! += moved;
      boxes[i]! -= moved;
    }
    yield boxes[0]!;
  }
}

/** Fresh water from a river thins the boxes, most of all the first. */
function dilute(boxes: Float64Array, river: number): void {
  boxes.forEach((salt, i) => {
    boxes[i] = salt * Math.exp(-river / (i + 1));
  });
}

/**
 * Salt at the intake of a waterworks after a tide, in grams a litre.
 * @trace intake([0.4, 3.1, 11, 27], 0.12, 0.35)
 */
export function intake(salt: number[], exchange: number, river: number): number {
  const boxes = Float64Array.from(salt);
  dilute(boxes, river);
  tide(boxes, exchange, 12);
  return 0.8 * boxes[0]! + 0.2 * boxes[1]!;
}
