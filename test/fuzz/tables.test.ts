import { describe, expect, it } from 'vitest';
import { natives as records } from '../../src/engine/natives/table.ts';
import { members } from '../../src/engine/matrix/members.ts';
import { cutting, dialects, everywhere, type Grammar } from './forms/index.ts';
import { matrixMembers, receivers } from './members.ts';
import { natives } from './natives/index.ts';
import { holders } from './natives/receivers.ts';
import { shapes } from './natives/shapes.ts';

describe('what random programs are made of', () => {
  it('calls every native that has a record', () => {
    const entries = records
      .map(({ holder, name }) => `${holder} ${name}`)
      .filter((name) => !/ __|constructor$/.test(name));
    expect(entries.length).toBeGreaterThan(800);
    expect(natives.filter(({ fitting }) => fitting.length > 0).map(({ name }) => name)).toEqual(entries);
  });

  it('has receivers for every prototype among the holders', () => {
    const prototypes = [...new Set(records.map(({ holder }) => holder))].filter((holder) =>
      /prototype$|Iterator$|Helper$/.test(holder),
    );
    expect(prototypes.filter((holder) => holder !== 'Iterator' && !holders[holder]?.on)).toEqual([]);
  });

  it('knows arguments for natives with a record only', () => {
    const known = new Set(natives.map(({ name }) => name));
    const named = Object.entries(shapes).flatMap(([holder, lists]) =>
      lists.map((shape) => `${holder} ${/^(?:[gs]et [^ (]+|[^ (`]+)/.exec(shape)![0]}`),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('calls every member of ml-matrix', () => {
    const entries = Object.entries(members).flatMap(([holder, held]) =>
      Object.keys(held).map((name) => `${holder} ${name}`),
    );
    expect(entries.length).toBeGreaterThan(350);
    expect(matrixMembers.filter(({ fitting }) => fitting.length > 0).map(({ name }) => name)).toEqual(
      entries,
    );
    const held = Object.keys(members).filter((holder) => holder.endsWith('.prototype'));
    expect(held.filter((holder) => !receivers[holder])).toEqual([]);
  });

  it('names each form of a dialect once', () => {
    for (const own of Object.values(dialects)) {
      const grammars: readonly Grammar[] = [...everywhere, ...cutting, ...own];
      const names = grammars.flatMap((grammar) =>
        Object.entries(grammar).flatMap(([kind, forms]) =>
          Object.keys(forms).map((name) => `${kind} ${name}`),
        ),
      );
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
  });
});
