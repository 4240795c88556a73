import {
  canFollow,
  canMeet,
  Storage,
  Thing,
  type Arm,
  type Clash,
  type Index,
  type Moment,
  type Origin,
  type Ref,
  type Site,
  type Value,
} from './model.ts';

/** What a run writes and reads, in order, and where it reads as one thing what was written as another. */
export class Ledger {
  readonly clashes: Clash[] = [];
  /** The branches that the run is in. */
  arm: Arm | undefined;
  /** The iteration of the outermost loop that the run is in. */
  iteration: number | undefined;
  #time = 0;

  /** The time; each call is later than all before. */
  now(): number {
    return ++this.#time;
  }

  moment(): Moment {
    return { time: this.now(), iteration: this.iteration };
  }

  /** New storage, which is a thing of its own. */
  make(kind: Storage['kind'], site?: Site): Ref {
    const owner = new Thing('made', this.moment(), site);
    return { storage: new Storage(kind, owner, site), thing: owner, at: [] };
  }

  /** A storage taken for a new thing. */
  anew(ref: Ref, origin: Origin, site: Site): Ref {
    return { ...ref, thing: new Thing(origin, this.moment(), site, ref.thing) };
  }

  write(ref: Ref, key: readonly Index[], site: Site, isOrder = false): void {
    const { arm, iteration } = this;
    const { thing, view } = ref;
    const time = this.now();
    ref.storage.writes.push({ thing, key: [...ref.at, ...key], view, time, arm, site, isOrder, iteration });
  }

  /** Notes that a storage is read, all of it if there is no key. */
  read(ref: Ref, key: readonly Index[], site: Site, isOrder = false): void {
    const { storage, view } = ref;
    const reader = ref.thing.itself;
    const place = [...ref.at, ...key];
    for (let k = storage.writes.length - 1; k >= 0; k--) {
      const write = storage.writes[k]!;
      if (write.time < reader.born) return;
      const writer = write.thing.itself;
      // Whatever is written to one place that holds what others hold, at any index, was not meant for them.
      const isHere = write.view !== view || writer.isBeside(reader) || canMeet(write.key, place);
      if (!isHere || !canFollow(write.arm, this.arm)) continue;
      if (writer === reader || writer.isViewOf(reader)) return;
      if (!(isOrder && write.isOrder && write.view === view))
        this.clashes.push({ storage, write, writer, reader, read: site });
      return;
    }
  }

  /** Notes that code outside the program reads a value, all there is below it. */
  readAll(value: Value, site: Site, depth = 0): void {
    if (depth > deepest) return;
    for (const ref of value.refs) {
      this.read(ref, [], site);
      for (const slot of [...ref.storage.slots.values(), ref.storage.rest])
        this.readAll(this.partsOf(ref, slot.value), site, depth + 1);
    }
  }

  /** What is found in a container, seen through the thing that the container is taken for. */
  partsOf({ storage, thing }: Ref, value: Value): Value {
    const whole = thing.itself;
    if (value.refs.length === 0 || whole === storage.owner.itself) return value;
    const refs = value.refs.map((ref) => {
      const stored = ref.thing.itself;
      if (stored.comesFrom(whole) || stored === whole) return ref;
      let part = whole.parts.get(stored);
      if (!part) {
        const { born: time, iteration } = whole;
        part = new Thing(whole.origin, { time, iteration }, whole.site, stored, whole);
        whole.parts.set(stored, part);
      }
      return { ...ref, thing: part };
    });
    return { ...value, refs };
  }

  /** Says that what was written of a thing since a time, was written of another. */
  writtenAs(storage: Storage, from: Thing, to: Thing, since: number): void {
    for (const write of writesSince(storage, since)) if (write.thing.itself === from.itself) write.thing = to;
  }
}

/** Containers are looked into so deep. */
const deepest = 3;

/** The changes of a storage since a time. */
export function writesSince({ writes }: Storage, since: number): readonly Storage['writes'][number][] {
  let from = writes.length;
  while (from > 0 && writes[from - 1]!.time > since) from--;
  return writes.slice(from);
}
