import { ProblemError, type Transport } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';

/** Speaks HTTP to a node in this process without a socket. */
export function injectInto(app: FastifyInstance): Transport {
  return async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url);
    const answer = await app.inject({
      method: method as 'GET',
      url: pathname + search,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    const get = (name: string) => {
      const value = answer.headers[name];
      return value === undefined ? null : String(value);
    };
    return {
      status: answer.statusCode,
      headers: { get },
      text: async () => answer.payload,
      arrayBuffer: async () => new Uint8Array(answer.rawPayload).buffer,
    };
  };
}

/** The code of the problem a call is answered with; `none` when it is answered otherwise. */
export async function problemOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'none';
}
