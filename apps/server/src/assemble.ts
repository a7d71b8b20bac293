import type { Verifier } from '@tongxing/codec';
import type { ViewedSubject } from '@tongxing/contract';
import { readDataClasses } from './data-classes.ts';
import { createAdmission } from './features/admission/index.ts';
import { knownCorrection } from './features/appeal/index.ts';
import { judgeAllAgain, judgeOnArrival } from './features/arrival/index.ts';
import { riskAreas } from './features/area-list/index.ts';
import { createDeviceReader, createScanWriter } from './features/checkpoint/index.ts';
import {
  createOrdinals,
  createStripHistory,
  createStripReader,
  endConvertedCodes,
  ownerOfStrip,
  removeGuardianDevices,
  supersedeStripsOf,
} from './features/code/index.ts';
import {
  type ApplicationKey,
  applicationOf,
  knownConversion,
  prolongReview,
  readLoad,
  type StepDeps,
  takeReviewed,
  takeSteps,
  tellDoubt,
} from './features/conversion/index.ts';
import {
  hold,
  type Made,
  originSaid,
  recordEvents,
  renewableBy,
  renewableConsents,
  subscribe,
  type Converted,
  type Subscriber,
} from './features/colour-event/index.ts';
import { requestComparison } from './features/correction/index.ts';
import { latestDeclaration } from './features/declaration/index.ts';
import { createColourReader, requestDecision, type ColourChange } from './features/decision/index.ts';
import { cameLate, type RiskPublication } from './features/facts/index.ts';
import { fallbackWord } from './features/fallback/index.ts';
import { requireFace } from './features/face/index.ts';
import { createForeignStatusReader, createOriginSeen } from './features/foreign-status/index.ts';
import { createTrustListSource } from './features/federation/index.ts';
import { noteStays, planStay } from './features/guest-stay/index.ts';
import { applyWaitingFor, heldResults } from './features/ingest/index.ts';
import { type Claim, createAccountReader, createSessionReader, guardiansOf } from './features/identity/index.ts';
import { applyListsTo, colourList } from './features/listing/index.ts';
import { manualColour } from './features/manual-colour/index.ts';
import {
  type MovedApplication,
  tell,
  tellApplications,
  tellColours,
  tellQuestion,
} from './features/notification/index.ts';
import { hasRelocated } from './features/transfer/index.ts';
import { knownReceipt } from './features/own-data/index.ts';
import { createPermitReader } from './features/permit/index.ts';
import {
  acceptPicture,
  createPictureReader,
  createPictureRedrawer,
  type PictureRead,
  pictureSays,
} from './features/picture/index.ts';
import { createBundleReader, createPackSource, inForce } from './features/policy/index.ts';
import { changedAreas, startRecolouring } from './features/recolouring/index.ts';
import { type Affected, policyRelease, policyRollback } from './features/release/index.ts';
import type { Reviewed } from './features/review/index.ts';
import { staffRoleElevation } from './features/staff/index.ts';
import type { NodeContext } from './node-context.ts';
import { originFacts } from './origin-facts.ts';
import type { Read, Tx } from './platform/db.ts';
import { createVerifier } from './platform/ecdsa.ts';
import { viewPerson } from './person-view.ts';
import type { Sources } from './sources/connect.ts';

