import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { carrier, type NativeKind } from '../../../src/engine/natives/carrier.ts';
import { listed, platform } from '../../../src/engine/natives/opaque.ts';
import { natives, type GivenNative } from '../../../src/engine/natives/table.ts';
import { tracingRuntime } from '../../../src/engine/session/runtime.ts';
import { Tracer } from '../../../src/engine/tracking/tracer.ts';
import { coveragePage } from '../../../scripts/coverage.mts';
import { reachable } from '../../support/reachable.ts';

/** `reachable` leaves out the oldest accessors and constructors, which have records of their own. */
const records = natives.filter(({ name }) => !/^__|constructor$/.test(name));
const kindOf = new Map<string, NativeKind>(
  records.map(({ holder, name, record }) => [`${holder} ${name}`, record.kind]),
);
const reached = reachable(listed);
const keyOf = ({ holder, name }: { holder: string; name: string }) => `${holder} ${name}`;
const nothing = () => undefined;

const stdio = ['ignore', 'pipe', 'ignore'] as const;
const members = join(import.meta.dirname, '../../support/reachable.ts');
const fresh = JSON.parse(
  execFileSync(process.execPath, [members, ...listed], { stdio: [...stdio], encoding: 'utf8' }),
) as { readonly names: string[]; readonly globals: string[] };

const runtimeWith = (given: readonly GivenNative[] = []) =>
  tracingRuntime(new Tracer({ operationLimit: 1, poll: nothing, allocate: nothing, isOpaque: () => false }), {
    helpers: null as never,
    evals: { instrument: (source) => source },
    callers: new Map(),
    natives: given,
    captured: (_site, value) => value,
    cases: nothing,
  });

it('every function of the running Node has one record, and nothing else has', () => {
  const names = records.map(({ holder, name }) => `${holder} ${name}`);
  expect(fresh.names.sort()).toEqual(names.sort());
});

it('every global is listed or opaque as a whole', () => {
  const values = ['Infinity', 'NaN', 'undefined', 'globalThis', 'global'];
  const known = new Set([...listed, ...platform, ...values]);
  expect(fresh.globals.filter((name) => !known.has(name))).toEqual([]);
});

it('what is not opaque has a handler', () => {
  const { dispatch } = runtimeWith();
  const without = reached.filter(
    (one) =>
      !/^(opaque|inspector)$/.test(kindOf.get(keyOf(one)) ?? '') &&
      !dispatch.handlers.has(one.f) &&
      !dispatch.constructors.has(one.f),
  );
  expect(without.map(keyOf)).toEqual([]);
});

it('a native with two records is refused', () => {
  expect(() => runtimeWith([[Array.prototype.push, carrier()]])).toThrow('The native push has two records.');
});

it('docs/coverage.md says what the records say', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/coverage.md'), 'utf8');
  expect(page).toBe(coveragePage());
});
