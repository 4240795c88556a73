import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path at which nothing is: the run that is told of it ends when a file is there. */
export const newCancelFile = (): string => join(tmpdir(), `gradlens-${randomUUID()}.cancel`);

/** Asks a run to end by a file that it looks for; false where none can be written. */
export function canAsk(cancelFile: string): boolean {
  try {
    writeFileSync(cancelFile, '');
    return true;
  } catch {
    return false;
  }
}
