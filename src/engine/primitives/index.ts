import type { Primitive } from '../rules/interpreter.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { algebra } from './algebra.ts';
import { elementwise } from './elementwise.ts';
import { factors } from './factors.ts';
import { movement } from './movement.ts';
import { orthogonal } from './orthogonal.ts';
import { partedVectors } from './partedVectors.ts';
import { product } from './product.ts';
import { reduction } from './reduction.ts';
import { spectralSums } from './spectralSums.ts';
import { spectrum } from './spectrum.ts';
import { statistics } from './statistics.ts';

export type { PrimitiveName };

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
  ...spectralSums,
  ...partedVectors,
};

/** Names by op code; the elementwise ones come first. */
export const primitiveNames: readonly PrimitiveName[] = Object.keys(primitives) as PrimitiveName[];

const codes = new Map(primitiveNames.map((name, code) => [name, code]));

/** Index of a primitive in `primitiveNames`: what equations store. */
export function opCode(name: PrimitiveName): number {
  return codes.get(name)!;
}

/** The slopes that are conventions, by op code; undefined of any other primitive. */
export const slopes = primitiveNames.map((name) => primitives[name].slope);

/** The functions that compute elementwise primitives, by op code; undefined of an array primitive. */
export const evaluators = primitiveNames.map((name) => {
  const primitive = primitives[name];
  return primitive.kind === 'elementwise' ? primitive.evaluate : undefined;
});
