interface Rates {
  ignition: number;
  branching: number;
  recombination: number;
}

/** Shares of fuel and radicals after a step, by their state at its end. */
function implicitStep([fuel, radicals]: [number, number], rates: Rates, step: number): [number, number] {
  const { ignition, branching, recombination } = rates;
  // (1 + step a) fuel' = fuel,  -step b fuel' + (1 + step c) radicals' = radicals
  const later = fuel / (1 + step * ignition);
  return [later, (radicals + step * branching * later) / (1 + step * recombination)];
}

/** Equal steps from the beginning on. */
function* burn(rates: Rates, step: number): Generator<readonly [number, number]> {
  let state: [number, number] = [1, 0];
  for (;;) {
    state = implicitStep(state, rates, step);
    yield state;
  }
}

/**
 * Light of a flame, summed over its radicals: they vanish ten thousand times faster than the fuel.
 * @trace light({ ignition: 0.8, branching: 35, recombination: 9000 }, 0.05)
 */
export function light(rates: Rates, step: number): number {
  let [sum, count] = [0, 0];
  for (const [, radicals] of burn(rates, step)) {
    sum += 1000 * radicals * step;
    if (++count === 40) break;
  }
  return sum;
}
