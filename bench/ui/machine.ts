import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds that a Node takes to do nothing, now: the unit of every time, since machines and their load differ. */
export function unit(): number {
  const begin = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - begin;
}

/** Bytes of memory of the extension host that this process's editor runs, now and at most so far; Linux tells. */
export function hostMemory(): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${hostProcess()}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1] ?? NaN) * 1024;
  return { now: bytes('VmRSS'), most: bytes('VmHWM') };
}

function hostProcess(): string {
  const found = readdirSync('/proc').find(
    (pid) => /^\d+$/.test(pid) && isOurs(pid) && read(pid, 'cmdline').includes('--type=extensionHost'),
  );
  if (!found) throw new Error('There is no extension host.');
  return found;
}

/** Whether this process started another, or what started it. */
function isOurs(pid: string): boolean {
  const parent = /^\d+ \(.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1];
  return parent === String(process.pid) || (parent !== undefined && Number(parent) > 1 && isOurs(parent));
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
