interface Setup {
  gain: number;
  damping: number;
}

abstract class Controller {
  protected readonly damping: number;

  constructor(setup: Setup) {
    this.damping = setup.damping;
    this.configure(setup);
  }

  protected abstract configure(setup: Setup): void;
  abstract act(error: number, rate: number): number;
}

class PitchController extends Controller {
  private gain = 0.5;

  protected override configure({ gain }: Setup): void {
    this.gain = gain;
  }

  override act(error: number, rate: number): number {
    return this.gain * error - this.damping * rate;
  }
}

/**
 * Squared pitch error of a glider in three seconds after a gust, in degrees.
 * @trace unrest({ gain: 1.8, damping: 0.9 }, 6)
 */
export function unrest(setup: Setup, gust: number): number {
  const controller: Controller = new PitchController(setup);
  let [pitch, rate] = [gust, 0];
  let sum = 0;
  for (let t = 0; t < 3; t += 0.1) {
    rate += 0.1 * controller.act(-pitch, rate);
    pitch += 0.1 * rate;
    sum += 0.1 * pitch ** 2;
  }
  return sum;
}
