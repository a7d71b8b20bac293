import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createPatience, noTelemetry } from '@tongxing/server';
import { readConfig } from '@tongxing/server/config';
import { connectSources, type Sources } from '@tongxing/server/sources';
import { alipayAppKey, provisionNode } from '../node/provision.ts';
import { manage } from '../simulators/ask.ts';
import { alipayGateway } from '../simulators/alipay-gateway/alipay-gateway.ts';
import { messageTemplates } from '../simulators/seed-data.ts';
import { startSimulator, type RunningSimulator } from '../simulators/simulator.ts';
import { smsGateway } from '../simulators/sms-gateway/sms-gateway.ts';
import { wechatPlatform } from '../simulators/wechat-platform/wechat-platform.ts';

/** The name of Shanxi at every platform. */
export const app = 'tongxing-140000';

/** How silence and nonsense are told. */
export const silence = /socket hang up|status 502|JSON|unexpected shape/;

/** The platforms of messages, sign-in and face checks, and what a node has of them. */
export interface Platforms {
  readonly sources: Sources;
  readonly wechat: RunningSimulator;
  readonly alipay: RunningSimulator;
  readonly sms: RunningSimulator;
  /** The node's time in milliseconds since 1970. */
  readonly clock: { time: number };
  /** The time of all. */
  at(instant: number): Promise<void>;
  /** Ends every fault. */
  mend(): Promise<void>;
  /** What a node has of Alipay through somebody in between, who reads what is asked and changes what is answered. */
  throughChanger(
    change: (answer: string, asked: URLSearchParams) => string,
  ): Promise<{ sources: Sources; close(): void }>;
  close(): Promise<void>;
}

export async function openPlatforms(): Promise<Platforms> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-'));
  const free = { port: 0, managementPort: 0 };
  const wechat = await startSimulator(wechatPlatform, free);
  const alipay = await startSimulator(alipayGateway, free);
  const sms = await startSimulator(smsGateway, free);
  const all = [wechat, alipay, sms];
  const urls: Record<string, string> = {
    'wechat-platform': wechat.url,
    'alipay-gateway': alipay.url,
    'sms-gateway': sms.url,
  };
  const plan = {
    division: '140000',
    folder,
    socketFolder: folder,
    port: 37_000,
    databaseUrl: 'postgresql:///none',
    simulatorUrl: (name: string) => urls[name] ?? 'http://127.0.0.1:9',
    trustFolder: folder,
    alipayKeys: (await manage(alipay.managementUrl, 'GET /keys')).body as { publicKey: string; contentKey: string },
  };
  const configFile = await provisionNode(plan);
  await manage(alipay.managementUrl, 'PUT /clients', { [app]: await alipayAppKey(plan) });
  await manage(wechat.managementUrl, 'PUT /answers', { templates: messageTemplates, dailyQuota: 1000 });
  await manage(alipay.managementUrl, 'PUT /answers', { templates: messageTemplates });
  const clock = { time: Date.now() };
  const connect = async (alipayUrl = alipay.url) => {
    const { sources } = await readConfig(configFile);
    sources.alipay.url = alipayUrl;
    const time = { now: () => new Date(clock.time) };
    return connectSources({ clock: time, telemetry: noTelemetry, patience: createPatience(time) }, sources);
  };
  return {
    sources: await connect(),
    wechat,
    alipay,
    sms,
    clock,
    async at(instant) {
      clock.time = instant;
      const now = new Date(instant).toISOString();
      for (const { managementUrl } of all) await manage(managementUrl, 'PUT /clock', { now, running: false });
    },
    async mend() {
      for (const { managementUrl } of all) await manage(managementUrl, 'PUT /faults', { mode: 'none' });
    },
    async throughChanger(change) {
      const changer = createServer((request, response) => {
        void (async () => {
          const body = await buffer(request);
          const answer = await fetch(`${alipay.url}/gateway.do`, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body,
          });
          response.end(change(await answer.text(), new URLSearchParams(body.toString())));
        })();
      }).listen(0, '127.0.0.1');
      await once(changer, 'listening');
      return {
        sources: await connect(`http://127.0.0.1:${(changer.address() as AddressInfo).port}`),
        close() {
          changer.closeAllConnections();
          changer.close();
        },
      };
    },
    async close() {
      for (const simulator of all) await simulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}
