interface Stop {
  name: string;
  dwell?: number;
}

interface Options {
  speed: number;
  pause: number;
}

const USUAL: Options = Object.freeze({ speed: 8, pause: 20 });

/** Seconds at each stop of a name, with all visits of a round added up. */
function dwells(stops: readonly Stop[], pause: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const { name, dwell } of stops) {
    seconds.set(name, (seconds.get(name) ?? 0) + (dwell ?? pause));
  }
  return seconds;
}

/** Hands out how long each part of a round takes. */
function* parts(stops: readonly Stop[], metres: number, options: Options): Generator<number> {
  yield metres / options.speed;
  yield* dwells(stops, options.pause).values();
}

/**
 * Minutes of a round of a tram.
 * @trace round([{ name: 'Port' }, { name: 'Market', dwell: 35 }, { name: 'Hill' }, { name: 'Market' }], 5400, { pause: 24 })
 */
export function round(stops: Stop[], metres: number, options: Partial<Options>): number {
  const settled = { ...USUAL, ...options };
  const seconds = [...parts(stops, metres, settled)];
  return seconds.reduce((a, b) => a + b, 0) / 60;
}