/** Everything the features are made of, tied together once. This file and the roles in app.ts alone know every feature. */
export function assemble(context: NodeContext, sources: Sources) {
  const verifier: Verifier = createVerifier();
  const packs = createPackSource();
  const stepping = {
    ...context,
    applicationsMoved: (tx: Tx, moved: readonly MovedApplication[]) => tellApplications(tx, context, moved),
  };
  const trustList = createTrustListSource({ ...context, verifier });
  const changed = async (tx: Tx, before: RiskPublication | undefined, now: RiskPublication) => {
    await areasChanged(context, tx, before, now);
  };
  return {
    ...context,
    ...sources,
    verifier,
    trustList,
    packs,
    foreignStatusOf: createForeignStatusReader({ ...context, trustList, verifier }),
    originSeen: createOriginSeen(context.db),
    bundleAt: createBundleReader(context),
    sessionOf: createSessionReader(context.db),
    accountOf: createAccountReader(context.db),
    deviceOf: createDeviceReader(context.db),
    stripOf: createStripReader(context),
    stripsAt: createStripHistory(context),
    colourOf: createColourReader(context.db),
    mayMoveUntil: createPermitReader(context.db),
    ordinals: createOrdinals(context),
    scans: createScanWriter(context.db),
    isPeer: async (division: string) =>
      division !== context.config.division && (await trustList.node(division)) !== undefined,
    ownerOfStrip: (tx: Tx, place: { uri: string; idx: number }) => ownerOfStrip(tx, context, place),
    requireFace: (accountId: string, claim: Claim, faceId: string | undefined) =>
      requireFace({ ...context, ...sources }, accountId, claim, faceId),
    factsOf: (tx: Tx, people: Parameters<typeof originFacts>[2]) => originFacts(tx, context, people),
    // A strip shows a colour: when the colour changes, no strip of before may stand. And people are told.
    coloursChanged: async (tx: Tx, changes: readonly ColourChange[]) => {
      await supersedeStripsOf(
        tx,
        context,
        changes.map(({ personId }) => personId),
      );
      await tellColours(tx, context, changes);
    },
    decisionsMade: (tx: Tx, made: readonly Made[]) => recordEvents(tx, context, made),
    subscribe: (tx: Tx, peer: string, people: readonly Subscriber[]) => subscribe(tx, context, peer, people),
    originSaid: (tx: Tx, attested: readonly Converted[]) => originSaid(tx, context, attested),
    converted: async (tx: Tx, converted: readonly Converted[]) => {
      await hold(tx, converted);
      await noteStays(tx, context, converted);
    },
    hasRelocated: (read: Read, personId: string) => hasRelocated(read, personId),
    stayPlanned: (tx: Tx, personId: string, leavesAt: Date) => planStay(tx, context, personId, leavesAt),
    renewableBy: (read: Read, personId: string, origin: string) =>
      renewableBy(read, personId, origin, context.clock.now()),
    renewableConsents: (tx: Tx, peer: string, personIds: readonly string[]) =>
      renewableConsents(tx, peer, personIds, context.clock.now()),
    endConvertedCodes: (tx: Tx, personIds: readonly string[]) => endConvertedCodes(tx, context, personIds),
    areasChanged: changed,
    requestsInForce: async () => {
      const now = context.clock.now();
      const inForceNow = await packs.packsOf(context.db, (await inForce(context.db, now)).content);
      return inForceNow.flatMap(({ requests }) => requests);
    },
    arrivalPrompted: (tx: Tx, personId: string, arrivalId: string) =>
      tell(tx, context, { personId, kind: 'arrival-prompted', subjectId: arrivalId, details: {} }),
    arrived: (tx: Tx, personId: string, now: Date) => judgeOnArrival(tx, personId, now),
    journeyChanged: (tx: Tx, { personId, judgementId }: { personId: string; judgementId: string }) =>
      tell(tx, context, { personId, kind: 'journey-changed', subjectId: judgementId, details: {} }),
    applicationsMoved: stepping.applicationsMoved,
    applicationOf: (read: Read, key: { personId: string; conversionId: string }) => applicationOf(read, context, key),
    reviewDecided: async (tx: Tx, reviewed: Reviewed) => {
      if (reviewed.kind === 'picture' && reviewed.decision === 'approve') await acceptPicture(tx, context, reviewed);
      await takeReviewed(tx, stepping, reviewed);
      await tellDoubt(tx, context, reviewed);
    },
    reviewEscalated: (tx: Tx, key: { personId: string; conversionId: string }, dueAt: Date) =>
      prolongReview(tx, stepping, key, dueAt),
    readPicture: createPictureReader(),
    redrawPicture: createPictureRedrawer(),
    pictureRead: pictureRead(stepping),
    pictureSays: (tx: Tx, application: ApplicationKey) => pictureSays(tx, context, application),
    questionAsserted: async (tx: Tx, { peer, ...question }: { personId: string; requestId: string; peer: string }) => {
      const node = await trustList.node(peer);
      await tellQuestion(tx, context, { ...question, peerName: node?.name ?? { zh: peer, en: peer } });
    },
    letIn: createAdmission({
      ...context,
      load: (now) => readLoad(context.db, now),
      // In a process that serves; nothing is left behind when it ends.
      after: context.strain && ((milliseconds, work) => void setTimeout(work, milliseconds).unref()),
    }),
    guardiansOf: (read: Read, personId: string) => guardiansOf(read, personId, context.clock.now()),
    // Everything that takes two people.
    approvalKinds: [
      staffRoleElevation(context),
      policyRelease({ ...context, packs }),
      policyRollback({ ...context, packs }),
      colourList(context),
      riskAreas({ ...context, areasChanged: changed }),
      manualColour(context),
      heldResults(context),
      fallbackWord(context),
    ],
    packsChanged: (tx: Tx, releaseId: string, affected: readonly Affected[]) =>
      packsChanged(context, tx, releaseId, affected),
    certificates: {
      correction: (read: Read, personId: string, id: string) => knownCorrection(read, context, personId, id),
      conversion: (read: Read, personId: string, id: string) => knownConversion(read, context, personId, id),
    },
    receiptOf: knownReceipt,
    dataClasses: readDataClasses(),
    viewPerson: (tx: Tx, personId: string, subjects: readonly ViewedSubject[]) =>
      viewPerson(tx, context, personId, subjects),
    // Who no longer acts for somebody must not show her code any longer.
    guardianshipEnded: (tx: Tx, ended: { personId: string; guardianId: string }) =>
      removeGuardianDevices(tx, context, ended),
    // Who declares may be on a list that was made before anybody here knew them.
    requestDecision: async (tx: Tx, personId: string) => {
      await applyListsTo(tx, context, personId);
      await requestDecision(tx, personId);
    },
    requestComparison: (tx: Tx, personId: string) => requestComparison(tx, context, personId),
    // Uploads name people before they register.
    takeWaiting: (personId: string) => applyWaitingFor(context, personId),
    latestDeclaration: (personId: string) => latestDeclaration(context.db, personId, ['health', 'itinerary']),
  };
}

