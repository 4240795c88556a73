import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatFailed, formatJson, formatText, formatTuples, type Failed } from '../present/index.ts';
import type { TraceAnswer } from '../shared/protocol.ts';

/** How answers reach the terminal: results to stdout, failures to stderr. */
export interface Printer {
  answer(answer: TraceAnswer, format: 'text' | 'tuples'): void;
  failed(failed: Failed): string;
  json(answers: readonly TraceAnswer[]): string;
}

/** A printer for paths relative to a folder. */
export function printer(root: string): Printer {
  const width = process.stdout.columns || 100;
  const options = (files: readonly string[], stream: NodeJS.WriteStream) => ({
    color: wantsColor(stream),
    width,
    sources: sourcesOf(files, root),
  });
  const failedText = (failed: Failed) => formatFailed(failed, options(failed.files, process.stderr));
  return {
    failed: failedText,
    json: (answers) =>
      formatJson(answers.map((answer) => (answer.kind === 'traced' ? answer.result : answer))),
    answer(answer, format) {
      if (answer.kind === 'failed') process.stderr.write(failedText(answer));
      else if (format === 'tuples') process.stdout.write(formatTuples(answer.result));
      else process.stdout.write(formatText(answer.result, options(answer.result.files, process.stdout)));
    },
  };
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
