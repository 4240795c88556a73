/** One sweep of Gauss and Seidel, which uses new neighbours as soon as there are any; the rim is held. */
function sweep(plate: number[][], relaxation: number): void {
  for (let i = 1; i + 1 < plate.length; i++) {
    const row = plate[i]!;
    for (let j = 1; j + 1 < row.length; j++) {
      const mean = (plate[i - 1]![j]! + plate[i + 1]![j]! + row[j - 1]! + row[j + 1]!) / 4;
      row[j] = row[j]! + relaxation * (mean - row[j]!);
    }
  }
}

/**
 * Temperature in the middle of a plate, whose upper and left edges are kept warm.
 * @trace middle(80, 35, 1.2)
 */
export function middle(upper: number, left: number, relaxation: number): number {
  const plate = Array.from({ length: 5 }, (_, i) =>
    Array.from({ length: 5 }, (_, j) => (i === 0 ? upper : j === 0 ? left : 0)),
  );
  for (let k = 0; k < 8; k++) sweep(plate, relaxation);
  return plate[2]![2]!;
}