export type Deps = ReturnType<typeof assemble>;

/** An application goes on once its picture was read. */
function pictureRead(stepping: StepDeps): PictureRead {
  return async (tx, { personId, conversionId }, step) => {
    await takeSteps(tx, stepping, [{ personId, conversionId, ...step }]);
  };
}

/** When packs come and go, whoever they judge may change colour. */
async function packsChanged(context: NodeContext, tx: Tx, releaseId: string, affected: readonly Affected[]) {
  await judgeAllAgain(tx, context.clock.now());
  for (const { purpose, divisions } of affected) {
    await startRecolouring(tx, context, {
      cause: { kind: 'policy-release', subjectId: releaseId },
      people: { decided: { purpose, ...(divisions === null ? {} : { residence: divisions }) } },
    });
  }
}

/**
 * When the areas have changed, so may the colour of whoever was there; of everybody, where the list had not come for long; and where
 * it comes late and is the same, of those who waited for it.
 */
async function areasChanged(context: NodeContext, tx: Tx, before: RiskPublication | undefined, now: RiskPublication) {
  await judgeAllAgain(tx, context.clock.now());
  const isLate = cameLate(before, now);
  const stays = before === undefined ? undefined : changedAreas(before.areas, now.areas);
  const concerned =
    stays?.length === 0
      ? { waitsFor: 'national-platform' }
      : stays === undefined || isLate
        ? { decided: {} }
        : { stays };
  return startRecolouring(tx, context, {
    cause: { kind: isLate ? 'late-source' : 'risk-areas', subjectId: now.publicationId },
    people: concerned,
  });
}
