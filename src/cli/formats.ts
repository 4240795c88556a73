import { formatJson, jsonFrame, type JsonOptions } from '../present/export/json.ts';
import { formatTuples } from '../present/export/tuples.ts';
import { formatSource } from '../present/terminal/sourceText.ts';
import { formatText, type TextOptions } from '../present/terminal/traceText.ts';
import type { Failed } from '../shared/failed.ts';
import type { TraceResult } from '../shared/trace.ts';

/** A form in which `gradlens trace` prints. */
export type Format = { readonly help: string } & (
  | {
      /** The text of one case, in pieces. Failures and further derivatives are printed as text. */
      readonly ofCase: (result: TraceResult, options: TextOptions) => Iterable<string>;
      /** What stands between two cases. */
      readonly between: string;
    }
  | {
      /** The text of one case or its failure, in pieces. */
      readonly ofAnswer: (answer: TraceResult | Failed, options: JsonOptions) => Iterable<string>;
      /** What stands around the texts of all cases. */
      readonly frame: { readonly start: string; readonly between: string; readonly end: string };
    }
);

/** A short text as the only piece. */
const whole =
  (format: (result: TraceResult, options: TextOptions) => string) =>
  (result: TraceResult, options: TextOptions): string[] => [format(result, options)];

/** The formats by the names that `--format` takes; README has the same list. */
export const formats = {
  text: {
    help: 'for people: equations, gradients, findings, cuts, branches',
    ofCase: whole(formatText),
    between: '\n',
  },
  source: {
    help: 'the source with values and gradients at its lines',
    ofCase: whole(formatSource),
    between: '\n',
  },
  json: {
    help: 'for tools: one object a case, with every number in full',
    ofAnswer: formatJson,
    frame: jsonFrame,
  },
  tuples: { help: 'one equation a line, as NumPy would write it', ofCase: formatTuples, between: '' },
} satisfies Readonly<Record<string, Format>>;
export type FormatName = keyof typeof formats;
