const WATER = 1e-14;

interface Buffer {
  acid: number;
  salt: number;
  constant: number;
}

/** Charges of a buffer that do not cancel at a pH; zero at the right one. */
function charge({ acid, salt, constant }: Buffer, pH: number): number {
  const protons = 10 ** -pH;
  return salt + protons - WATER / protons - ((acid + salt) * constant) / (constant + protons);
}

/** Where a function that falls becomes zero. */
function zeroOf(f: (x: number) => number, low: number, high: number): number {
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * How far the pH of a buffer falls when some strong acid is added.
 * @trace drop({ acid: 0.1, salt: 0.12, constant: 1.8e-5 }, 0.015)
 */
export function drop(buffer: Buffer, added: number): number {
  const { acid, salt, constant } = buffer;
  const after = { acid: acid + added, salt: salt - added, constant };
  const [was, is] = [buffer, after].map((one) => zeroOf((pH) => charge(one, pH), 0, 14));
  return was! - is!;
}
