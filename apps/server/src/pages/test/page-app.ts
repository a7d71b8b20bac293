import { readFileSync } from 'node:fs';
import type { TrustList } from '@tongxing/codec';
import { routes, type AnswerOf, type RouteDefinition, type schemas } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import { Bytes } from '../../platform/http/bytes.ts';
import { createHttpServer } from '../../platform/http/server.ts';
import { noTelemetry } from '../../platform/telemetry.ts';
import { createLog } from '../../platform/log.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ProvinceProfile } from '../../province.ts';
import { addPages } from '../pages.ts';

export const now = new Date('2026-11-24T08:00:00+08:00');

export const definitions: RouteDefinition[] = Object.values(routes);

const profile = new URL('../../../../../provinces/370000/profile.json', import.meta.url);
export const province = JSON.parse(readFileSync(profile, 'utf8')) as ProvinceProfile;

export const trustList: TrustList = {
  version: 7,
  issuedAt: Date.parse('2026-11-20T00:00:00Z') / 1000,
  expiresAt: Date.parse('2026-12-20T00:00:00Z') / 1000,
  nodes: [
    {
      division: '140000',
      name: { zh: '山西省', en: 'Shanxi' },
      baseUrl: 'https://shanxi.example/',
      keys: [],
      log: { origin: 'shanxi.example/log', key: new Uint8Array(32) },
      recognition: { mode: 'attestation', foreignGreen: 'pass' },
    },
  ],
};

/** What the public routes answer; undefined: that they cannot at the moment. */
export interface Answers {
  readonly sources: AnswerOf<typeof routes.getSources>['sources'] | undefined;
  readonly checkpoint: string | undefined;
  readonly trustList: TrustList | undefined;
  readonly province?: ProvinceProfile;
  readonly certificates?: Readonly<Record<string, schemas.CheckedCertificate>>;
}

export const usualAnswers: Answers = {
  sources: [
    {
      source: 'itinerary-card',
      lastAnswerAt: '2026-11-24T07:48:00+08:00',
      lastUploadAt: null,
      lastFailureAt: null,
      pausedUntil: null,
      freshForSeconds: 86_400,
      isLate: false,
    },
  ],
  checkpoint: 'shandong.example/log\n42\nAAAA\n\n— shandong.example/log AAAA\n',
  trustList,
};

/** The pages over every route of the contract, of which only those that a page reads answer anything. */
export async function openPages(answers: Answers = usualAnswers): Promise<FastifyInstance> {
  const known: Record<string, unknown> = {
    getSources: answers.sources && { sources: answers.sources },
    getLogCheckpoint: answers.checkpoint === undefined ? undefined : new Bytes(answers.checkpoint),
    getReadiness: answers.sources && { ready: true, log: 'whole' },
    getHealth: { alive: true },
    getTrustList: new Bytes('list'),
    getPledge: province.pledge,
    getProvince: {
      division: '370000',
      name: province.name,
      codeName: province.codeName,
      hotline: province.hotline,
      codeScope: 'province',
      codeValidityDays: 7,
      stripDaysAhead: 3,
      displayRefreshSeconds: 30,
      correctionsPerDay: null,
      signOn: null,
      screenshots: province.screenshots,
      serverTime: '2026-11-24T08:00:00+08:00',
    },
  };
  const clock = { now: () => now };
  const app = await createHttpServer({
    telemetry: noTelemetry,
    clock,
    log: createLog('silent'),
    title: 'test',
    publicUrl: 'https://shandong.example',
    authorize: async () => null,
    once: () => (_tx, work) => work(),
    implementations: definitions.map((route) => ({
      route,
      handle: async () => {
        if (known[route.name] === undefined) throw new Refusal('temporarily-unavailable');
        return known[route.name];
      },
    })),
  });
  for (const path of ['/app/', '/guard/', '/roster/']) app.get(path, { schema: { hide: true } }, async () => 'an app');
  addPages(app, {
    apps: { citizen: true, checkpoint: true },
    province: answers.province ?? province,
    findCertificate: async (id) => answers.certificates?.[id],
    clock,
    trustList: {
      current: async () =>
        answers.trustList === undefined
          ? { trustList: undefined }
          : { trustList: answers.trustList, trustListAsOf: answers.trustList.issuedAt },
    },
  });
  await app.ready();
  return app;
}
