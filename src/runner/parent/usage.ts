import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process uses. */
export interface Usage {
  /** Bytes that are in memory; 0 if it is gone or cannot be asked. */
  readonly memory: number;
  /** Milliseconds of processor time so far, of all its threads; undefined if it cannot be asked. */
  readonly used: number | undefined;
}

const unknown: Usage = { memory: 0, used: undefined };
const isLinux = process.platform === 'linux';

/** Milliseconds between two looks at a process: elsewhere each takes a process of its own. */
export const LOOK = isLinux ? 40 : 400;

/** What a process uses now. On Windows it cannot be asked. */
export async function usageOf(pid: number | undefined): Promise<Usage> {
  if (pid === undefined || process.platform === 'win32') return unknown;
  return isLinux ? readUsage(pid) : askUsage(pid);
}

/** Milliseconds of the unit in which Linux tells processor time, on every machine that Node runs on. */
const TICK = 10;

function readUsage(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const memory = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // The name, which stands before them in parentheses, may have blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { memory: Number(memory ?? 0) * 1024, used: (Number(fields[11]) + Number(fields[12])) * TICK };
  } catch {
    return unknown;
  }
}

/** The same by `ps`, as macOS has it. */
export function askUsage(pid: number): Promise<Usage> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=,time=', '-p', String(pid)], (error, text) => {
      const [memory, time] = text.trim().split(/\s+/);
      resolve(error || !time ? unknown : { memory: Number(memory) * 1024, used: milliseconds(time) });
    });
  });
}

/** `1-02:03:04`, `2:03.45`: days, hours, minutes, seconds. */
export function milliseconds(text: string): number {
  const [rest, days = '0'] = text.split('-').toReversed();
  const seconds = rest!.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
  return 1000 * (24 * 60 * 60 * Number(days) + seconds);
}
