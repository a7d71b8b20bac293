export interface Request {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type Send = (request: Request) => Promise<Answer>;

const patienceMs = 30_000;

/** Sends as it is, follows nothing, and waits thirty seconds at most. */
export const sendOverHttp: Send = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
};
