import { formatInstant } from './instants.ts';

export interface RecordedRequest {
  at: string;
  method: string;
  path: string;
  /** Present once the sign was found right. */
  appId?: string;
  parameters?: Record<string, unknown>;
  /** Absent while unanswered, and where the connection was destroyed. */
  status?: number;
  fault: string;
}

const MOST = 1_000;

/** The latest requests, oldest first. */
export class RequestRecord {
  #entries: RecordedRequest[] = [];

  get entries(): readonly RecordedRequest[] {
    return this.#entries;
  }

  begin(now: number, method: string, path: string, fault: string): RecordedRequest {
    const entry: RecordedRequest = { at: formatInstant(now), method, path, fault };
    this.#entries.push(entry);
    if (this.#entries.length > MOST) this.#entries.shift();
    return entry;
  }

  clear(): void {
    this.#entries = [];
  }
}
