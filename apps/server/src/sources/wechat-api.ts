import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { exchange, type Exchanged } from './exchange.ts';
import { createWechatToken } from './wechat-token.ts';

export interface WechatApplication {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
}

interface Answered {
  /** 0 where all is well. */
  readonly errcode: number;
  readonly answer: unknown;
}

/** WeChat's server interface as one application asks it. Both throw an Error when the platform does not answer. */
export interface WechatApi {
  get(path: string, query: Readonly<Record<string, string>>): Promise<Answered>;
  /** With the application's token. */
  post(path: string, body: object): Promise<Answered>;
}

/** Everything the platform answers is a 200; what matters is `errcode`. A session has none where all is well; everything else has a 0. */
const Answer = Type.Object({ errcode: Type.Integer() });
const tokenInvalid: readonly number[] = [40_001, 40_014, 42_001];

/** @throws Error where the number is another than that all is well */
export function requireWechatOk(errcode: number): void {
  if (errcode !== 0) throw new Error(`the platform answered ${errcode}`);
}

export function createWechatApi(clock: Clock, application: WechatApplication): WechatApi {
  const token = createWechatToken(clock, application);
  return {
    get: (path, query) => get(application, path, query),
    async post(path, body) {
      const first = await call(application, path, await token.get(), body);
      if (!tokenInvalid.includes(first.errcode)) return first;
      // Renewed by somebody else, or taken back: the next one is asked for, once.
      token.drop();
      return call(application, path, await token.get(), body);
    },
  };
}

async function get({ url: base }: WechatApplication, path: string, query: Readonly<Record<string, string>>) {
  const url = new URL(base + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const answer = read(await exchange(url, { method: 'GET', headers: {} }));
  return { errcode: Value.Check(Answer, answer) ? answer.errcode : 0, answer };
}

async function call({ url: base }: WechatApplication, path: string, accessToken: string, body: object) {
  const url = new URL(base + path);
  url.searchParams.set('access_token', accessToken);
  const headers = { 'content-type': 'application/json' };
  const answer = read(await exchange(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  return { errcode: expectShape(Answer, answer).errcode, answer };
}

function read({ status, text }: Exchanged): unknown {
  if (status !== 200) throw new Error(`status ${status}`);
  return JSON.parse(text);
}
