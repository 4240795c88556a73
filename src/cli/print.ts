import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatDerivatives, formatFailed, formatJson, formatText, formatTuples } from '../present/index.ts';
import type { Failed } from '../shared/failed.ts';
import { derivativesOf } from '../runner/parent/forwardDerivatives.ts';
import type { DerivativeKind } from '../shared/derivatives.ts';
import type { TraceAnswer } from '../shared/protocol.ts';
import { exitCodeOf } from './exit.ts';
import type { Format } from './options.ts';

/** How answers reach the terminal: results to stdout, failures to stderr; JSON holds both and goes to stdout. */
export interface Printer {
  answer(answer: TraceAnswer, format: 'text' | 'tuples'): void;
  json(answers: readonly TraceAnswer[]): Promise<void>;
  /** Prints why nothing was run; returns the exit code that says so. */
  failed(failed: Failed, format: Format): Promise<number>;
}

/** A printer for paths relative to a folder; `kinds` are derivatives to add to each trace. */
export function printer(root: string, kinds: ReadonlySet<DerivativeKind> = new Set()): Printer {
  const options = (
    { files, sources }: { files: readonly string[]; sources?: ReadonlyMap<number, string> },
    stream: NodeJS.WriteStream,
  ) => ({
    color: wantsColor(stream),
    width: process.stdout.columns || 100,
    sources: new Map([...sourcesOf(files, root), ...(sources ?? [])]),
  });
  const print: Printer = {
    answer(answer, format) {
      if (answer.kind === 'failed')
        process.stderr.write(formatFailed(answer, options(answer, process.stderr)));
      else if (format === 'tuples') process.stdout.write(formatTuples(answer.result));
      else process.stdout.write(formatText(answer.result, options(answer.result, process.stdout)));
      const derivatives = answer.kind === 'traced' ? derivativesOf(answer.result, kinds) : null;
      if (derivatives) process.stdout.write(formatDerivatives(derivatives));
    },
    async json(answers) {
      const results = answers.map((answer) => (answer.kind === 'traced' ? answer.result : answer));
      const derivatives = answers.map((answer) =>
        answer.kind === 'traced' ? derivativesOf(answer.result, kinds) : null,
      );
      const pieces = inLargePieces(formatJson(results, derivatives));
      await pipeline(Readable.from(pieces), process.stdout, { end: false });
    },
    async failed(failed, format) {
      if (format === 'json') await print.json([failed]);
      else print.answer(failed, format);
      return exitCodeOf(failed);
    },
  };
  return print;
}

function* inLargePieces(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Colours on a terminal, as NO_COLOR and FORCE_COLOR have it. */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return stream.isTTY;
}

function sourcesOf(files: readonly string[], root: string): Map<number, string> {
  const sources = new Map<number, string>();
  files.forEach((file, i) => {
    try {
      sources.set(i, readFileSync(resolve(root, file), 'utf8'));
    } catch {
      // Text made at run time, or a file that is gone: no line to quote.
    }
  });
  return sources;
}
