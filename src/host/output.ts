import { window, type Disposable, type LogOutputChannel, type OutputChannel } from 'vscode';

/** Two channels: what user code prints, and GradLens's own log. */
export class Output implements Disposable {
  readonly #user: OutputChannel = window.createOutputChannel('GradLens Output');
  readonly #log: LogOutputChannel = window.createOutputChannel('GradLens', { log: true });

  /** Shows the output of traced code. */
  user(text: string): void {
    this.#user.append(text);
  }

  log(text: string): void {
    this.#log.info(text);
  }

  error(error: unknown): void {
    this.#log.error(error instanceof Error ? error : String(error));
  }

  show(): void {
    this.#log.show(true);
  }

  dispose(): void {
    this.#user.dispose();
    this.#log.dispose();
  }
}
