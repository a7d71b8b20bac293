import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { AlipayPlatform, WechatPlatform } from '../features/channel/index.ts';
import type { SourcePorts, NationalPlatform } from '../features/facts/index.ts';
import type { ExitEntryRegistry, SmsGateway } from '../features/identity/index.ts';
import type { MessageChannel, MessageChannels, ReceiptSignatures } from '../features/notification/index.ts';
import type { FaceProvider, FaceProviders } from '../features/face/index.ts';
import type { ProvincialApp } from '../features/sign-on/index.ts';
import type { NodeContext } from '../node-context.ts';
import { connectAlipay } from './alipay.ts';
import { createBreaker, throughEach } from './breaker.ts';
import { connectExitEntryRegistry } from './exit-entry-registry.ts';
import { connectHealthCommission } from './health-commission.ts';
import { connectItineraryCard } from './itinerary-card.ts';
import { connectNatLaboratory } from './nat-laboratory.ts';
import { connectNationalPlatform } from './national-platform.ts';
import { connectPopulationRegistry } from './population-registry.ts';
import { connectProvincialApp } from './provincial-app.ts';
import type { SourceEndpoint } from './signed-request.ts';
import { createSmsChannel } from './sms-channel.ts';
import { connectSmsGateway } from './sms-gateway.ts';
import { createReceiptSignatures } from './sms-receipt.ts';
import { connectWechat } from './wechat.ts';

/** Every system outside the node, behind the ports that the features declare. */
export interface Sources extends SourcePorts {
  readonly sms: SmsGateway;
  readonly exitEntry: ExitEntryRegistry;
  readonly nationalPlatform: NationalPlatform;
  readonly wechat: WechatPlatform;
  readonly alipay: AlipayPlatform;
  readonly faces: FaceProviders;
  /** Absent where nothing of one is configured. */
  readonly provincialApp: ProvincialApp | undefined;
  readonly channels: MessageChannels;
  readonly receiptSignatures: ReceiptSignatures;
}

export async function connectSources(
  { clock, telemetry, patience }: Pick<NodeContext, 'clock' | 'telemetry' | 'patience'>,
  config: Config['sources'],
): Promise<Sources> {
  const guarded = <P extends object>(name: string, port: P) => {
    const ask = createBreaker(clock);
    return throughEach(port, (question) => patience(name, () => ask(question)));
  };
  const patient = (name: string, channel: MessageChannel): MessageChannel => ({
    ...channel,
    send: (message) => patience(name, () => channel.send(message)),
  });
  const patientFaces = (name: string, faces: FaceProvider): FaceProvider => ({
    ...faces,
    begin: (check) => patience(name, () => faces.begin(check)),
    passed: (check) => patience(name, () => faces.passed(check)),
  });
  const endpoint = async (
    name: string,
    { url, appId, secretFile }: Config['sources']['populationRegistry'],
  ): Promise<SourceEndpoint> => ({
    url,
    appId,
    secret: await text(secretFile),
    timed: (question) => telemetry.timed('source', name, question),
  });
  const gateway = await endpoint('sms-gateway', config.smsGateway);
  const sms = connectSmsGateway(clock, gateway);
  const wechat = connectWechat(clock, { ...config.wechat, secret: await text(config.wechat.secretFile) });
  const alipay = connectAlipay(clock, {
    ...config.alipay,
    privateKey: createPrivateKey(await text(config.alipay.privateKeyFile)),
    alipayPublicKey: createPublicKey(await text(config.alipay.alipayPublicKeyFile)),
    contentKey: Buffer.from(await text(config.alipay.contentKeyFile), 'base64'),
  });
  return {
    registry: guarded(
      'population-registry',
      connectPopulationRegistry(clock, await endpoint('population-registry', config.populationRegistry)),
    ),
    exitEntry: guarded(
      'exit-entry-registry',
      connectExitEntryRegistry(clock, await endpoint('exit-entry-registry', config.exitEntryRegistry)),
    ),
    // No breaker: what the gateway says of one number must not keep everybody from signing in.
    sms,
    wechat: wechat.platform,
    alipay: alipay.platform,
    faces: { wechat: patientFaces('wechat', wechat.faces), alipay: patientFaces('alipay', alipay.faces) },
    provincialApp:
      config.provincialApp === undefined
        ? undefined
        : guarded(
            'provincial-app',
            connectProvincialApp(clock, {
              issuer: config.provincialApp.issuer,
              clientId: config.provincialApp.clientId,
              secret: await text(config.provincialApp.secretFile),
              timed: (question) => telemetry.timed('source', 'provincial-app', question),
            }),
          ),
    channels: {
      wechat: patient('wechat', wechat.channel),
      alipay: patient('alipay', alipay.channel),
      sms: patient('sms-gateway', createSmsChannel(sms, config.smsGateway.perSecond)),
    },
    receiptSignatures: createReceiptSignatures(clock, gateway),
    nationalPlatform: guarded(
      'national-platform',
      connectNationalPlatform(clock, await endpoint('national-platform', config.nationalPlatform)),
    ),
    itineraryCard: guarded(
      'itinerary-card',
      connectItineraryCard(clock, await endpoint('itinerary-card', config.itineraryCard)),
    ),
    healthCommission: guarded(
      'health-commission',
      connectHealthCommission(clock, await endpoint('health-commission', config.healthCommission)),
    ),
    natLaboratory: guarded(
      'nat-laboratory',
      connectNatLaboratory(clock, await endpoint('nat-laboratory', config.natLaboratory)),
    ),
  };
}

async function text(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}
