import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { Diagnostic } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Span } from './span.ts';
import type { Leaf, TraceResult } from './trace.ts';

/**
 * # The contract with the child process that runs user code
 *
 * JSON-RPC over two pipes, each message as V8 writes it, large arrays as they are: NaN, ±∞ and −0 arrive as they left. What the child
 * sends starts with a secret that user code never sees. Every request ends in an answer, a `ResponseError`, cancellation or the process's
 * end, which rejects what is pending.
 */

/** parent → child, while it waits to be needed: one round of making itself warm. */
export const warmRequest = new RequestType0<void, void>('warm');
/** parent → child, before anything of a user is loaded: what V8 has compiled of the child's own program; null where it was kept before. */
export const compiledRequest = new RequestType0<CompiledEntry | null, void>('compiled');

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
/** child → parent, before the answer to `traceRequest`: the next of its large arrays, as it lies in memory (sentAhead.ts). */
export const columnNotification = new NotificationType<{ bytes: Uint8Array<ArrayBuffer> }>('column');
/** child → parent: a rewritten file for the cache, which the child may not write. */
export const cacheNotification = new NotificationType<{ name: string; entry: Uint8Array }>('cache');

/** What V8 compiled of the child's program, and the name under which the next child looks for it. */
export interface CompiledEntry {
  readonly name: string;
  readonly code: Uint8Array;
}

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
  /** Where rewritten files are kept from run to run, or those that earlier runs of one parent made; absent: none are kept. */
  readonly cache?: CachePart | CacheEntries | undefined;
  /** Absolute path of a file that does not exist; the run is cancelled when it does. User code may be busy: a message would wait. */
  readonly cancelFile: string;
}

/**
 * The part of the cache that a program reads and adds to. A program decides what stands in its part only: a traced one never what
 * another workspace, or `gradlens exec`, executes.
 */
export interface CachePart {
  readonly folder: string;
  readonly part: string;
}

/** Rewritten files that stand in no folder: entries by their names, which one workspace's runs made and get. */
export interface CacheEntries {
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/** Parameters of plain runs: the case, and the leaves that `PlainRunParams.values` belong to. */
export interface PlainParams extends TraceParams {
  readonly leaves: readonly Leaf[];
}

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
