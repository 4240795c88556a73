import type { Primitive } from '../calculus.ts';
import { elementwise, type BinaryName, type UnaryName } from './elementwise.ts';
import { movement, type MovementName } from './movement.ts';
import { product, type ProductName } from './product.ts';
import { reduction, type ReductionName } from './reduction.ts';

export type { BinaryName, UnaryName } from './elementwise.ts';
export type PrimitiveName = UnaryName | BinaryName | ProductName | ReductionName | MovementName;

/** Every primitive, one record each. To add one, add its record to its family's file. */
export const primitives: Readonly<Record<PrimitiveName, Primitive>> = {
  ...elementwise,
  ...product,
  ...reduction,
  ...movement,
};

/** Names by op code; the elementwise ones come first. */
export const primitiveNames: readonly PrimitiveName[] = Object.keys(primitives) as PrimitiveName[];

const codes = new Map(primitiveNames.map((name, code) => [name, code]));

/** Index of a primitive in `primitiveNames`: what equations store. */
export function opCode(name: PrimitiveName): number {
  return codes.get(name)!;
}
