// A process that runs its share of random programs: `worker.ts <plan as JSON>`. What it finds goes to the process that started it.
import { fuzz, type Difference, type Plan, type Report } from './session.ts';

/** What a worker sends: each difference when it is found, and the report at the end. */
export interface Message {
  readonly difference?: Difference;
  readonly report?: Report;
}

// what nobody catches is a program's own, and may be that of one that is over
process.on('uncaughtException', () => undefined);
// nor does it go on when the process that started it has ended
process.on('disconnect', () => process.exit());
const send = (message: Message) => process.send!(message);
const report = await fuzz(JSON.parse(process.argv[2]!) as Plan, (difference) => send({ difference }));
send({ report });
process.disconnect();
