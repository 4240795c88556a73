import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { nothing } from '../../src/runner/load/builtIns.ts';
import { KeptHooks } from '../../src/runner/load/hooks.ts';
import { Resolver } from '../../src/runner/load/imports/resolve.ts';
import { folder } from '../cli/gradlens.ts';

it('files of a folder that require the same neighbour look at the built-ins once, and each folder has its own', () => {
  const root = folder({ 'a/x.cjs': '', 'b/x.cjs': '' });
  const url = (path: string) => pathToFileURL(join(root, path)).href;
  let looks = 0;
  const restore = () => {
    looks++;
    return nothing;
  };
  const resolver = new Resolver(restore);
  const resolve = new KeptHooks(restore).resolve(resolver.hook, resolver.known);
  const required = (parentURL: string) =>
    resolve('./x.cjs', { conditions: ['require'], importAttributes: {}, parentURL }, () => {
      throw new Error('Node was asked');
    }).url;
  expect(required(url('a/main.cjs'))).toBe(url('a/x.cjs'));
  expect(looks).toBe(1);
  expect(required(url('a/other.cjs'))).toBe(url('a/x.cjs'));
  expect(looks).toBe(1);
  expect(required(url('b/main.cjs'))).toBe(url('b/x.cjs'));
  expect(looks).toBe(2);
  expect(() => required(url('c/main.cjs'))).toThrow('Node was asked');
});
