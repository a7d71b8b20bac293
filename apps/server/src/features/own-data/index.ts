import { routes, type schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { askClosure, describeOwnData, exportOwnData, type OwnDataDeps, sendCode, withdrawClosure } from './closure.ts';

export { ownDataTicks } from './carry-out.ts';

export function ownDataRoutes(deps: OwnDataDeps): Implementation[] {
  return [
    implement(routes.getOwnData, ({ principal }) => describeOwnData(deps, principal.personId)),
    implement(routes.sendOwnDataCode, async ({ principal, body, source }) => {
      await sendCode(deps, principal, body, source);
      return { sent: true };
    }),
    implement(routes.exportOwnData, ({ principal, body }) => exportOwnData(deps, principal, body.code)),
    implement(routes.closeAccount, ({ principal, body }) => askClosure(deps, principal, body.code)),
    implement(routes.keepAccount, async ({ principal }) => {
      await withdrawClosure(deps, principal.personId);
      return null;
    }),
  ];
}

/** What the receipt of that number says; it names nobody, so that nobody's rows are needed to read it. */
export async function knownReceipt(read: Read, certificateId: string) {
  const row = await read
    .selectFrom('closure_receipt')
    .selectAll()
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    kind: 'closure' as const,
    claims: row.claims as schemas.ClosureClaims,
    issuedAt: row.issued_at,
    stands: true,
  };
}
