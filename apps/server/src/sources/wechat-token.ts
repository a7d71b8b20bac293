import { Type } from 'typebox';
import { addSeconds, type Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { exchange } from './exchange.ts';

const Answer = Type.Object({
  access_token: Type.String({ minLength: 1, maxLength: 1024 }),
  expires_in: Type.Integer({ minimum: 1 }),
});

/** A token is renewed so long before its end; the platform gives the next one from five minutes before on. */
const earlySeconds = 240;

export interface WechatToken {
  get(): Promise<string>;
  /** The platform does not take it any more. */
  drop(): void;
}

/**
 * The token of the mini-program, kept until shortly before its end and asked for by one caller at a time. Of the stable kind: asking for it
 * again does not take away the one another process holds.
 */
export function createWechatToken(
  clock: Clock,
  endpoint: { readonly url: string; readonly appId: string; readonly secret: string },
): WechatToken {
  let held: { token: string; until: Date } | undefined;
  let asking: Promise<string> | undefined;
  const renew = async () => {
    const url = new URL(`${endpoint.url}/cgi-bin/stable_token`);
    const body = JSON.stringify({
      grant_type: 'client_credential',
      appid: endpoint.appId,
      secret: endpoint.secret,
      force_refresh: false,
    });
    const { status, text } = await exchange(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (status !== 200) throw new Error(`status ${status}`);
    const answer = expectShape(Answer, JSON.parse(text));
    held = { token: answer.access_token, until: addSeconds(clock.now(), answer.expires_in - earlySeconds) };
    return answer.access_token;
  };
  return {
    async get() {
      if (held !== undefined && clock.now() < held.until) return held.token;
      asking ??= renew().finally(() => (asking = undefined));
      return asking;
    },
    drop() {
      held = undefined;
    },
  };
}
