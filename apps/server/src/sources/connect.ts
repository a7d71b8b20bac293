import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { SourcePorts, NationalPlatform } from '../features/facts/index.ts';
import type { ExitEntryRegistry, SmsGateway } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { connectExitEntryRegistry } from './exit-entry-registry.ts';
import { connectHealthCommission } from './health-commission.ts';
import { connectItineraryCard } from './itinerary-card.ts';
import { connectNatLaboratory } from './nat-laboratory.ts';
import { connectNationalPlatform } from './national-platform.ts';
import { connectPopulationRegistry } from './population-registry.ts';
import type { SourceEndpoint } from './signed-request.ts';
import { connectSmsGateway } from './sms-gateway.ts';

/** Every system outside the node, behind the ports that the features declare. */
export interface Sources extends SourcePorts {
  readonly sms: SmsGateway;
  readonly exitEntry: ExitEntryRegistry;
  readonly nationalPlatform: NationalPlatform;
}

export async function connectSources(clock: Clock, config: Config['sources']): Promise<Sources> {
  return {
    registry: connectPopulationRegistry(clock, await endpoint(config.populationRegistry)),
    exitEntry: connectExitEntryRegistry(clock, await endpoint(config.exitEntryRegistry)),
    sms: connectSmsGateway(clock, await endpoint(config.smsGateway)),
    nationalPlatform: connectNationalPlatform(clock, await endpoint(config.nationalPlatform)),
    itineraryCard: connectItineraryCard(clock, await endpoint(config.itineraryCard)),
    healthCommission: connectHealthCommission(clock, await endpoint(config.healthCommission)),
    natLaboratory: connectNatLaboratory(clock, await endpoint(config.natLaboratory)),
  };
}

async function endpoint({ url, appId, secretFile }: Config['sources']['smsGateway']): Promise<SourceEndpoint> {
  return { url, appId, secret: (await readFile(secretFile, 'utf8')).trim() };
}
