import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as library from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { matrixPage } from '../../../scripts/mlMatrix.mts';
import { exportsOf } from '../../../src/engine/matrix/exports.ts';
import type { Member } from '../../../src/engine/matrix/member.ts';
import { memberOf, members } from '../../../src/engine/matrix/members.ts';
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

const table = new Map<string, Member>(
  Object.entries(members).flatMap(([holder, held]) =>
    Object.entries(held).map(([name, member]): [string, Member] => [`${holder} ${name}`, member]),
  ),
);

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

  it('has a rule for just those that are said to have one', () => {
    for (const { kind, rule } of table.values()) expect(rule !== undefined).toBe(kind === 'rule');
  });

  it('is found under the names of functions too', () => {
    const aliases = all.filter(([, name, f]) => f !== name && !name.startsWith('Symbol'));
    expect(aliases.length).toBeGreaterThan(20);
    for (const [holder, name, f] of aliases) {
      expect(memberOf(holder, name, f), name).toBe(memberOf(holder, f));
      expect(memberOf(holder, f)?.kind, name).toBe(memberOf(holder, name)?.kind);
    }
  });

  it('has each elementwise primitive that ml-matrix has', () => {
    const derived = ['sin', 'neg', 'subtract', 'powS', 'modulusM', 'divColumnVector'];
    for (const name of derived) expect(members['AbstractMatrix.prototype']![name]?.kind).toBe('rule');
    for (const name of ['sin', 'subtract', 'max'])
      expect(members['AbstractMatrix']![name]?.kind).toBe('rule');
    expect(members['AbstractMatrix']!['neg']).toBeUndefined();
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

  it('says why a member has no rule, or no derivative', () => {
    const silent = [...table].filter(
      ([, { kind, why }]) => (kind === 'twin' || kind === 'non-differentiable') && !why,
    );
    expect(silent).toEqual([]);
  });

  it('is what docs/ml-matrix.md says', () => {
    expect(readFileSync('docs/ml-matrix.md', 'utf8')).toBe(matrixPage());
  });

  it('has a closed list of members without derivative', () => {
    const none = [...table].filter(([, { kind }]) => kind === 'non-differentiable');
    expect(none.length).toBe(49);
  });
});
