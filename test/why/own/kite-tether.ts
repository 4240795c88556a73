interface State {
  readonly height: number;
  readonly speed: number;
}

type Force = (state: State) => number;

/** The state after a while: in equal steps that are no longer than the longest that is safe. */
function fly(start: State, force: Force, seconds: number, longest = 0.05): State {
  const count = Math.ceil(seconds / longest);
  const step = seconds / count;
  let { height, speed } = start;
  for (let k = 0; k < count; k++) {
    const middle = {
      height: height + (step / 2) * speed,
      speed: speed + (step / 2) * force({ height, speed }),
    };
    speed += step * force(middle);
    height += step * middle.speed;
  }
  return { height, speed };
}

/**
 * Height of a kite on an elastic tether after a gust.
 * @trace heightAfter(1.52, 3.5, 40)
 */
export function heightAfter(seconds: number, gust: number, rest: number): number {
  const tether: Force = ({ height, speed }) => {
    const pull = height > rest ? 6.5 * (height - rest) : 0;
    return 2.4 - 0.35 * speed - pull;
  };
  return fly({ height: rest + 0.2, speed: gust }, tether, seconds).height;
}
