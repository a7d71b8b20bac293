import type { SimulatedClock } from './clock.ts';
import { faultShape, type FaultSwitch } from './faults.ts';
import { formatInstant } from './instants.ts';
import { mergePatch } from './merge-patch.ts';
import { route, type Definition, type Program, type Routes } from './program.ts';
import { Refusal } from './refusal.ts';
import type { RequestRecord } from './request-record.ts';
import { flag, optional, record, type Shape } from './shape.ts';
import { clientsShape, type Kept } from './state.ts';
import { instant } from './wire.ts';

export interface Managed<A> {
  definition: Definition<A>;
  kept: Kept<A>;
  keep(): Promise<void>;
  clock: SimulatedClock;
  faults: FaultSwitch;
  requests: RequestRecord;
  program: Program;
}

const nothing = record({});
const anything: Shape<unknown> = (value) => value;
const clockShape = record({ now: instant, running: optional(flag) });

/** The management port's routes that every simulator has. A change is durable before it is answered. */
export function managementRoutes<A>({ definition, kept, keep, clock, faults, requests, program }: Managed<A>): Routes {
  const load = async (answers: A) => {
    kept.answers = answers;
    program.answersChanged?.();
    await keep();
    return { loaded: true };
  };
  const time = () => ({ now: formatInstant(clock.now()) });
  return {
    'GET /status': route(nothing, () => ({ simulator: definition.name, ...time(), fault: faults.current })),
    'GET /answers': route(nothing, () => kept.answers as object),
    'PUT /answers': route(definition.answersShape, load),
    'PATCH /answers': route(anything, (patch) => load(definition.answersShape(mergePatch(kept.answers, patch), ''))),
    'DELETE /answers': route(nothing, () => load(definition.noAnswers)),
    'GET /faults': route(nothing, () => faults.current),
    'PUT /faults': route(faultShape, (fault) => {
      if (fault.mode === 'duplicate' && !definition.canDouble) {
        throw new Refusal(400, 'request-malformed', `Nothing in the answers of ${definition.name} can come double.`);
      }
      faults.set(fault);
      return fault;
    }),
    'GET /requests': route(nothing, () => ({ requests: requests.entries })),
    'DELETE /requests': route(nothing, () => {
      requests.clear();
      return { requests: [] };
    }),
    'PUT /clients': route(clientsShape, async (clients) => {
      kept.clients = clients;
      await keep();
      return { clients: Object.keys(clients) };
    }),
    'GET /clock': route(nothing, time),
    'PUT /clock': route(clockShape, ({ now, running }) => {
      clock.set(Date.parse(now), running ?? true);
      return time();
    }),
    'DELETE /clock': route(nothing, () => {
      clock.reset();
      return time();
    }),
  };
}
