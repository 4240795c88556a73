/** Packs readings in millivolt, two bytes each. */
export function pack(readings: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(2 * readings.length));
  for (let i = 0; i < readings.length; i++) view.setInt16(2 * i, readings[i]! * 100);
  return view;
}

/** Readings of a frame, in millivolt. */
export function unpack(view: DataView): number[] {
  const readings: number[] = [];
  for (let at = 0; at < view.byteLength; at += 2) readings.push(view.getInt16(at) / 100);
  return readings;
}
