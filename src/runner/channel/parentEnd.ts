import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
  type MessageWriter,
  type NotificationMessage,
} from 'vscode-jsonrpc/node';
import { columnNotification } from '../../shared/protocol.ts';
import { Frames, type Frame } from './frames.ts';
import { bytesOf, FrameKind, messageOf, SECRET } from './wire.ts';

/**
 * The parent's end of the channel to a child: JSON-RPC over two pipes. Sends the secret first, and hears only messages that start
 * with it.
 *
 * @param most bytes of the largest message
 * @param onBroken called when what the child sent is too large, or cannot be read; nothing more is heard then
 */
export function connectParentEnd(
  requests: Writable,
  answers: Readable,
  most: number,
  onBroken: (error: unknown) => void,
): MessageConnection {
  const secret = randomBytes(SECRET);
  requests.on('error', () => undefined);
  answers.on('error', () => undefined);
  requests.write(secret);
  const reader = new FrameReader(answers, new Frames(secret, most), onBroken);
  const connection = createMessageConnection(reader, new FrameWriter(requests));
  connection.onClose(() => undefined);
  connection.onError(() => undefined);
  connection.listen();
  return connection;
}

class FrameReader extends AbstractMessageReader {
  readonly #answers: Readable;
  readonly #frames: Frames;
  readonly #onBroken: (error: unknown) => void;

  constructor(answers: Readable, frames: Frames, onBroken: (error: unknown) => void) {
    super();
    this.#answers = answers;
    this.#frames = frames;
    this.#onBroken = onBroken;
  }

  listen(callback: DataCallback): Disposable {
    const onData = (part: Buffer) => {
      const messages: Message[] = [];
      try {
        for (const frame of this.#frames.take(part)) messages.push(heard(frame));
      } catch (error) {
        this.#answers.off('data', onData).resume();
        this.fireError(error);
        this.#onBroken(error);
      }
      messages.forEach(callback);
    };
    this.#answers.on('data', onData).on('close', () => this.fireClose());
    return { dispose: () => void this.#answers.off('data', onData) };
  }
}

/** The message that a frame is; an array that comes as it is makes a notification. */
function heard({ kind, body }: Frame): Message {
  if (kind !== FrameKind.column) return messageOf(body) as Message;
  const notification: NotificationMessage = {
    jsonrpc: '2.0',
    method: columnNotification.method,
    params: { bytes: body },
  };
  return notification;
}

class FrameWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #requests: Writable;

  constructor(requests: Writable) {
    super();
    this.#requests = requests;
  }

  write(message: Message): Promise<void> {
    const body = bytesOf(message);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return new Promise((resolve, reject) => {
      this.#requests.write(length);
      this.#requests.write(body, (error) => (error ? reject(error) : resolve()));
    });
  }

  end(): void {
    this.#requests.end();
  }
}
