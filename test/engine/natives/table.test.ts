import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { boundaryTable, listed, platform, type BoundaryKind } from '../../../src/engine/natives/table.ts';
import { tracingRuntime } from '../../../src/engine/session/runtime.ts';
import { Tracer } from '../../../src/engine/tracking/tracer.ts';
import { coveragePage } from '../../../scripts/coverage.mts';
import { reachable } from '../../support/reachable.ts';

const kindOf = new Map<string, BoundaryKind>();
for (const [holder, members] of Object.entries(boundaryTable)) {
  for (const [kind, names] of Object.entries(members)) {
    for (const name of names.split(', ')) kindOf.set(`${holder} ${name}`, kind as BoundaryKind);
  }
}
const reached = reachable(listed);
const keyOf = ({ holder, name }: { holder: string; name: string }) => `${holder} ${name}`;
const nothing = () => undefined;

const stdio = ['ignore', 'pipe', 'ignore'] as const;
const members = join(import.meta.dirname, '../../support/reachable.ts');
const fresh = JSON.parse(
  execFileSync(process.execPath, [members, ...listed], { stdio: [...stdio], encoding: 'utf8' }),
) as { readonly names: string[]; readonly globals: string[] };

it('every function of the running Node is in the table, and nothing else', () => {
  expect(fresh.names.sort()).toEqual([...kindOf.keys()].sort());
});

it('every global is listed or opaque as a whole', () => {
  const values = ['Infinity', 'NaN', 'undefined', 'globalThis', 'global'];
  const known = new Set([...listed, ...platform, ...values]);
  expect(fresh.globals.filter((name) => !known.has(name))).toEqual([]);
});

it('what is not opaque has a handler', () => {
  const tracer = new Tracer({ operationLimit: 1, poll: nothing, allocate: nothing, isOpaque: () => false });
  const { dispatch } = tracingRuntime(tracer, {
    helpers: null as never,
    evals: { instrument: (source) => source },
    callers: new Map(),
    captured: (_site, value) => value,
    cases: nothing,
  });
  const without = reached.filter(
    (one) =>
      !/^(opaque|inspector)$/.test(kindOf.get(keyOf(one)) ?? '') &&
      !dispatch.handlers.has(one.f) &&
      !dispatch.constructors.has(one.f),
  );
  expect(without.map(keyOf)).toEqual([]);
});

it('names of the table are not those of Object.prototype', () => {
  expect(boundaryTable['toString']).toBeUndefined();
});

it('docs/coverage.md says what the table says', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/coverage.md'), 'utf8');
  expect(page).toBe(coveragePage());
});
