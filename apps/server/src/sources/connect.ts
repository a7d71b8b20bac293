import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { AlipayPlatform, WechatPlatform } from '../features/channel/index.ts';
import type { SourcePorts, NationalPlatform } from '../features/facts/index.ts';
import type { SmsGateway } from '../features/identity/index.ts';
import type { MessageChannels, ReceiptSignatures } from '../features/notification/index.ts';
import type { Clock } from '../platform/clock.ts';
import { connectAlipay } from './alipay.ts';
import { connectHealthCommission } from './health-commission.ts';
import { connectItineraryCard } from './itinerary-card.ts';
import { connectNatLaboratory } from './nat-laboratory.ts';
import { connectNationalPlatform } from './national-platform.ts';
import { connectPopulationRegistry } from './population-registry.ts';
import type { SourceEndpoint } from './signed-request.ts';
import { createSmsChannel } from './sms-channel.ts';
import { connectSmsGateway } from './sms-gateway.ts';
import { createReceiptSignatures } from './sms-receipt.ts';
import { connectWechat } from './wechat.ts';

/** Every system outside the node, behind the ports that the features declare. */
export interface Sources extends SourcePorts {
  readonly sms: SmsGateway;
  readonly nationalPlatform: NationalPlatform;
  readonly wechat: WechatPlatform;
  readonly alipay: AlipayPlatform;
  readonly channels: MessageChannels;
  readonly receiptSignatures: ReceiptSignatures;
}

export async function connectSources(clock: Clock, config: Config['sources']): Promise<Sources> {
  const gateway = await endpoint(config.smsGateway);
  const sms = connectSmsGateway(clock, gateway);
  const wechat = connectWechat(clock, { ...config.wechat, secret: await text(config.wechat.secretFile) });
  const alipay = connectAlipay(clock, {
    ...config.alipay,
    privateKey: createPrivateKey(await text(config.alipay.privateKeyFile)),
    alipayPublicKey: createPublicKey(await text(config.alipay.alipayPublicKeyFile)),
    contentKey: Buffer.from(await text(config.alipay.contentKeyFile), 'base64'),
  });
  return {
    registry: connectPopulationRegistry(clock, await endpoint(config.populationRegistry)),
    sms,
    wechat: wechat.platform,
    alipay: alipay.platform,
    channels: {
      wechat: wechat.channel,
      alipay: alipay.channel,
      sms: createSmsChannel(sms, config.smsGateway.perSecond),
    },
    receiptSignatures: createReceiptSignatures(clock, gateway),
    nationalPlatform: connectNationalPlatform(clock, await endpoint(config.nationalPlatform)),
    itineraryCard: connectItineraryCard(clock, await endpoint(config.itineraryCard)),
    healthCommission: connectHealthCommission(clock, await endpoint(config.healthCommission)),
    natLaboratory: connectNatLaboratory(clock, await endpoint(config.natLaboratory)),
  };
}

async function endpoint({ url, appId, secretFile }: Config['sources']['populationRegistry']): Promise<SourceEndpoint> {
  return { url, appId, secret: await text(secretFile) };
}

async function text(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}
