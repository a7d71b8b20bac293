import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { SourcePorts, NationalPlatform } from '../features/facts/index.ts';
import type { SmsGateway } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { withBreaker } from './breaker.ts';
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
  readonly nationalPlatform: NationalPlatform;
}

export async function connectSources(clock: Clock, telemetry: Telemetry, config: Config['sources']): Promise<Sources> {
  const endpoint = async (
    name: string,
    { url, appId, secretFile }: Config['sources']['smsGateway'],
  ): Promise<SourceEndpoint> => ({
    url,
    appId,
    secret: (await readFile(secretFile, 'utf8')).trim(),
    timed: (question) => telemetry.timed('source', name, question),
  });
  return {
    registry: withBreaker(
      clock,
      connectPopulationRegistry(clock, await endpoint('population-registry', config.populationRegistry)),
    ),
    // No breaker: what the gateway says of one number must not keep everybody from signing in.
    sms: connectSmsGateway(clock, await endpoint('sms-gateway', config.smsGateway)),
    nationalPlatform: withBreaker(
      clock,
      connectNationalPlatform(clock, await endpoint('national-platform', config.nationalPlatform)),
    ),
    itineraryCard: withBreaker(
      clock,
      connectItineraryCard(clock, await endpoint('itinerary-card', config.itineraryCard)),
    ),
    healthCommission: withBreaker(
      clock,
      connectHealthCommission(clock, await endpoint('health-commission', config.healthCommission)),
    ),
    natLaboratory: withBreaker(
      clock,
      connectNatLaboratory(clock, await endpoint('nat-laboratory', config.natLaboratory)),
    ),
  };
}
