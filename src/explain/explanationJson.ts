import type { Fix } from '../shared/errors.ts';
import { linkObject } from '../present/export/json.ts';
import type { Explanation } from './explain.ts';

/** An explanation as `gradlens explain --format json` prints it. */
export function explanationObject(
  { about, sentence, finding }: Explanation,
  files: readonly string[],
  fixes: readonly Fix[],
) {
  return {
    about: { name: about.name, of: about.of, iteration: finding?.iteration ?? about.iteration ?? null },
    class: finding?.class ?? 'none',
    sentence,
    guilty: finding?.span ?? null,
    files,
    chain: finding?.related.map(linkObject) ?? [],
    fixes: fixes.map(({ isFar: _, isSilencing: __, ...fix }) => fix),
  };
}
