/** The child process that runs user code: one trace, or the plain runs of one check; see `shared/protocol.ts`. */
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  caseNotification,
  phaseNotification,
  plainRunRequest,
  preparePlainRequest,
  traceRequest,
} from '../shared/protocol.ts';
import { PlainProgram } from './plain.ts';
import { takePort } from './port.ts';
import { trace } from './trace.ts';

const port = takePort();
const connection = createMessageConnection(new IPCMessageReader(port), new IPCMessageWriter(port));

connection.onRequest(traceRequest, (params) =>
  trace(params, {
    phase: (phase) => void connection.sendNotification(phaseNotification, { phase }),
    found: (files, span) => void connection.sendNotification(caseNotification, { files: [...files], span }),
  }),
);

const plain = new PlainProgram();
connection.onRequest(preparePlainRequest, (params) => plain.prepare(params));
connection.onRequest(plainRunRequest, ({ values }) => plain.run(values));

connection.listen();
