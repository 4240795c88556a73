import type { Primitive } from '../calculus.ts';
import { algebra, type AlgebraName } from './algebra.ts';
import { elementwise, type BinaryName, type UnaryName } from './elementwise.ts';
import { factors, type FactorName } from './factors.ts';
import { movement, type MovementName } from './movement.ts';
import { orthogonal, type OrthogonalName } from './orthogonal.ts';
import { product, type ProductName } from './product.ts';
import { reduction, type ReductionName } from './reduction.ts';
import { spectrum, type SpectrumName } from './spectrum.ts';
import { statistics, type StatisticName } from './statistics.ts';

export type { BinaryName, UnaryName } from './elementwise.ts';
export type PrimitiveName =
  | (UnaryName | BinaryName | ProductName | ReductionName | MovementName)
  | (StatisticName | AlgebraName | FactorName | OrthogonalName | SpectrumName);

/** Every primitive, one record each. To add one, add its record to its family's file. */
export const primitives: Readonly<Record<PrimitiveName, Primitive>> = {
  ...elementwise,
  ...product,
  ...reduction,
  ...movement,
  ...statistics,
  ...algebra,
  ...factors,
  ...orthogonal,
  ...spectrum,
};

/** Names by op code; the elementwise ones come first. */
export const primitiveNames: readonly PrimitiveName[] = Object.keys(primitives) as PrimitiveName[];

const codes = new Map(primitiveNames.map((name, code) => [name, code]));

/** Index of a primitive in `primitiveNames`: what equations store. */
export function opCode(name: PrimitiveName): number {
  return codes.get(name)!;
}

/** How each elementwise primitive is computed, by op code; an array primitive has none here. */
export const evaluators = primitiveNames.map((name) => {
  const primitive = primitives[name];
  return primitive.kind === 'elementwise' ? primitive.evaluate : undefined;
});
