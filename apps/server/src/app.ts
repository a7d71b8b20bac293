import type { FastifyInstance } from 'fastify';
import { createAuthorize } from './access.ts';
import type { Config } from './config.ts';
import { admissionTicks } from './features/admission/index.ts';
import {
  appealMeasures,
  appealRoutes,
  appealTicks,
  committedCertificate,
  keptAppeals,
} from './features/appeal/index.ts';
import { approvalRoutes, approvalTicks, keptApprovals } from './features/approval/index.ts';
import { arrivalJobs, arrivalRoutes, preArrivalJobs, preArrivalTicks } from './features/arrival/index.ts';
import { areaListRoutes } from './features/area-list/index.ts';
import { channelRoutes } from './features/channel/index.ts';
import { certificateRoutes, findCertificate } from './features/certificate/index.ts';
import { checkpointRoutes, checkpointTicks, keptOfDoors } from './features/checkpoint/index.ts';
import { collectionRoutes, keptCollections } from './features/collection/index.ts';
import { codeMeasures, codeRoutes, codeTicks, committedCode } from './features/code/index.ts';
import { clearanceMeasures, clearanceRoutes, keptClearances } from './features/clearance/index.ts';
import { keptDocuments } from './features/application-document/index.ts';
import { colourEventJobs, colourEventRoutes, colourEventTicks } from './features/colour-event/index.ts';
import {
  committedConversion,
  conversionJobs,
  conversionMeasures,
  conversionRoutes,
  conversionTicks,
  keptForms,
} from './features/conversion/index.ts';
import { correctionRoutes, correctionTicks, keptHearings } from './features/correction/index.ts';
import { declarationRoutes } from './features/declaration/index.ts';
import {
  committedDecision,
  decisionJobs,
  decisionMeasures,
  decisionRoutes,
  decisionTicks,
} from './features/decision/index.ts';
import { disputeRoutes } from './features/dispute/index.ts';
import { divisionRoutes } from './features/division/index.ts';
import { explanationRoutes } from './features/explanation/index.ts';
import { fallbackRoutes, fallbackTick } from './features/fallback/index.ts';
import { faceRoutes } from './features/face/index.ts';
import { factMeasures, factRoutes, refreshRiskAreas } from './features/facts/index.ts';
import {
  committedAttestation,
  federationMeasures,
  federationRoutes,
  federationTicks,
  sealAnswer,
} from './features/federation/index.ts';
import { foreignStatusRoutes, foreignStatusTicks } from './features/foreign-status/index.ts';
import { guardShiftJobs, guardShiftRoutes, keptShifts } from './features/guard-shift/index.ts';
import { guestStayRoutes, guestStayTicks } from './features/guest-stay/index.ts';
import { greenApplicationRoutes } from './features/green-application/index.ts';
import { heldJobs, ingestRoutes, ingestTicks } from './features/ingest/index.ts';
import { identityJobs, identityRoutes, identityTicks } from './features/identity/index.ts';
import { keptDrafts, keptLists, listingRoutes, listJobs, listTicks } from './features/listing/index.ts';
import { lostPhoneRoutes } from './features/lost-phone/index.ts';
import { keptManualColours, manualColourRoutes, manualColourTicks } from './features/manual-colour/index.ts';
import { notificationRoutes, notificationTicks } from './features/notification/index.ts';
import { ownDataRoutes, ownDataTicks } from './features/own-data/index.ts';
import { permitRoutes } from './features/permit/index.ts';
import { keptPictures, pictureJobs, pictureRoutes, pictureTicks } from './features/picture/index.ts';
import {
  recolouringJobs,
  recolouringMeasures,
  recolouringRoutes,
  recolouringTicks,
} from './features/recolouring/index.ts';
import { releaseRoutes, takeEffectTick } from './features/release/index.ts';
import { keptReviews, reviewRoutes, reviewTicks } from './features/review/index.ts';
import { retentionTicks } from './features/retention/index.ts';
import { keptReturns, keptRosters, rosterRoutes, rosterTick } from './features/roster/index.ts';
import { consentReturnRoutes } from './features/consent-return/index.ts';
import { signOnRoutes } from './features/sign-on/index.ts';
import { simulationJobs, simulationRoutes } from './features/simulation/index.ts';
import { committedAccess, keptOfStaff, staffRoutes } from './features/staff/index.ts';
import { logMeasures, logRoutes, proofRoute, sequenceLog } from './features/transparency/index.ts';
import { keptTransfers, transferRoutes, transferTicks } from './features/transfer/index.ts';
import { tripRoutes, tripTicks } from './features/trip/index.ts';
import { keptVisits, visitRoutes, visitTicks } from './features/visit/index.ts';
import { travelRoutes } from './features/travel-outlook/index.ts';
import type { NodeContext } from './node-context.ts';
import { nodeRoutes } from './node-routes.ts';
import { addCheckpointApp } from './pages/checkpoint-app.ts';
import { citizenApp } from './pages/citizen-app.ts';
import { addPages } from './pages/pages.ts';
import { addWebApp } from './pages/web-app.ts';
import { usualConnectionLimits } from './platform/http/connections.ts';
import { createOnce, idempotencyTicks } from './platform/http/idempotency.ts';
import { createHttpServer, type Surroundings } from './platform/http/server.ts';
import type { Job, Tick } from './platform/jobs.ts';
import type { Measure } from './platform/measure.ts';
import type { Sources } from './sources/connect.ts';
import { assemble, type Deps } from './assemble.ts';

