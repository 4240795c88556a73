/** What can be told of all numbers of a trace in one sweep: most explanations end with a look at it. */
export interface Extremes {
  /** The first element that is NaN or infinite; 0 where there is none. */
  readonly firstNonFinite: number;
  /** The largest |gradient · value| of an element; 0 of a run that did not finish. */
  readonly largestEffect: number;
}

/** @param cotangents by element id; empty where the run did not finish */
export function extremesOf(values: Float64Array, cotangents: Float64Array): Extremes {
  let firstNonFinite = 0;
  let largestEffect = 0;
  for (let id = values.length - 1; id > 0; id--) {
    const x = values[id]!;
    // ∞ − ∞ and NaN − NaN are NaN.
    if (x - x !== 0) firstNonFinite = id;
    const effect = Math.abs(x * cotangents[id]!);
    if (effect > largestEffect) largestEffect = effect;
  }
  return { firstNonFinite, largestEffect };
}
