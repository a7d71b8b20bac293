import { list, record, whole } from '../shape.ts';
import { sentMessageShape, type MessageRequest, type SentMessage } from './shapes.ts';

const MOST = 10_000;

const memoryShape = record({ accepted: whole(0, Number.MAX_SAFE_INTEGER), messages: list(sentMessageShape, MOST) });

/** The latest ten thousand messages. A `clientId` is remembered as long as its message. */
export class Outbox {
  readonly #messages = new Map<string, SentMessage>();
  #accepted = 0;

  constructor(memory: unknown) {
    if (memory === undefined) return;
    const { accepted, messages } = memoryShape(memory, 'memory');
    this.#accepted = accepted;
    for (const message of messages) this.#messages.set(nameOf(message), message);
  }

  get memory(): { accepted: number; messages: SentMessage[] } {
    return { accepted: this.#accepted, messages: [...this.#messages.values()] };
  }

  to(phone: string | undefined): SentMessage[] {
    return [...this.#messages.values()].filter((message) => phone === undefined || message.to === phone);
  }

  find(appId: string, clientId: string): SentMessage | undefined {
    return this.#messages.get(nameOf({ appId, clientId }));
  }

  add(request: MessageRequest, rest: Pick<SentMessage, 'appId' | 'at' | 'status'>): SentMessage {
    this.#accepted += 1;
    const message = { messageId: `sms-${String(this.#accepted).padStart(8, '0')}`, ...request, ...rest };
    this.#messages.set(nameOf(message), message);
    for (const oldest of this.#messages.keys()) {
      if (this.#messages.size <= MOST) break;
      this.#messages.delete(oldest);
    }
    return message;
  }
}

function nameOf({ appId, clientId }: { appId: string; clientId: string }): string {
  return `${appId} ${clientId}`;
}
