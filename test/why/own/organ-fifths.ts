const names = ['E♭', 'B♭', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F♯', 'C♯', 'G♯'] as const;
type Name = (typeof names)[number];

interface Settings {
  readonly pitch: number;
  readonly comma: number;
  readonly anchor: Name;
}

const usual: Settings = { pitch: 440, comma: 0, anchor: 'A' };

/** A temperament in which every fifth is narrowed by a part of the comma. */
class Temperament {
  #settings: Settings;
  readonly #known = new Map<Name, number>();

  constructor(options: Partial<Settings> = {}) {
    this.#settings = { ...usual, ...options };
  }

  set comma(comma: number) {
    this.#settings = { ...this.#settings, comma };
    this.#known.clear();
  }

  get fifth(): number {
    return 1.5 * (80 / 81) ** this.#settings.comma;
  }

  frequency(name: Name): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { pitch, anchor } = this.#settings;
    const fifths = names.indexOf(name) - names.indexOf(anchor);
    let frequency = pitch * this.fifth ** fifths;
    while (frequency >= 2 * 261) frequency /= 2;
    while (frequency < 261) frequency *= 2;
    this.#known.set(name, frequency);
    return frequency;
  }
}

/**
 * Beats per second of the third from C to E, for fifths narrowed by a part of the comma.
 * @trace beats(0.2)
 */
export function beats(part: number): number {
  const organ = new Temperament({ pitch: 415 });
  const [untempered] = [organ.frequency('E')];
  organ.comma = part;
  const [low, high] = [organ.frequency('C'), organ.frequency('E')];
  return high < untempered ? 4 * high - 5 * low : 0;
}
