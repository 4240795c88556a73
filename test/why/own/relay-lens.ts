import { Matrix } from 'ml-matrix';

type Element =
  | { kind: 'gap'; mm: number }
  | { kind: 'lens'; focus: number }
  | { kind: 'window'; mm: number; index: number };

/** Ray matrix of an element: what it does to height and angle. */
function rayMatrix(element: Element): Matrix {
  switch (element.kind) {
    case 'gap':
      return new Matrix([
        [1, element.mm],
        [0, 1],
      ]);
    case 'window':
      return rayMatrix({ kind: 'gap', mm: element.mm / element.index });
    case 'lens':
      return new Matrix([
        [1, 0],
        [-1 / element.focus, 1],
      ]);
  }
}

/** The matrix of a bench, in the order in which light comes by. */
const benchMatrix = (elements: readonly Element[]) =>
  elements.map(rayMatrix).reduce((system, next) => Matrix.mul(next, system));

/**
 * Height at the sensor of a ray that leaves an object of 2 mm with a small angle.
 * @trace height(50, 0.02)
 */
export function height(focus: number, angle: number): number {
  const bench = benchMatrix([
    { kind: 'gap', mm: 80 },
    { kind: 'lens', focus },
    { kind: 'window', mm: 6, index: 1.52 },
    { kind: 'gap', mm: 70 },
  ]);
  const ray = bench.mmul(Matrix.columnVector([2, angle]));
  return ray.get(0, 0);
}
