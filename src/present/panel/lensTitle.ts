import type { Range } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { isSerious } from '../findings/groups.ts';
import { shortened } from '../format/layout.ts';
import { headerOf, type Header } from '../model/header.ts';
import { numberVariables } from '../model/variables.ts';

/** What the lenses above a traced function say of its last run. They stand in one row that has to fit half an editor. */
export interface LensTexts {
  /** The result with the mark of its verdict: `= 0.2392 ✓`. */
  readonly result: string;
  /** `⚠ 1`: findings of what is wrong or suspicious; empty if there is none. */
  readonly findings: string;
  /** All that the row has no room for: equations, time, the verdict in words. */
  readonly tooltip: string;
}

/** A longer result is said in the tooltip alone. */
const widest = 32;

/** The texts of the lenses; of a run of other code than the editor's, `stale`, the verdict is old. */
export function lensTexts(
  result: TraceResult,
  stale: boolean,
  header: Header = headerOf(result, numberVariables(result)),
): LensTexts {
  const { name, output, about, verdict } = header;
  const short = output !== '' && output.length <= widest ? `= ${output} ` : '';
  const serious = result.diagnostics.filter(isSerious).length;
  const lines = [
    [output ? `${name} = ${output}` : name, ...about].join(' · '),
    ...verdict.map(({ text }) => text),
    ...(stale ? ['The code changed since this run.'] : []),
  ];
  return {
    result: `${short}${markOf(result)}${stale ? ' (old)' : ''}`,
    findings: serious > 0 ? `⚠ ${serious}` : '',
    tooltip: lines.join('\n'),
  };
}

const marks = { ok: '✓', partly: '◐', failed: '✗', none: '–' } as const;

function markOf({ status, check, diagnostics }: TraceResult): string {
  if (status === 'threw') return '✗ threw';
  if (status === 'limit')
    return `✗ ${diagnostics.find(({ severity }) => severity === 'error')?.code ?? 'stopped'}`;
  return check ? marks[check.state] : '…';
}

/** The lens of a tag that cannot be read: `✗ @trace: ")" expected, 25:18`. */
export function tagLensTitle({ message, range: [line, column] }: { message: string; range: Range }): {
  readonly title: string;
  readonly tooltip: string;
} {
  const [said] = message.replace(/^@trace: /, '').split(/(?<=[^\d])\. |\.$/);
  return { title: `✗ @trace: ${shortened(said!, longestSaid)}, ${line}:${column + 1}`, tooltip: message };
}

const longestSaid = 48;