/** The web role: answers HTTP and holds no key. */
export async function createWebApp(context: NodeContext, sources: Sources): Promise<FastifyInstance> {
  const deps = assemble(context, sources);
  const app = await createHttpServer({
    clock: context.clock,
    log: context.log,
    telemetry: context.telemetry,
    title: `Tongxing · ${context.province.name.zh} ${context.province.name.en}`,
    publicUrl: context.config.http.publicUrl,
    authorize: createAuthorize(deps),
    seal: (request, reply, payload) => sealAnswer(deps, request, reply, payload),
    surroundings: surroundingsOf(context.config.http),
    once: createOnce(deps),
    faults: context.faults,
    implementations: [
      ...nodeRoutes(deps),
      ...identityRoutes(deps),
      ...lostPhoneRoutes(deps),
      ...divisionRoutes(deps),
      ...staffRoutes(deps),
      ...approvalRoutes(deps),
      ...listingRoutes(deps),
      ...areaListRoutes(deps),
      ...manualColourRoutes(deps),
      ...clearanceRoutes(deps),
      ...declarationRoutes(deps),
      ...certificateRoutes(deps),
      ...appealRoutes(deps),
      ...disputeRoutes(deps),
      ...greenApplicationRoutes(deps),
      ...correctionRoutes(deps),
      ...decisionRoutes(deps),
      ...explanationRoutes(deps),
      ...travelRoutes(deps),
      ...permitRoutes(deps),
      ...factRoutes(deps),
      ...releaseRoutes(deps),
      ...simulationRoutes(deps),
      ...ingestRoutes(deps),
      ...codeRoutes(deps),
      ...checkpointRoutes(deps),
      ...guardShiftRoutes(deps),
      ...visitRoutes(deps),
      ...fallbackRoutes(deps),
      ...rosterRoutes(deps),
      ...collectionRoutes(deps),
      ...conversionRoutes(deps),
      ...reviewRoutes(deps),
      ...colourEventRoutes(deps),
      ...pictureRoutes(deps),
      ...arrivalRoutes(deps),
      ...guestStayRoutes(deps),
      ...transferRoutes(deps),
      ...tripRoutes(deps),
      ...federationRoutes(deps),
      ...foreignStatusRoutes(deps),
      ...channelRoutes(deps),
      ...signOnRoutes(deps),
      ...consentReturnRoutes(deps),
      ...faceRoutes(deps),
      ...notificationRoutes(deps),
      ...ownDataRoutes(deps),
      ...recolouringRoutes(deps),
      ...logRoutes(deps),
      proofRoute(deps, (personId, subjectId) => committed(deps, personId, subjectId)),
    ],
  });
  addWebApp(app, citizenApp(context.config.citizenApp?.folder, context.province));
  addCheckpointApp(app, context.config);
  const { citizenApp: citizen, checkpointApp: checkpoint } = context.config;
  const apps = { citizen: citizen !== undefined, checkpoint: checkpoint !== undefined };
  addPages(app, { ...deps, apps, findCertificate: (id) => findCertificate(deps, id) });
  return app;
}

