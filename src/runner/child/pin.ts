/** The state of the pinned generator and clock, so that one run can start where another started. */
export interface Pins {
  /** The pinned `Date`: a proxy that the program did not make. */
  readonly date: object;
  /** Remembers the present state. */
  mark(): void;
  /** Goes back to the marked state. */
  reset(): void;
}

/**
 * Makes `Math.random` and the clock the same in every run, traced or plain: the check compares runs, and a reader
 * compares numbers. The functions keep their names and lengths. To be called before any user code is loaded.
 */
export function pinRandomAndClock(): Pins {
  const start = { counter: 0x9e3779b9, time: Date.UTC(2025, 0, 1) };
  let state = { ...start };
  let marked = start;
  const random = () => {
    const high = mix((state.counter = (state.counter + 0x6d2b79f5) | 0)) >>> 5;
    const low = mix((state.counter = (state.counter + 0x6d2b79f5) | 0)) >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
  // Each reading is a millisecond later than the last: loops that wait for time to pass end.
  const tick = () => state.time++;
  const RealDate = Date;
  const PinnedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [tick()], newTarget) as Date,
    apply: () => new RealDate(tick()).toString(),
  });
  replace(Math, 'random', native('random', random));
  replace(RealDate, 'now', native('now', tick));
  replace(RealDate.prototype, 'constructor', PinnedDate);
  replace(globalThis, 'Date', PinnedDate);
  replace(
    Object.getPrototypeOf(performance) as object,
    'now',
    native('now', () => tick() - start.time),
  );
  return {
    date: PinnedDate,
    mark: () => (marked = { ...state }),
    reset: () => (state = { ...marked }),
  };
}

/** A mixing function of 32 bits: every input bit reaches every output bit. */
function mix(bits: number): number {
  let x = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A function whose text is that of a native one. */
function native(name: string, body: () => number): () => number {
  return Object.defineProperty(body.bind(undefined), 'name', { value: name, configurable: true });
}

/** Replaces the value of a property and keeps its attributes. */
function replace(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { ...Object.getOwnPropertyDescriptor(object, key), value });
}
