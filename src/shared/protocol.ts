import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { Diagnostic, StopReason } from './errors.ts';
import type { Span } from './span.ts';
import type { Leaf, TraceResult } from './trace.ts';

/**
 * # The contract with the child process that runs user code
 *
 * JSON-RPC over Node's IPC with `advanced` serialization: typed arrays, NaN, ±∞ and −0 arrive as they left.
 * Every request ends in an answer, a `ResponseError`, cancellation or the process's end, which rejects what is pending.
 */

/** parent → child, once a process: load the modules, run one case, differentiate, prove. */
export const traceRequest = new RequestType<TraceParams, TraceAnswer, void>('trace');
/** parent → child, once a process, in place of `traceRequest`: load the modules plainly for the check. */
export const preparePlainRequest = new RequestType<PlainParams, void, void>('preparePlain');
/** parent → child, any number of times after `preparePlain`: one plain run on given leaf values. */
export const plainRunRequest = new RequestType<PlainRunParams, PlainRunAnswer, void>('plainRun');
/** child → parent: a phase began. */
export const phaseNotification = new NotificationType<{ phase: Phase }>('phase');
/** child → parent, before any user code runs: the case was found. Where to point if the process dies. */
export const caseNotification = new NotificationType<{ files: readonly string[]; span: Span }>('case');
/** child → parent, before the answer to `traceRequest`: part of an array that is too large for one message. */
export const pieceNotification = new NotificationType<Piece>('piece');
/** child → parent: a rewritten file for the cache, which the child may not write. */
export const cacheNotification = new NotificationType<{ name: string; entry: Uint8Array }>('cache');

export type Phase = 'load' | 'run' | 'gradient' | 'proof';

export interface TraceParams {
  /** Absolute path of the marked file. */
  readonly file: string;
  /** Files whose text is not what the disk holds (dirty editors), by absolute path. */
  readonly overlay: ReadonlyMap<string, string>;
  /** Paths below it are shown relative to it. */
  readonly root: string;
  /** Index of the case in the file. */
  readonly case: number;
  readonly limits: Limits;
  /** Pin Math.random and the clock. */
  readonly pinned: boolean;
  /** Folder of rewritten files; absent: none is kept. */
  readonly cache?: string | undefined;
  /** Absolute path of a file that does not exist; the run is cancelled when it does. User code may be busy: a message would wait. */
  readonly cancelFile: string;
}

/** Parameters of plain runs: the case, and the leaves that `PlainRunParams.values` belong to. */
export interface PlainParams extends TraceParams {
  readonly leaves: readonly Leaf[];
}

/** Part of an array. `piece` numbers the array; its stand-in in the answer has the same number (pieces.ts). */
export interface Piece {
  readonly piece: number;
  readonly offset: number;
  readonly values: Float64Array | Int32Array | Uint16Array;
}

/** Milliseconds, equations, bytes. */
export interface Limits {
  readonly load: number;
  readonly run: number;
  readonly operations: number;
  readonly memory: number;
}
export const defaultLimits: Limits = {
  load: 10_000,
  run: 10_000,
  operations: 10_000_000,
  memory: 1_500_000_000,
};

export type TraceAnswer =
  | { readonly kind: 'traced'; readonly result: TraceResult }
  /** Nothing could be run; `files` are what the diagnostics' spans index. */
  | {
      readonly kind: 'failed';
      readonly files: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
    };

export interface PlainRunParams {
  /** One array a leaf of the trace, static ones included. */
  readonly values: readonly Float64Array[];
}
/** The outputs' numbers in order, or the exception as text. */
export type PlainRunAnswer = { readonly outputs: Float64Array } | { readonly thrown: string };

/** The reasons to stop, as the child and the parent both give them. */
export const cancelReason: StopReason = { code: 'cancelled', message: 'The run was cancelled.' };

export function timeReason(phase: 'load' | 'run', limits: Limits): StopReason {
  return phase === 'load'
    ? {
        code: 'load-time-limit',
        message: `Loading the modules took longer than its limit of ${seconds(limits.load)}.`,
      }
    : { code: 'time-limit', message: `The run took longer than its limit of ${seconds(limits.run)}.` };
}

export function memoryReason(limits: Limits): StopReason {
  const text = `${(limits.memory / 1e9).toFixed(1)} GB`;
  return { code: 'memory-limit', message: `The run needs more memory than its limit of ${text}.` };
}

const seconds = (ms: number) => `${ms / 1000} s`;
