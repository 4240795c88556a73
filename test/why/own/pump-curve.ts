/** Head of a pump in metres, at flows of 0, 5, 10 ... litres a second. */
const heads = Object.freeze([42, 41.2, 38.9, 34.8, 28.7, 20.1]);
const SPACING = 5;

function headAt(flow: number): number {
  const at = flow / SPACING;
  const i = Math.min(Math.trunc(at), heads.length - 2);
  const [low, high] = heads.slice(i, i + 2) as [number, number];
  return low + (at - i) * (high - low);
}

/** What the pipe takes at a flow. */
const loss = (flow: number, roughness: number, lift: number) => lift + roughness * flow ** 2;

/**
 * Flow at which pump and pipe agree, by a damped iteration.
 * @trace operating(0.03, 18, 12)
 */
export function operating(roughness: number, lift: number, guess: number): number {
  let flow = guess;
  for (let k = 0; k < 25; k++) {
    flow += 0.25 * (headAt(flow) - loss(flow, roughness, lift));
  }
  return flow;
}
