import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatDerivatives } from '../present/terminal/derivativesText.ts';
import { formatFailed, type TextOptions } from '../present/terminal/traceText.ts';
import { derivativesOf } from '../runner/parent/forwardDerivatives.ts';
import type { LineChoice } from '../present/fold/selection.ts';
import type { DerivativeKind } from '../shared/derivatives.ts';
import type { TraceAnswer } from '../shared/protocol.ts';
import { formats, type Format, type FormatName } from './formats.ts';

/** Prints answers: results to stdout, failures to stderr unless the format holds both. */
export interface Printer {
  /** Prints an answer now, or with the others at the end, as the format has it. */
  answer(answer: TraceAnswer): void;
  /** Prints the answers that are left. */
  end(): Promise<void>;
}

/** A printer for paths relative to a folder; `kinds` are derivatives to add to each trace, `iterations` those to show. */
export function printer(
  root: string,
  name: FormatName = 'text',
  kinds: ReadonlySet<DerivativeKind> = new Set(),
  iterations: readonly LineChoice[] = [],
): Printer {
  const format: Format = formats[name];
  const derivatives = (answer: TraceAnswer) =>
    answer.kind === 'traced' ? derivativesOf(answer.result, kinds) : null;
  if ('ofAll' in format) {
    const answers: TraceAnswer[] = [];
    return {
      answer: (answer) => answers.push(answer),
      async end() {
        const results = answers.map((answer) => (answer.kind === 'traced' ? answer.result : answer));
        const pieces = inLargePieces(format.ofAll(results, answers.map(derivatives)));
        await pipeline(Readable.from(pieces), process.stdout, { end: false });
      },
    };
  }
  return {
    answer(answer) {
      if (answer.kind === 'failed') {
        process.stderr.write(formatFailed(answer, textOptions(answer, root, process.stderr)));
        return;
      }
      const { result } = answer;
      process.stdout.write(
        format.ofCase(result, { ...textOptions(result, root, process.stdout), iterations }),
      );
      const further = derivatives(answer);
      if (further) process.stdout.write(formatDerivatives(further));
    },
    end: () => Promise.resolve(),
  };
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

function textOptions(
  { files, sources }: { files: readonly string[]; sources?: ReadonlyMap<number, string> },
  root: string,
  stream: NodeJS.WriteStream,
): TextOptions {
  return {
    color: wantsColor(stream),
    width: process.stdout.columns || 100,
    sources: new Map([...sourcesOf(files, root), ...(sources ?? [])]),
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
