import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/vscode/tools.mts';

/** `[file, line, column, endLine, endColumn]`; lines from 1, columns from 0. */
type Span = readonly [number, number, number, number, number];

/** What these tests read of the command line's JSON. */
export interface JsonTrace {
  readonly inputs: readonly {
    readonly path: string;
    readonly value: readonly (readonly number[])[];
    readonly gradient: readonly (readonly number[])[];
  }[];
  readonly equations: readonly {
    readonly id: string;
    readonly op: string;
    readonly span: Span;
    /** Of loops around it the rounds, outermost first. */
    readonly iteration: readonly number[];
  }[];
}

/** The first case of an example as the command line traces it: what the panel shows is compared with this. */
export function traceExample(name: string): JsonTrace {
  const args = [join(root, 'dist/cli.js'), 'trace', join(root, 'examples', name), '--format', 'json'];
  const [first] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as JsonTrace[];
  return first!;
}
