import type { Value } from './model.ts';

/** Nothing takes this value: a change in place that gave it was a change of what it changed. */
export function drop({ refs }: Value): void {
  for (const { thing } of refs) {
    for (let up = thing.itself; up.parent && /^(result|returned)$/.test(up.origin); up = up.itself)
      up.become(up.parent);
  }
}
