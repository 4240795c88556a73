/** A sheet that lets one direction of light pass, and absorbs a little of it. */
interface Sheet {
  turn: number;
  clarity: number;
}

/** Part of polarised light that passes a sheet, and what its direction is then. */
function* through(sheets: readonly Sheet[]): Generator<number> {
  let direction = 0;
  for (const { turn, clarity } of sheets) {
    const between = turn - direction;
    yield clarity * Math.cos(between) ** 2;
    direction = turn;
  }
}

/**
 * Deviation from the brightness that is wanted behind a stack of polarisers, which are to be turned for it.
 * @trace miss([0, 0, 0], 0.93, 0.4)
 */
export function miss(turns: number[], clarity: number, wanted: number): number {
  const sheets = turns.map((turn) => ({ turn, clarity }));
  let light = 1;
  for (const part of through(sheets)) light *= part;
  return (light - wanted) ** 2;
}
