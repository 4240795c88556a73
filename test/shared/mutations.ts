/** Pseudo-random whole numbers below a bound, the same for the same seed. */
export type Random = (below: number) => number;

export function random(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const start = 16;
const lengthAt = 12;

const headerLength = (file: Uint8Array): number =>
  new DataView(file.buffer, file.byteOffset).getUint32(lengthAt, true);
const bodyOf = (file: Uint8Array): number => Math.ceil((start + headerLength(file)) / 8) * 8;

/** A copy of a trace file with something wrong in it, or nothing by chance. */
export function mutated(file: Uint8Array, pick: Random): Uint8Array {
  const mutations = [
    cut,
    flipBits,
    setInteger,
    setInteger,
    setDouble,
    changeHeader,
    changeHeader,
    changeHeader,
  ];
  return mutations[pick(mutations.length)]!(file.slice(), pick);
}

function cut(file: Uint8Array, pick: Random): Uint8Array {
  return file.slice(0, pick(file.length));
}

function flipBits(file: Uint8Array, pick: Random): Uint8Array {
  for (let n = 1 + pick(3); n > 0; n--) file[pick(file.length)]! ^= 1 << pick(8);
  return file;
}

/** Sets a number somewhere in the columns to one near a bound. */
function setInteger(file: Uint8Array, pick: Random): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset);
  const body = bodyOf(file);
  const at = body + 4 * pick((file.length - body) / 4);
  const old = view.getInt32(at, true);
  const choices = [
    0,
    1,
    -1,
    -2,
    3,
    7,
    100,
    0x7fff,
    0x8000,
    0xffff,
    2 ** 16,
    2 ** 24,
    2 ** 30,
    2 ** 31 - 1,
    -(2 ** 31),
  ];
  const near = [old + 1, old - 1, -old, 2 * old, old + 4];
  view.setInt32(at, [...choices, ...near][pick(choices.length + near.length)]!, true);
  return file;
}

function setDouble(file: Uint8Array, pick: Random): Uint8Array {
  const body = bodyOf(file);
  const at = body + 8 * pick((file.length - body) / 8);
  const choices = [NaN, Infinity, -Infinity, -0, 0, 1e308, 5e-324];
  new DataView(file.buffer, file.byteOffset).setFloat64(at, choices[pick(choices.length)]!, true);
  return file;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Replaces, removes, adds or moves one value of the header. */
function changeHeader(file: Uint8Array, pick: Random): Uint8Array {
  const text = new TextDecoder().decode(file.subarray(start, start + headerLength(file)));
  const header = JSON.parse(text) as Json;
  const places: { owner: Json[] | { [name: string]: Json }; key: string }[] = [];
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ owner: value, key });
      visit((value as { [name: string]: Json })[key]!);
    }
  };
  visit(header);
  const { owner, key } = places[pick(places.length)]!;
  const other = places[pick(places.length)]!;
  const slots = owner as { [name: string]: Json };
  const now = slots[key]!;
  switch (pick(6)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else delete slots[key];
      break;
    case 1:
      if (Array.isArray(owner)) owner.push(now);
      else slots[names[pick(names.length)]!] = now;
      break;
    case 2:
      slots[key] = structuredClone((other.owner as { [name: string]: Json })[other.key]!);
      break;
    case 3:
      slots[key] = typeof now === 'number' ? now + [1, -1, 8, -8, 1000][pick(5)]! : strange(pick);
      break;
    default:
      slots[key] = strange(pick);
  }
  return withHeader(file, header);
}

const names = ['__proto__', 'constructor', 'toString', 'extra', '0', '', '$array', '$map', '$number'];

function strange(pick: Random): Json {
  const values: Json[] = [
    ...[null, true, false, 0, 1, -1, 0.5, 2 ** 31, 2 ** 53, 1e308],
    ...['', 'x', '__proto__', '\u202E\n`|*[a](command:b)', 'x'.repeat(10_000)],
    ...[[], {}, [[]], [0, 1, 0, 1, 0], [0, -1, 0, 2 ** 30, 0], [9, 1, 0, 1, 0]],
    ...[{ $number: 'NaN' }, { $number: 'x' }, { $map: [] }, { $map: [[0, 0]] }, { $map: 5 }, { length: 3 }],
    ...[
      { $array: ['Int32Array', 0, 4] },
      { $array: ['Float64Array', 8, 1] },
      { $array: ['Uint8Array', 0, 2 ** 30] },
    ],
    ...[
      { $array: ['constructor', 0, 0] },
      { $array: [0, 1, 0] },
      { $array: ['Int32Array', -8, 1] },
      { $array: null },
    ],
  ];
  return structuredClone(values[pick(values.length)]!);
}

function withHeader(file: Uint8Array, header: Json): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(header));
  const data = file.subarray(bodyOf(file));
  const body = Math.ceil((start + bytes.length) / 8) * 8;
  const made = new Uint8Array(body + data.length);
  made.set(file.subarray(0, start));
  made.set(bytes, start);
  made.set(data, body);
  new DataView(made.buffer).setUint32(lengthAt, bytes.length, true);
  return made;
}
