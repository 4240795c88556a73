interface Climate {
  air: number;
  soil: number;
  history: number[];
}

/** A copy that nobody else holds, so that a run can be repeated from any hour. */
function snapshot(climate: Climate): Climate {
  return JSON.parse(JSON.stringify(climate)) as Climate;
}

/** An hour later. */
function hour(climate: Climate, outside: number, heating: number): Climate {
  const next = snapshot(climate);
  next.air += 0.3 * (outside - climate.air) + 0.2 * (climate.soil - climate.air) + 0.8 * heating;
  next.soil += 0.05 * (climate.air - climate.soil);
  next.history.push(next.air);
  return next;
}

/**
 * How far the air of a greenhouse is from 16 degrees in a night, by warmth at dusk.
 * @trace discomfort(21, 18.5, 1.1)
 */
export function discomfort(air: number, soil: number, heating: number): number {
  let climate: Climate = { air, soil, history: [] };
  for (const outside of [9, 7.5, 6, 5, 5.5, 7]) {
    climate = hour(climate, outside, heating);
  }
  return climate.history.reduce((sum, warmth) => sum + (warmth - 16) ** 2, 0);
}
