import { expect, it } from 'vitest';
import { warmUp } from '../../src/runner/child/warm.ts';

it('a round of warming up leaves the world as it was', async () => {
  const world = () => [
    Reflect.ownKeys(globalThis),
    Math.random,
    Date,
    Object.values(Object.getOwnPropertyDescriptors(Array.prototype)),
  ];
  const before = world();
  await warmUp();
  expect(world()).toEqual(before);
});
