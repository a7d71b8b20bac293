import type { NodeContext } from '../../node-context.ts';
import type { Tick } from '../../platform/jobs.ts';
import { forgetTickets } from './queue.ts';

export { type AdmissionDeps, createAdmission, type LetIn } from './admission.ts';
export type { Load } from './flow.ts';
export { type UsedTicket, useTickets } from './queue.ts';

export function admissionTicks(deps: Pick<NodeContext, 'db'>): Tick[] {
  return [{ name: 'admission.tickets', everySeconds: 600, run: (now) => forgetTickets(deps, now) }];
}
