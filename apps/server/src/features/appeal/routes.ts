import { routes } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { answerAppeal } from './answer.ts';
import { readCase } from './case.ts';
import { printCertificate, showCertificate } from './certificate.ts';
import { describeAppeal, describeAppeals } from './describe.ts';
import { addAttachment, readAttachment } from './attachments.ts';
import { lookAtDue } from './due.ts';
import { fileAppealFor } from './file-for.ts';
import { fileAppeal } from './file.ts';
import { forwardDue, type ForwardDeps } from './forward.ts';
import { takeForwarded, type ForwardedDeps } from './forwarded.ts';
import { appealQueue } from './queue.ts';
import { askSecondLook } from './second-look.ts';
import { answerSourceCase, listSourceCases } from './source-cases.ts';
import { appealStatistics } from './statistics.ts';
import { requireAppeal } from './store.ts';

/** What the person sees and does. */
function ofPersons(deps: ForwardedDeps): Implementation[] {
  return [
    implement(routes.fileAppeal, ({ principal: { personId }, body, once }) =>
      transact(
        deps.db,
        async (tx) => describeAppeal(tx, deps, await fileAppeal(tx, deps, { personId, filing: body })),
        once,
      ),
    ),
    implement(routes.listAppeals, async ({ principal: { personId } }) => {
      const rows = await deps.db
        .selectFrom('appeal')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('appeal_id', 'desc')
        .limit(100)
        .execute();
      return { appeals: await describeAppeals(deps.db, deps, rows) };
    }),
    implement(routes.getAppeal, async ({ principal: { personId }, params: { appealId } }) =>
      describeAppeal(deps.db, deps, await requireAppeal(deps.db, personId, appealId)),
    ),
    implement(routes.addAppealAttachment, ({ principal: { personId }, params: { appealId }, body }) =>
      transact(deps.db, (tx) => addAttachment(tx, deps, personId, appealId, body.content)),
    ),
    implement(routes.askSecondLook, ({ principal: { personId }, params: { appealId }, body }) =>
      transact(deps.db, async (tx) =>
        describeAppeal(tx, deps, await askSecondLook(tx, deps, personId, appealId, body.statement)),
      ),
    ),
    implement(routes.getCorrectionCertificate, ({ principal: { personId }, params: { appealId } }) =>
      showCertificate(deps, personId, appealId),
    ),
    implement(
      routes.getCorrectionCertificatePdf,
      async ({ principal: { personId }, params: { appealId } }) =>
        new Bytes(await printCertificate(deps, personId, appealId)),
    ),
    implement(routes.getAppealStatistics, () => appealStatistics(deps)),
  ];
}

/** What staff, the sources and peers do. */
function ofOthers(deps: ForwardedDeps): Implementation[] {
  return [
    implement(routes.fileAppealFor, ({ principal, body }) =>
      transact(deps.db, async (tx) => describeAppeal(tx, deps, await fileAppealFor(tx, deps, principal, body))),
    ),
    implement(routes.listAppealQueue, async ({ principal }) => ({ appeals: await appealQueue(deps, principal) })),
    implement(routes.readAppealCase, ({ principal, params: { appealId } }) =>
      transact(deps.db, (tx) => readCase(tx, deps, principal, appealId)),
    ),
    implement(routes.readAppealAttachment, ({ principal, params }) =>
      transact(deps.db, (tx) => readAttachment(tx, deps, principal, params)),
    ),
    implement(routes.decideAppeal, ({ principal, params: { appealId }, body }) =>
      transact(deps.db, (tx) => answerAppeal(tx, deps, principal, appealId, body)),
    ),
    implement(routes.listSourceCases, async ({ principal }) => ({
      cases: await transact(deps.db, (tx) => listSourceCases(tx, deps, principal)),
    })),
    implement(routes.answerSourceCase, async ({ principal, params: { appealId }, body }) => {
      await transact(deps.db, (tx) => answerSourceCase(tx, deps, principal, appealId, body));
      return { appealId, finding: body.finding };
    }),
    implement(routes.forwardAppeal, ({ principal, body }) => takeForwarded(deps, principal.division, body)),
  ];
}

export function appealRoutes(deps: ForwardedDeps): Implementation[] {
  return [...ofPersons(deps), ...ofOthers(deps)];
}

export function appealTicks(deps: ForwardDeps): Tick[] {
  return [
    { name: 'appeal.due', everySeconds: 5, run: (now) => lookAtDue(deps, now) },
    { name: 'appeal.forward', everySeconds: 5, run: (now) => forwardDue(deps, now) },
  ];
}
