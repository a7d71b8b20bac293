import type { Verifier } from '@tongxing/codec';
import type { ViewedSubject } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import { createAuthorize } from './access.ts';
import type { Config } from './config.ts';
import {
  appealMeasures,
  appealRoutes,
  appealTicks,
  committedCertificate,
  keptAppeals,
} from './features/appeal/index.ts';
import { approvalRoutes, approvalTicks, keptApprovals } from './features/approval/index.ts';
import { areaListRoutes, riskAreas } from './features/area-list/index.ts';
import { channelRoutes } from './features/channel/index.ts';
import {
  checkpointRoutes,
  checkpointTicks,
  createDeviceReader,
  createScanWriter,
} from './features/checkpoint/index.ts';
import {
  codeMeasures,
  codeRoutes,
  codeTicks,
  committedCode,
  createOrdinals,
  createStripHistory,
  createStripReader,
  ownerOfStrip,
  removeGuardianDevices,
  supersedeStripsOf,
} from './features/code/index.ts';
import { clearanceMeasures, clearanceRoutes } from './features/clearance/index.ts';
import { conversionJobs, conversionMeasures, conversionRoutes, conversionTicks } from './features/conversion/index.ts';
import { correctionRoutes, correctionTicks, keptHearings, requestComparison } from './features/correction/index.ts';
import { declarationRoutes, latestDeclaration } from './features/declaration/index.ts';
import {
  committedDecision,
  createColourReader,
  decisionJobs,
  decisionMeasures,
  decisionRoutes,
  decisionTicks,
  requestDecision,
  type ColourChange,
} from './features/decision/index.ts';
import { divisionRoutes } from './features/division/index.ts';
import { explanationRoutes } from './features/explanation/index.ts';
import { factMeasures, factRoutes, refreshRiskAreas, type RiskPublication } from './features/facts/index.ts';
import {
  committedAttestation,
  createTrustListSource,
  federationMeasures,
  federationRoutes,
  federationTicks,
  sealAnswer,
} from './features/federation/index.ts';
import { greenApplicationRoutes } from './features/green-application/index.ts';
import { applyWaitingFor, ingestRoutes, ingestTicks } from './features/ingest/index.ts';
import {
  createSessionReader,
  guardiansOf,
  identityJobs,
  identityRoutes,
  identityTicks,
} from './features/identity/index.ts';
import { applyListsTo, colourList, listingRoutes, listJobs, listTicks } from './features/listing/index.ts';
import { manualColour, manualColourRoutes, manualColourTicks } from './features/manual-colour/index.ts';
import {
  type MovedApplication,
  notificationRoutes,
  notificationTicks,
  tellApplications,
  tellColours,
  tellQuestion,
} from './features/notification/index.ts';
import { createPermitReader, permitRoutes } from './features/permit/index.ts';
import { createBundleReader, createPackSource, inForce } from './features/policy/index.ts';
import {
  changedAreas,
  recolouringJobs,
  recolouringMeasures,
  recolouringRoutes,
  recolouringTicks,
  startRecolouring,
} from './features/recolouring/index.ts';
import {
  type Affected,
  policyRelease,
  policyRollback,
  releaseRoutes,
  takeEffectTick,
} from './features/release/index.ts';
import { retentionTicks } from './features/retention/index.ts';
import { simulationJobs, simulationRoutes } from './features/simulation/index.ts';
import { committedAccess, keptOfStaff, staffRoleElevation, staffRoutes } from './features/staff/index.ts';
import { logMeasures, logRoutes, proofRoute, sequenceLog } from './features/transparency/index.ts';
import { travelRoutes } from './features/travel-outlook/index.ts';
import type { NodeContext } from './node-context.ts';
import { nodeRoutes } from './node-routes.ts';
import { originFacts } from './origin-facts.ts';
import { addPages } from './pages/pages.ts';
import { addSeconds } from './platform/clock.ts';
import type { Read, Tx } from './platform/db.ts';
import { createVerifier } from './platform/ecdsa.ts';
import { usualConnectionLimits } from './platform/http/connections.ts';
import { createOnce, idempotencyTicks } from './platform/http/idempotency.ts';
import { createHttpServer, type Surroundings } from './platform/http/server.ts';
import type { Job, Tick } from './platform/jobs.ts';
import { viewPerson } from './person-view.ts';
import type { Measure } from './platform/measure.ts';
import type { Sources } from './sources/connect.ts';

