import { resolve } from 'node:path';
import { formatDerivatives } from '../present/terminal/derivativesText.ts';
import { formatJson, jsonFrame, type FixesOf, type JsonOptions } from '../present/export/json.ts';
import { formatTuples } from '../present/export/tuples.ts';
import { formatSource } from '../present/terminal/sourceText.ts';
import type { Sources } from '../present/terminal/findingsText.ts';
import { formatFailed, formatText, type TextOptions } from '../present/terminal/traceText.ts';
import { readText } from '../runner/load/readText.ts';
import { derivativesOf } from '../runner/parent/forwardDerivatives.ts';
import type { TraceListeners } from '../runner/parent/runner.ts';
import type { Overlay } from '../runner/parent/tryFixes.ts';
import type { Failed } from '../shared/failed.ts';
import type { TraceAnswer } from '../shared/protocol.ts';
import type { TraceResult } from '../shared/trace.ts';
import { Evidence, fixesOf } from '../explain/index.ts';
import type { TraceCommand } from './command.ts';
import type { StandardOutput } from './output.ts';
import type { FormatName } from './formats.ts';

/** How `gradlens trace` prints in a format. */
type Form =
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
    };

/** A short text as the only piece. */
const whole =
  (format: (result: TraceResult, options: TextOptions) => string) =>
  (result: TraceResult, options: TextOptions): string[] => [format(result, options)];

const forms: Readonly<Record<FormatName, Form>> = {
  text: { ofCase: whole(formatText), between: '\n' },
  source: { ofCase: whole(formatSource), between: '\n' },
  json: { ofAnswer: formatJson, frame: jsonFrame },
  tuples: { ofCase: formatTuples, between: '' },
};

/** Traces the case of an answer again, on other texts. */
export type Retrace = (overlay: Overlay, listeners?: TraceListeners) => Promise<TraceAnswer>;

/** Prints answers: results to stdout, failures to stderr unless the format holds both. */
export interface Printer {
  /** Prints an answer. */
  answer(answer: TraceAnswer, retrace?: Retrace): Promise<void>;
  /** Whether the answer of a function's case would be printed; left out, each is. */
  wants?(name: string): boolean;
  /** Prints what follows the last answer. */
  end(): Promise<void>;
}

/** A printer of traces to an output, for paths relative to a folder. */
export function printer(
  output: Pick<StandardOutput, 'write'>,
  root: string,
  options: Partial<TraceCommand> = {},
): Printer {
  const { format: name = 'text', derivatives: kinds = new Set(), iterations = [], maxEquations } = options;
  const format = forms[name];
  if ('frame' in format) {
    const { start, between, end } = format.frame;
    const fixesOf = fixesIn(root);
    let before = start;
    return {
      async answer(answer) {
        const isTraced = answer.kind === 'traced';
        const derivatives = isTraced ? derivativesOf(answer.result, kinds) : null;
        const given = { derivatives, fixesOf, ...(maxEquations !== undefined && { maxEquations }) };
        await output.write(after(before, format.ofAnswer(isTraced ? answer.result : answer, given)));
        before = between;
      },
      end: () => output.write([end]),
    };
  }
  let before = '';
  return {
    async answer(answer) {
      if (answer.kind === 'failed') {
        process.stderr.write(formatFailed(answer, textOptions(answer, root, process.stderr)));
        return;
      }
      const { result } = answer;
      const text = format.ofCase(result, { ...textOptions(result, root, process.stdout), iterations });
      await output.write(after(before, text));
      before = format.between;
      const further = derivativesOf(result, kinds);
      if (further) await output.write([formatDerivatives(further)]);
    },
    end: () => Promise.resolve(),
  };
}

/** Pieces after another one. */
function* after(first: string, pieces: Iterable<string>): Generator<string> {
  yield first;
  yield* pieces;
}

/** The repairs of findings, from the sources as they are on disk. */
function fixesIn(root: string): FixesOf {
  return (result) => {
    const texts = sourcesOf(result, root);
    const evidence = new Evidence(result, (file) => texts.get(file));
    return (finding) => fixesOf(finding, evidence);
  };
}

/** How text is written for a terminal, with the sources to quote. */
export function textOptions(files: Files, root: string, stream: NodeJS.WriteStream): TextOptions {
  return {
    color: wantsColor(stream),
    width: process.stdout.columns || 100,
    sources: sourcesOf(files, root),
  };
}

/** Files by index, and the texts of those that no disk has. */
interface Files {
  readonly files: readonly string[];
  readonly sources?: ReadonlyMap<number, string>;
}

/** Colours on a terminal, as NO_COLOR and FORCE_COLOR have it. */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return stream.isTTY;
}

/** The texts of files that can be read, by index; each is read when it is asked for first, since most of a package's are not. */
export function sourcesOf({ files, sources }: Files, root: string): Sources {
  const texts = new Map<number, string | undefined>();
  const read = (i: number) => {
    try {
      return sources?.get(i) ?? readText(resolve(root, files[i]!));
    } catch {
      // Text made at run time, or a file that is gone: no line to quote.
      return undefined;
    }
  };
  return {
    get(i) {
      if (!texts.has(i)) texts.set(i, read(i));
      return texts.get(i);
    },
  };
}
