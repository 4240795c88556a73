export type Field = (time: number, state: readonly number[]) => number[];

function moved(state: readonly number[], slope: readonly number[], by: number): number[] {
  return state.map((value, i) => value + by * slope[i]!);
}

/** One step of the classical method of fourth order. */
export function step(field: Field, time: number, state: readonly number[], dt: number): number[] {
  const k1 = field(time, state);
  const k2 = field(time + dt / 2, moved(state, k1, dt / 2));
  const k3 = field(time + dt / 2, moved(state, k2, dt / 2));
  const k4 = field(time + dt, moved(state, k3, dt));
  return state.map((value, i) => value + (dt / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
}
