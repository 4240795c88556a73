interface Column {
  readonly head: number;
  readonly thicknesses: number[];
  readonly conductivities: number[];
}

const LAYERS = 4;

/** Parameters as a fit wants them, in one list: the head above, then thicknesses and conductivities of the layers. */
function unpack(parameters: readonly number[]): Column {
  const [head = 0] = parameters;
  const thicknesses = parameters.slice(1, LAYERS);
  const conductivities = parameters.slice(1 + LAYERS);
  return { head, thicknesses, conductivities };
}

/** Resistance of layers that lie on top of each other, in days. */
const resistance = ({ thicknesses, conductivities }: Column) =>
  thicknesses
    .map((thickness, i) => thickness / (conductivities[i] ?? 1))
    .reduce((sum, days) => sum + days, 0);

/**
 * Water that seeps through four layers of soil, in centimetres a day.
 * @trace seepage([8, 25, 30, 40, 55, 12, 3.5, 0.8, 2.1])
 */
export function seepage(parameters: number[]): number {
  const column = unpack(parameters);
  const depth = column.thicknesses.reduce((sum, thickness) => sum + thickness, 0);
  const flux = (column.head + depth) / resistance(column);
  return flux;
}
