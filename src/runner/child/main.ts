/** The child process that runs user code: one trace, or the plain runs of one check; see `shared/protocol.ts`. */
import {
  cacheNotification,
  caseNotification,
  compiledRequest,
  phaseNotification,
  plainRunRequest,
  preparePlainRequest,
  traceRequest,
  warmRequest,
  type PlainParams,
  type PlainRunParams,
  type CacheEntries,
  type CachePart,
  type TraceParams,
} from '../../shared/protocol.ts';
import { sendAhead } from '../channel/sentAhead.ts';
import { Cache, findIn, type Find, type Store } from '../load/cache.ts';
import { openChildEnd, type ChildEnd } from '../channel/childEnd.ts';
import type { Program } from './boot.ts';
import { withRealPaths } from './case.ts';
import { PlainProgram } from './plainRun.ts';
import { printAtOnce } from './printing.ts';
import { trace, type Reporter } from './tracedRun.ts';
import { allowTypeTests } from '../sandbox/typeTests.ts';
import { warmUp } from './warm.ts';

/** Files of an entry of the cache: each entry costs a message, and a file to write and to read. */
const TOGETHER = 64;

const { exit } = process;
// The parent handles Ctrl+C: it cancels and waits for the answer.
process.on('SIGINT', () => undefined);
// A program that waits for nothing that Node knows of is stopped at its limit.
setInterval(() => undefined, 2 ** 30);
allowTypeTests();
printAtOnce();

/** A request of the parent, and what the child sends: JSON-RPC. */
interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** What each request is answered with; an object that a program's `Map` has no part in. */
function handlers(
  notify: (type: { readonly method: string }, params: object) => void,
  sendColumn: ChildEnd['sendColumn'],
  program: Program,
) {
  const plain = new PlainProgram();
  return {
    [warmRequest.method]: warmUp,
    async [compiledRequest.method]() {
      if (program.isKept) return null;
      // With what a run needs of it.
      await warmUp();
      return program.compiled();
    },
    async [traceRequest.method](params: TraceParams) {
      const store: Store = (name, entry) => notify(cacheNotification, { name, entry });
      const { cache: kept } = params;
      const cache = kept && new Cache(findOf(kept), store, program.hash, TOGETHER);
      const report: Reporter = {
        phase: (phase) => notify(phaseNotification, { phase }),
        found: (files, span) => notify(caseNotification, { files, span }),
      };
      const answer = await trace(withRealPaths(params), report, cache);
      cache?.flush();
      return sendAhead(answer, sendColumn);
    },
    [preparePlainRequest.method]: (params: PlainParams) => plain.prepare(withRealPaths(params)),
    [plainRunRequest.method]: ({ values }: PlainRunParams) => plain.run(values),
  };
}

/** Finds the rewritten files of earlier runs, where they are. */
function findOf(cache: CachePart | CacheEntries): Find {
  if (!('entries' in cache)) return findIn(cache);
  const { entries } = cache;
  return (name) => entries.get(name);
}

/** Answers one request after the other, as long as there is a parent. Nothing runs between an answer and the next request. */
async function serve(channel: ChildEnd, program: Program): Promise<void> {
  const known: Record<string, (params: never) => unknown> = handlers(
    ({ method }, params) => channel.send({ jsonrpc: '2.0', method, params }),
    channel.sendColumn,
    program,
  );
  for (let request = channel.receive(); request; request = channel.receive()) {
    const { id, method, params } = request as Request;
    try {
      const result: unknown = await known[method]!(params as never);
      channel.send({ jsonrpc: '2.0', id, result: result ?? null });
    } catch (error) {
      channel.send({ jsonrpc: '2.0', id, error: { code: -32603, message: (error as Error).message } });
    }
  }
}

/** Serves the parent until it is gone. */
export function start(program: Program): void {
  const channel = openChildEnd();
  // Without a parent nobody waits for an answer.
  if (!channel) exit();
  else
    serve(channel, program).then(
      () => exit(),
      () => exit(1),
    );
}
