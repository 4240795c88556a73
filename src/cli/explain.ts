import { resolve } from 'node:path';
import {
  Evidence,
  explain,
  explainLine,
  explanationObject,
  explanationText,
  fixesOf,
} from '../explain/index.ts';
import { painter } from '../present/format/layout.ts';
import { formatFailed } from '../present/terminal/traceText.ts';
import { tryFixes } from '../runner/parent/tryFixes.ts';
import type { TraceAnswer } from '../shared/protocol.ts';
import type { TraceResult } from '../shared/trace.ts';
import { UsageError, type ExplainCommand, type Place } from './command.ts';
import type { StandardOutput } from './output.ts';
import { sourcesOf, textOptions, type Printer, type Retrace } from './print.ts';

/**
 * A printer of explanations, for paths relative to a folder. One function answers for a place: the first one whose run has something there.
 * @throws {UsageError} at its end, where none has
 */
export function explainer(output: StandardOutput, root: string, command: ExplainCommand): Printer {
  const { at } = command;
  const objects: object[] = [];
  const linesSeen = new Set<number>();
  let answering: string | undefined;
  let hasAnswered = false;
  const answer = async (given: TraceAnswer, retrace?: Retrace) => {
    if (given.kind === 'failed') {
      process.stderr.write(formatFailed(given, textOptions(given, root, process.stderr)));
      return;
    }
    const { result } = given;
    const sources = sourcesOf(result, root);
    const evidence = new Evidence(result, (file) => sources.get(file));
    const { of, iterations } = command;
    const file = fileOf(result, root, at);
    const { line, name } = at;
    const question = { file, line, iterations, ...(name && { name }), ...(of && { of }) };
    // A line that computed nothing may have a finding all the same.
    const ofLine = () => (name === undefined ? explainLine(evidence, question)?.explanation : undefined);
    const explanation = explain(evidence, question) ?? ofLine();
    if (!explanation) {
      for (const each of linesOf(result, file, name)) linesSeen.add(each);
      return;
    }
    answering = result.function.name;
    const { finding } = explanation;
    const found = finding ? fixesOf(finding, evidence, name) : [];
    const fixes =
      finding && retrace
        ? await tryFixes({ before: result, finding, question, root, overlay: new Map(), retrace }, found)
        : [];
    if (command.format === 'json') {
      objects.push(explanationObject(explanation, result.files, fixes));
      return;
    }
    const { color } = textOptions(result, root, process.stdout);
    const { case: label } = result;
    const text = explanationText(explanation, { ...result, label }, sources, fixes, painter(color));
    await output.write([hasAnswered ? `\n${text}` : text]);
    hasAnswered = true;
  };
  const end = async () => {
    if (linesSeen.size > 0 && answering === undefined)
      throw new UsageError(
        nothingThere(
          at,
          [...linesSeen].sort((a, b) => a - b),
        ),
      );
    await output.write(command.format === 'json' ? [`${JSON.stringify(objects, null, 2)}\n`] : []);
  };
  const wants = (name: string) => answering === undefined || answering === name;
  return { answer, end, wants };
}

/** The index of the file that a place is in. */
function fileOf({ files, function: { span } }: TraceResult, root: string, { file }: Place): number {
  if (file === undefined) return span[0];
  const found = files.findIndex((path) => resolve(root, path) === resolve(root, file));
  if (found < 0) throw new UsageError(`The run has nothing of ${file}; it has ${files.join(', ')}.`);
  return found;
}

/** The lines of a file that the trace has something of; those where a name, or what its path begins with, got a number, if there are any. */
function linesOf({ spans, texts }: TraceResult, file: number, name: string | undefined): number[] {
  const root = name && /^[\w$]+/.exec(name)?.[0];
  const here = [...spans].filter(([, [of]]) => of === file);
  const named = here.filter(([site]) => root !== undefined && texts.get(site) === root);
  return [...new Set((named.length > 0 ? named : here).map(([, [, line]]) => line))];
}

function nothingThere({ line, name }: Place, lines: readonly number[]): string {
  const said =
    name === undefined
      ? `Nothing was computed on line ${line}.`
      : `Line ${line} has no ${name} that holds a number.`;
  const near = [lines.findLast((one) => one < line), lines.find((one) => one > line)].filter(
    (one) => one !== undefined,
  );
  return near.length > 0 && !lines.includes(line)
    ? `${said} Nearest to it is line ${near.join(' or ')}.`
    : said;
}
