import { sizeAt, type TraceResult } from '../../shared/trace.ts';
import { foldTree } from '../fold/foldTree.ts';
import { spansOf, type Within } from '../fold/siteSpans.ts';
import type { FoldTree } from '../fold/tree.ts';
import { numberVariables, type Variables } from '../model/variables.ts';
import { nameTimes } from './chosenTimes.ts';
import { overwrittenSites } from './overwritten.ts';

/** What notes at lines are made of, whatever is looked at: made once a trace. */
export interface LineModel {
  readonly result: TraceResult;
  readonly variables: Variables;
  readonly tree: FoldTree;
  /** Whether the source range of one site lies in that of another. */
  readonly within: Within;
  /** When each name was bound. */
  readonly times: Int32Array;
  /** Of each name its number among all bindings of this name in its file until then, from 1; 0 where no number was bound. */
  readonly versions: Int32Array;
  /** By site of a call that changed a matrix in place unawares, the name of the matrix. */
  readonly overwritten: ReadonlyMap<number, string>;
  /** By site the first equation whose value is not finite. */
  readonly notFinite: ReadonlyMap<number, NotFinite>;
}

/** A value that is not finite. */
export interface NotFinite {
  readonly equation: number;
  readonly isNaN: boolean;
}

/** Looks at every number of a trace once. */
export function lineModel(
  result: TraceResult,
  variables = numberVariables(result),
  tree = foldTree(result),
): LineModel {
  const times = nameTimes(result);
  return {
    result,
    variables,
    tree,
    within: spansOf(result.spans),
    times,
    versions: versionsOf(result),
    overwritten: overwrittenSites(result, times),
    notFinite: notFiniteSites(result),
  };
}

function versionsOf({ trace: { names }, spans, texts }: TraceResult): Int32Array {
  const counters = new Map<string, { count: number }>();
  const bySite = new Map<number, { count: number }>();
  const counterOf = (site: number) => {
    const key = `${spans.get(site)?.[0]} ${texts.get(site)}`;
    const counter = counters.get(key) ?? { count: 0 };
    counters.set(key, counter);
    bySite.set(site, counter);
    return counter;
  };
  return names.site.map((site, i) => (names.id[i]! > 0 ? ++(bySite.get(site) ?? counterOf(site)).count : 0));
}

function notFiniteSites({ trace }: TraceResult): Map<number, NotFinite> {
  const { out, rows, columns, site } = trace.equations;
  const found = new Map<number, NotFinite>();
  for (let e = 0; e < out.length; e++) {
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) {
      const x = trace.values[id]!;
      if (Number.isFinite(x)) continue;
      if (!found.has(site[e]!)) found.set(site[e]!, { equation: e, isNaN: Number.isNaN(x) });
      break;
    }
  }
  return found;
}
