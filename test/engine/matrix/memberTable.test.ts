import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as library from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { members, type MemberKind } from '../../../src/engine/matrix/members.ts';
import { exportsOf } from '../../../src/engine/matrix/exports.ts';
import { ruleOf } from '../../../src/engine/matrix/rules/index.ts';
import { watchedGetters } from '../../../src/shared/runtime.ts';

/** Every member of the installed ml-matrix: [holder, name, name of its function]. */
function installed(): [string, string, string][] {
  const isOwn = (key: PropertyKey) => !['length', 'name', 'prototype', 'constructor'].includes(String(key));
  return exportsOf(library).flatMap(({ name, value, isClass }): [string, string, string][] => {
    if (!isClass) return [['functions', name, name]];
    const inside = (holder: string, object: object): [string, string, string][] =>
      Reflect.ownKeys(object)
        .filter(isOwn)
        .map((key) => {
          const { value: f } = Object.getOwnPropertyDescriptor(object, key)! as { value?: unknown };
          return [holder, String(key), typeof f === 'function' ? f.name : String(key)];
        });
    const { prototype } = value as unknown as { prototype: object };
    return [[name, 'new', 'new'], ...inside(name, value), ...inside(`${name}.prototype`, prototype)];
  });
}

const table = new Map<string, MemberKind>();
for (const [holder, groups] of Object.entries(members))
  for (const { kind, names } of groups)
    for (const name of names.split(/\s+(?![^(]*\))/)) table.set(`${holder} ${name}`, kind);

describe('the table of members', () => {
  const all = installed();

  it('names every member of the installed ml-matrix, and nothing else', () => {
    expect(all.length).toBeGreaterThan(320);
    expect([...table.keys()].sort()).toEqual(all.map(([holder, name]) => `${holder} ${name}`).sort());
  });

  it('is of just these exports', () => {
    const names =
      'AbstractMatrix CHO CholeskyDecomposition DistanceMatrix EVD EigenvalueDecomposition LU LuDecomposition Matrix ' +
      'MatrixColumnSelectionView MatrixColumnView MatrixFlipColumnView MatrixFlipRowView MatrixRowSelectionView MatrixRowView ' +
      'MatrixSelectionView MatrixSubView MatrixTransposeView NIPALS Nipals QR QrDecomposition SVD SingularValueDecomposition ' +
      'SymmetricMatrix WrapperMatrix1D WrapperMatrix2D correlation covariance default determinant inverse linearDependencies ' +
      'pseudoInverse solve wrap';
    expect(Object.keys(createRequire(import.meta.url)('ml-matrix') as object).sort()).toEqual(
      names.split(' '),
    );
  });

  it('names each once', () => {
    const names = Object.entries(members).flatMap(([holder, groups]) =>
      groups.flatMap(({ names }) => names.split(/\s+(?![^(]*\))/).map((name) => `${holder} ${name}`)),
    );
    expect(names.length).toBe(table.size);
  });

  it('says `rule` of just those that have one', () => {
    const ruled = all
      .filter(([holder, name, f]) => ruleOf(holder, name, f))
      .map(([holder, name]) => `${holder} ${name}`);
    const said = [...table].filter(([, kind]) => kind === 'rule').map(([name]) => name);
    expect(said.sort()).toEqual(ruled.sort());
  });

  it('holds getters whose reads are all watched', () => {
    const getters = exportsOf(library).flatMap(({ value, isClass }) => {
      const held = isClass
        ? Object.entries(
            Object.getOwnPropertyDescriptors((value as never as { prototype: object }).prototype),
          )
        : [];
      return held.filter(([, { get }]) => get).map(([name]) => name);
    });
    expect(getters.length).toBeGreaterThan(20);
    expect(getters.filter((name) => !watchedGetters.has(name))).toEqual([]);
  });

  it('says why a member with derivatives has no rule', () => {
    const silent = Object.values(members).flatMap((groups) =>
      groups.filter(({ kind, why }) => kind === 'twin' && !why),
    );
    expect(silent).toEqual([]);
  });

  it('is what the documentation says', () => {
    const documented = readFileSync('docs/ml-matrix.md', 'utf8');
    const said = Object.entries(members).flatMap(([holder, groups]) =>
      groups.map(({ kind, names, why }) => {
        const list = names.split(/\s+(?![^(]*\))/).map((name) => `\`${name}\``);
        const line = `- ${kind}${why ? ` (${why})` : ''}: ${list.join(', ')}\n`;
        const section = documented.split('\n### ').find((text) => text.startsWith(`${holder}\n`)) ?? '';
        return section.includes(line) ? '' : `${holder} ${line}`;
      }),
    );
    expect(said.filter((missing) => missing)).toEqual([]);
  });

  it('has a closed list of members without derivative', () => {
    const none = [...table].filter(([, kind]) => kind === 'non-differentiable').map(([name]) => name);
    expect(none.length).toBe(49);
  });
});
