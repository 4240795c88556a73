// A process that runs its share of random programs: `worker.ts <plan as JSON>`. What it finds goes to the process that started it.
import { fuzz, type Difference, type Plan, type Report } from './session.ts';

/** What a worker sends: each difference when it is found, and the report at the end. */
export interface Message {
  readonly difference?: Difference;
  readonly report?: Report;
}

let running = '';
// what nobody catches ends the run, if it is not the program's own
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  process.stderr.write(`${error.stack}\n${running}\n`);
  process.exit(1);
});
const send = (message: Message) => process.send!(message);
const report = await fuzz(
  JSON.parse(process.argv[2]!) as Plan,
  (difference) => send({ difference }),
  (source) => (running = source),
);
send({ report });
process.disconnect();
