/** A node's address as it is built into the program, unless one was given: what a test puts in its place. */
export const builtInAddress = 'https://node.invalid';

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The telephone's network: what goes over it is noted, and it can be cut. */
export interface Network {
  isUp: boolean;
  /** `METHOD /path` of what was asked since the last look, also without a network. */
  requests(): string[];
  ask(asked: Asked): Promise<Answered>;
}

export function openNetwork(nodeUrl: string): Network {
  let seen: string[] = [];
  return {
    isUp: true,
    requests() {
      const before = seen;
      seen = [];
      return before;
    },
    async ask({ url, method, headers, body }) {
      seen.push(`${method} ${new URL(url).pathname}`);
      if (!this.isUp) throw new Error('there is no network');
      const response = await fetch(url.replace(builtInAddress, nodeUrl), { method, headers, body: body ?? null });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
    },
  };
}