function surroundingsOf({ trustedProxies, allowedOrigins, limits, maxConnections }: Config['http']): Surroundings {
  const connections = { ...usualConnectionLimits, connections: maxConnections };
  return { trustedProxies, allowedOrigins, limitFactor: limits.factor, connections };
}

async function committed(deps: Deps, personId: string, subjectId: string) {
  return (
    (await committedDecision(deps.db, personId, subjectId)) ??
    (await committedCode(deps.db, personId, subjectId)) ??
    (await committedCertificate(deps.db, deps, personId, subjectId)) ??
    (await committedConversion(deps.db, deps, personId, subjectId)) ??
    (await committedAttestation(deps.db, personId, subjectId)) ??
    (await committedAccess(deps.db, deps, personId, subjectId))
  );
}

/** What is read for the metrics. One process of a node reads it: the jobs role. */
export function createMeasures(context: NodeContext, sources: Sources): Measure[] {
  const deps = assemble(context, sources);
  return [
    ...decisionMeasures(deps),
    ...recolouringMeasures(deps),
    ...conversionMeasures(deps),
    ...logMeasures(deps),
    ...codeMeasures(deps),
    ...factMeasures(deps),
    ...appealMeasures(deps),
    ...clearanceMeasures(deps),
    ...federationMeasures(deps),
  ];
}

/** The jobs role: what happens by itself. */
export function createJobs(context: NodeContext, sources: Sources): { jobs: Job[]; ticks: Tick[] } {
  const deps = assemble(context, sources);
  return {
    jobs: [
      ...decisionJobs(deps),
      ...recolouringJobs(deps),
      ...conversionJobs(deps),
      ...colourEventJobs(deps),
      ...pictureJobs(deps),
      ...arrivalJobs(deps),
      ...preArrivalJobs(deps),
      ...identityJobs(deps),
      ...guardShiftJobs(deps),
      ...simulationJobs(deps),
      ...listJobs(deps),
      ...heldJobs(deps),
    ],
    ticks: [
      { name: 'transparency.sequence', everySeconds: 1, run: () => sequenceLog(deps) },
      { name: 'facts.risk-areas', everySeconds: 60, run: () => refreshRiskAreas(deps) },
      ...decisionTicks(deps),
      ...recolouringTicks(deps),
      takeEffectTick(deps),
      ...conversionTicks(deps),
      ...reviewTicks(deps),
      ...colourEventTicks(deps),
      ...pictureTicks(deps),
      ...preArrivalTicks(deps),
      ...admissionTicks(deps),
      ...tripTicks(deps),
      ...guestStayTicks(deps),
      ...transferTicks(deps),
      ...codeTicks(deps),
      ...checkpointTicks(deps),
      ...visitTicks(deps),
      fallbackTick(deps),
      rosterTick(deps),
      ...federationTicks(deps),
      ...foreignStatusTicks(deps),
      ...notificationTicks(deps),
      ...identityTicks(deps),
      ...ownDataTicks(deps),
      ...approvalTicks(deps),
      ...appealTicks(deps),
      ...correctionTicks(deps),
      ...ingestTicks(deps),
      ...listTicks(deps),
      ...manualColourTicks(deps),
      ...idempotencyTicks(deps),
      ...retentionTicks(deps, [
        ...keptOfStaff,
        keptApprovals,
        keptShifts,
        ...keptOfDoors,
        keptAppeals,
        keptHearings,
        keptDocuments,
        keptReviews,
        keptPictures,
        keptForms,
        keptDrafts,
        keptLists,
        keptManualColours,
        keptClearances,
        keptTransfers,
        keptRosters,
        keptReturns,
        ...keptCollections,
        keptVisits,
      ]),
    ],
  };
}
