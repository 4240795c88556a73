/** The child process that runs user code: one trace, or the plain runs of one check; see `shared/protocol.ts`. */
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  cacheNotification,
  caseNotification,
  phaseNotification,
  pieceNotification,
  plainRunRequest,
  preparePlainRequest,
  traceRequest,
} from '../../shared/protocol.ts';
import { sendAhead } from '../../shared/pieces.ts';
import { PlainProgram } from './plainRun.ts';
import { withRealPaths } from './case.ts';
import { takePort } from './port.ts';
import { trace } from './tracedRun.ts';
import { allowTypeTests } from './typeTests.ts';
import { warmUp } from './warm.ts';

const exit = process.exit.bind(process);
// Without a parent nobody waits for an answer. The parent handles Ctrl+C: it cancels and waits for the answer.
process.on('disconnect', () => exit());
process.on('SIGINT', () => undefined);

allowTypeTests();
const port = takePort();
const connection = createMessageConnection(
  new IPCMessageReader(port.process),
  new IPCMessageWriter(port.process),
);

/** Milliseconds after which a spare warms up. */
const IDLE = 400;
let idle: NodeJS.Timeout | undefined;
let wanted = false;
const beginWork = () => {
  wanted = true;
  clearTimeout(idle);
};

connection.onRequest(traceRequest, async (params) => {
  beginWork();
  const answer = await trace(withRealPaths(params), {
    phase: (phase) => void connection.sendNotification(phaseNotification, { phase }),
    found: (files, span) => void connection.sendNotification(caseNotification, { files: [...files], span }),
    cache: (name, entry) => void connection.sendNotification(cacheNotification, { name, entry }),
  });
  return sendAhead(answer, async (piece) => {
    await connection.sendNotification(pieceNotification, piece);
    await port.flushed();
  });
});

const plain = new PlainProgram();
connection.onRequest(preparePlainRequest, (params) => {
  beginWork();
  return plain.prepare(withRealPaths(params));
});
connection.onRequest(plainRunRequest, ({ values }) => plain.run(values));

connection.listen();

// A spare waits until it is needed. It warms up late: the run before it is still busy at first.
if (process.argv.includes('--warm')) idle = setTimeout(() => void warmUp(() => wanted), IDLE);
