import { routes, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { appealAbout, type AppealDeps, lockForStaff } from '../appeal/index.ts';
import { receivedColours } from '../colour-event/index.ts';
import { healthInformation, type HealthInformationDeps } from '../decision/index.ts';
import type { TrustListSource } from '../federation/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { describeDispute, isDispute } from './dispute.ts';

type Deps = AppealDeps & HealthInformationDeps & NodeContext & { readonly trustList: TrustListSource };

/** Where an origin and this province say different things of her, or an appeal runs between them. */
async function disputesOf(deps: Deps, personId: string): Promise<schemas.Dispute[]> {
  const { received } = await receivedColours(deps, personId);
  if (received.length === 0) return [];
  const { colour, decidedAt, reasons, contest } = await healthInformation(deps, personId);
  const destination = { colour, decidedAt, reasons, contest };
  const all = await Promise.all(
    received.map(async (origin) => ({
      origin,
      destination,
      appeal: (await appealAbout(deps.db, deps, personId, origin.division)) ?? null,
    })),
  );
  return all.filter(isDispute).map(describeDispute);
}

export function disputeRoutes(deps: Deps): Implementation[] {
  return [
    implement(routes.listDisputes, async ({ principal }) => ({
      disputes: await disputesOf(deps, principal.personId),
    })),
    implement(routes.readAppealDispute, async ({ principal, params }) => {
      const personId = await transact(deps.db, async (tx) => {
        const appeal = await lockForStaff(tx, principal, params.appealId);
        await recordStaffAccess(tx, deps, {
          staff: principal,
          personId: appeal.person_id,
          purpose: 'appeal-review',
          seen: ['colour', 'reasons', 'appeal'],
          reference: appeal.number,
        });
        return appeal.person_id;
      });
      return { disputes: await disputesOf(deps, personId) };
    }),
  ];
}
