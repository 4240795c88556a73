import { spawn, type ChildProcess } from 'node:child_process';

/** Reads ids of processes to hold and to let go, until the pipe to its starter closes; then ends those that it still holds. */
const script = `held=
while read -r what pid; do
  case $what in
    hold) held="$held $pid" ;;
    free) rest=; for one in $held; do [ "$one" = "$pid" ] || rest="$rest $one"; done; held=$rest ;;
  esac
done
for one in $held; do kill -s KILL "$one"; done`;

/**
 * Ends the held processes when this one is gone, however that went and whatever they are doing: a process of its own waits for it.
 * Windows does so by itself.
 */
export class Leash {
  #shell: ChildProcess | undefined;
  #ended = false;

  hold(pid: number): void {
    if (process.platform === 'win32' || this.#ended) return;
    this.#shell ??= start();
    this.#shell.stdin!.write(`hold ${pid}\n`);
  }

  free(pid: number): void {
    this.#shell?.stdin!.write(`free ${pid}\n`);
  }

  /** Ends what is still held. */
  end(): void {
    this.#ended = true;
    this.#shell?.stdin!.end();
  }
}

function start(): ChildProcess {
  // A group of its own: what ends this process's group leaves it alive.
  const shell = spawn('/bin/sh', ['-c', script, 'gradlens-leash'], {
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined).unref();
  shell.stdin.on('error', () => undefined);
  (shell.stdin as unknown as { unref(): void }).unref();
  return shell;
}
