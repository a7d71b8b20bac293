import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenWithCode, type Citizen } from '../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../test/node.ts';
import { createMeasures } from '../app.ts';
import { connectionsOf } from './db.ts';
import { jobMeasures } from './jobs.ts';
import { startTelemetry } from './open-telemetry.ts';
import { gauges } from './telemetry-names.ts';
import type { Telemetry } from './telemetry.ts';

interface Point {
  attributes?: { key: string; value: { stringValue?: string; intValue?: number } }[];
  asDouble?: number;
  asInt?: number;
  count?: number;
}
interface Metric {
  name: string;
  unit: string;
  histogram?: { dataPoints: Point[] };
  gauge?: { dataPoints: Point[] };
}

/** A collector that keeps what it is told (OTLP/HTTP in JSON). */
let collector: Server;
const told: { path: string; body: unknown }[] = [];
let telemetry: Telemetry;
let node: TestNode;
let citizen: Citizen;

beforeAll(async () => {
  collector = createServer((request, response) => {
    void json(request).then((body) => {
      told.push({ path: request.url ?? '', body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const otlpUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  telemetry = startTelemetry({ otlpUrl, everySeconds: 300, traceRatio: 1, division: '140000', role: 'all' });
  node = await openTestNode({ division: '140000', telemetry });
  for (const { name, read } of [...createMeasures(node.context, node.sources), ...jobMeasures(node.handle.pool)]) {
    telemetry.gauge(name, () => read(node.clock.now()));
  }
  telemetry.gauge('tongxing.db.connections', async () => connectionsOf(node.handle.pool));
  citizen = await citizenWithCode(node);
  await node.tick('transparency.sequence');
  const { decisionId } = await citizen.client.call(routes.getHealthInformation, {});
  await citizen.client.call(routes.getDecisionProof, { params: { subjectId: decisionId } });
  await node.app.inject({ url: `/nothing/${citizen.person.phone}` });
  await telemetry.timed('source', 'health-commission', () => Promise.reject(new Error('late'))).catch(() => undefined);
  await telemetry.stop();
});
afterAll(async () => {
  await node.close();
  collector.close();
});

const metrics = () =>
  told
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => (body as { resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[] }).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics);

const attributesOf = ({ attributes = [] }: Point) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

describe('what a node tells its collector', () => {
  it('is every request by method, route template and status', () => {
    const requests = metrics().find(({ name }) => name === 'http.server.request.duration');
    const points = requests?.histogram?.dataPoints.map((point) => ({ ...attributesOf(point), count: point.count }));
    expect(requests?.unit).toBe('s');
    expect(points).toContainEqual({
      'http.request.method': 'GET',
      'http.route': '/me/log-proofs/:subjectId',
      'http.response.status_code': 200,
      count: 1,
    });
    expect(points).toContainEqual({
      'http.request.method': 'GET',
      'http.route': 'unknown',
      'http.response.status_code': 404,
      count: 1,
    });
  });

  it('is a question that failed, as failed', () => {
    const sources = metrics().find(({ name }) => name === 'tongxing.source.duration');
    expect(sources?.histogram?.dataPoints.map(attributesOf)).toEqual([
      { name: 'health-commission', outcome: 'failed' },
    ]);
  });

  it('is every value there is a name for', () => {
    const read = metrics().filter(({ gauge }) => (gauge?.dataPoints.length ?? 0) > 0);
    expect(read.map(({ name }) => name).toSorted()).toEqual(Object.keys(gauges).toSorted());
    const valueOf = (name: string) => read.find((metric) => metric.name === name)?.gauge?.dataPoints[0];
    expect(valueOf('tongxing.log.forked')?.asInt ?? valueOf('tongxing.log.forked')?.asDouble).toBe(0);
  });

  it('is a trace of each request', () => {
    const spans = told
      .filter(({ path }) => path === '/v1/traces')
      .flatMap(
        ({ body }) => (body as { resourceSpans: { scopeSpans: { spans: { name: string }[] }[] }[] }).resourceSpans,
      )
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((scope) => scope.spans);
    expect(spans.map(({ name }) => name)).toContain('request GET /me/log-proofs/:subjectId');
  });

  it('holds nothing of a person: no name, document, phone or token, and no id from an address', async () => {
    const everything = JSON.stringify(told);
    const { personId } = await node.context.db
      .selectFrom('person')
      .select('person_id as personId')
      .executeTakeFirstOrThrow();
    const { documentNumber, name, phone } = citizen.person;
    for (const marker of [documentNumber, name, phone, personId]) expect(everything).not.toContain(marker);
  });
});

describe('a collector that is away', () => {
  it('delays nothing and keeps no node from ending', async () => {
    const alone = startTelemetry({
      otlpUrl: 'http://127.0.0.1:9',
      everySeconds: 300,
      traceRatio: 1,
      division: '140000',
      role: 'web',
    });
    expect(await alone.timed('job', 'x', async () => 7)).toBe(7);
    await alone.stop();
  });
});
