import { formatJson } from '../present/export/json.ts';
import { formatTuples } from '../present/export/tuples.ts';
import { formatSource } from '../present/terminal/sourceText.ts';
import { formatText, type TextOptions } from '../present/terminal/traceText.ts';
import type { Derivatives } from '../shared/derivatives.ts';
import type { Failed } from '../shared/failed.ts';
import type { TraceResult } from '../shared/trace.ts';

/** A form in which `gradlens trace` prints. */
export type Format = { readonly help: string } & (
  | {
      /** The text of one case, printed when it has run. Failures and further derivatives are printed as text. */
      readonly ofCase: (result: TraceResult, options: TextOptions) => string;
    }
  | {
      /** The text of all cases with the failures, in pieces, printed when all have run. */
      readonly ofAll: (
        results: readonly (TraceResult | Failed)[],
        derivatives: readonly (Derivatives | null)[],
      ) => Iterable<string>;
    }
);

/** The formats by the names that `--format` takes; README has the same list. */
export const formats = {
  text: { help: 'for people: equations, gradients, branches, cuts, diagnostics', ofCase: formatText },
  source: { help: 'the source with values and gradients at its lines', ofCase: formatSource },
  json: { help: 'for tools: one object a case, with every number in full', ofAll: formatJson },
  tuples: { help: 'one equation a line, as NumPy would write it', ofCase: formatTuples },
} satisfies Readonly<Record<string, Format>>;
export type FormatName = keyof typeof formats;
