import type { TraceResult } from '../trace.ts';

/** A traced run as it is kept: the result, and what it was a run of. */
export interface StoredTrace {
  /** Path of the marked file, absolute, or relative where the file was written to be shared. */
  readonly file: string;
  /** The folder that the result's paths are relative to; empty in a file written to be shared. */
  readonly root: string;
  /** Index of the case in the file. */
  readonly case: number;
  readonly result: TraceResult;
}
