import type { Rules } from '../rules/interpreter.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { elementwiseRules } from './elementwise.ts';
import { primitiveNames, primitives } from './index.ts';

/** Shape, evaluation, JVP and VJP of every primitive, of either kind. */
export const rules = Object.fromEntries(
  primitiveNames.map((name) => {
    const primitive = primitives[name];
    return [name, primitive.kind === 'array' ? primitive : elementwiseRules(primitive)];
  }),
) as Readonly<Record<PrimitiveName, Rules>>;