/** Everything the features are made of, tied together once. This file alone knows every feature. */
function assemble(context: NodeContext, sources: Sources) {
  const verifier: Verifier = createVerifier();
  const packs = createPackSource();
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
    bundleAt: createBundleReader(context),
    sessionOf: createSessionReader(context.db),
    deviceOf: createDeviceReader(context.db),
    stripOf: createStripReader(context),
    stripsAt: createStripHistory(context),
    colourOf: createColourReader(context.db),
    mayMove: createPermitReader(context.db),
    ordinals: createOrdinals(context),
    scans: createScanWriter(context.db),
    isPeer: async (division: string) =>
      division !== context.config.division && (await trustList.node(division)) !== undefined,
    ownerOfStrip: (tx: Tx, place: { uri: string; idx: number }) => ownerOfStrip(tx, context, place),
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
    areasChanged: changed,
    requestsInForce: async () => {
      const now = context.clock.now();
      const inForceNow = await packs.packsOf(context.db, (await inForce(context.db, now)).content);
      return inForceNow.flatMap(({ requests }) => requests);
    },
    applicationsMoved: (tx: Tx, moved: readonly MovedApplication[]) => tellApplications(tx, context, moved),
    questionAsserted: async (tx: Tx, { peer, ...question }: { personId: string; requestId: string; peer: string }) => {
      const node = await trustList.node(peer);
      await tellQuestion(tx, context, { ...question, peerName: node?.name ?? { zh: peer, en: peer } });
    },
    guardiansOf: (read: Read, personId: string) => guardiansOf(read, personId, context.clock.now()),
    // Everything that takes two people.
    approvalKinds: [
      staffRoleElevation(context),
      policyRelease({ ...context, packs }),
      policyRollback({ ...context, packs }),
      colourList(context),
      riskAreas({ ...context, areasChanged: changed }),
      manualColour(context),
    ],
    packsChanged: (tx: Tx, releaseId: string, affected: readonly Affected[]) =>
      packsChanged(context, tx, releaseId, affected),
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

type Deps = ReturnType<typeof assemble>;

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
      ...divisionRoutes(deps),
      ...staffRoutes(deps),
      ...approvalRoutes(deps),
      ...listingRoutes(deps),
      ...areaListRoutes(deps),
      ...manualColourRoutes(deps),
      ...clearanceRoutes(deps),
      ...declarationRoutes(deps),
      ...appealRoutes(deps),
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
      ...conversionRoutes(deps),
      ...federationRoutes(deps),
      ...channelRoutes(deps),
      ...notificationRoutes(deps),
      ...recolouringRoutes(deps),
      ...logRoutes(deps),
      proofRoute(deps, (personId, subjectId) => committed(deps, personId, subjectId)),
    ],
  });
  addPages(app, deps);
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
    (await committedAttestation(deps.db, personId, subjectId)) ??
    (await committedAccess(deps.db, deps, personId, subjectId))
  );
}

/** When packs come and go, whoever they judge may change colour. */
async function packsChanged(context: NodeContext, tx: Tx, releaseId: string, affected: readonly Affected[]) {
  for (const { purpose, divisions } of affected) {
    await startRecolouring(tx, context, {
      cause: { kind: 'policy-release', subjectId: releaseId },
      people: { decided: { purpose, ...(divisions === null ? {} : { residence: divisions }) } },
    });
  }
}

/** A list so old that decisions may have waited for it: whoever waits is decided on when it comes. */
const lateSeconds = 3600;

/** When the areas have changed, so may the colour of whoever was there; of everybody, where the list had not come for long. */
function areasChanged(context: NodeContext, tx: Tx, before: RiskPublication | undefined, now: RiskPublication) {
  const isLate = before === undefined || now.receivedAt > addSeconds(before.receivedAt, lateSeconds);
  return startRecolouring(tx, context, {
    cause: { kind: isLate ? 'late-source' : 'risk-areas', subjectId: now.publicationId },
    people: isLate ? { decided: {} } : { stays: changedAreas(before.areas, now.areas) },
  });
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
      ...identityJobs(deps),
      ...simulationJobs(deps),
      ...listJobs(deps),
    ],
    ticks: [
      { name: 'transparency.sequence', everySeconds: 1, run: () => sequenceLog(deps) },
      { name: 'facts.risk-areas', everySeconds: 60, run: () => refreshRiskAreas(deps) },
      ...decisionTicks(deps),
      ...recolouringTicks(deps),
      takeEffectTick(deps),
      ...conversionTicks(deps),
      ...codeTicks(deps),
      ...checkpointTicks(deps),
      ...federationTicks(deps),
      ...notificationTicks(deps),
      ...identityTicks(deps),
      ...approvalTicks(deps),
      ...appealTicks(deps),
      ...correctionTicks(deps),
      ...ingestTicks(deps),
      ...listTicks(deps),
      ...manualColourTicks(deps),
      ...idempotencyTicks(deps),
      ...retentionTicks(deps, [...keptOfStaff, keptApprovals, keptAppeals, keptHearings]),
    ],
  };
}
