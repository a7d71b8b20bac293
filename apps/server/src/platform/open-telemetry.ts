import { setTimeout as wait } from 'node:timers/promises';
import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Telemetry } from './telemetry.ts';
import { durations, gauges, type WorkKind } from './telemetry-names.ts';

export interface TelemetryOptions {
  /** A collector's OTLP/HTTP address, such as `http://127.0.0.1:4318`. */
  readonly otlpUrl: string;
  readonly everySeconds: number;
  /** Share of pieces of work that are traced, 0 to 1. Metrics count all. */
  readonly traceRatio: number;
  readonly division: string;
  readonly role: string;
}

/** OpenTelemetry behind {@link Telemetry}: metrics and traces are pushed to a collector over OTLP/HTTP. */
export function startTelemetry(options: TelemetryOptions): Telemetry {
  const resource = resourceFromAttributes({
    'service.name': 'tongxing',
    'service.instance.id': `${options.division}-${options.role}-${process.pid}`,
    'tongxing.division': options.division,
    'tongxing.role': options.role,
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${options.otlpUrl}/v1/metrics` }),
        exportIntervalMillis: options.everySeconds * 1000,
        exportTimeoutMillis: Math.min(options.everySeconds * 1000, 10_000),
      }),
    ],
  });
  const spans = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.traceRatio) }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${options.otlpUrl}/v1/traces` }) }),
    ],
  });
  // The standard keeps the context of a call in one global place: a second telemetry in a process uses the same.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const meter = meters.getMeter('tongxing');
  const histograms = Object.fromEntries(
    Object.entries(durations).map(([kind, { name, description }]) => [
      kind,
      meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: boundaries } }),
    ]),
  ) as Record<WorkKind, ReturnType<typeof meter.createHistogram>>;
  const telemetry: Telemetry = {
    begin(kind, name) {
      const started = performance.now();
      const span = startSpan(spans.getTracer('tongxing'), kind, name);
      return {
        run: (inside) => context.with(trace.setSpan(context.active(), span), inside),
        end(outcome) {
          const attributes: Attributes = durations[kind].attributes(name, outcome);
          histograms[kind].record((performance.now() - started) / 1000, attributes);
          span.setAttributes(attributes);
          if (outcome === 'failed' || outcome.startsWith('5')) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    async timed(kind, name, work) {
      const { run, end } = telemetry.begin(kind, name);
      try {
        const result = await run(work);
        end('ok');
        return result;
      } catch (error) {
        end('failed');
        throw error;
      }
    },
    gauge(name, read) {
      meter.createObservableGauge(name, gauges[name]).addCallback(async (result) => {
        for (const { value, attributes } of await read()) result.observe(value, attributes);
      });
    },
    async stop() {
      // A collector that is away must not keep a node from ending: the exporters would try again for ten seconds.
      const handedOn = Promise.allSettled([meters.shutdown(), spans.shutdown()]);
      await Promise.race([handedOn, wait(2000, undefined, { ref: false })]);
    },
  };
  return telemetry;
}

/** Seconds. */
const boundaries = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function startSpan(tracer: Tracer, kind: WorkKind, name: string) {
  const outward = kind === 'source' || kind === 'peer' || kind === 'signature';
  const spanKind = kind === 'request' ? SpanKind.SERVER : outward ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return tracer.startSpan(`${kind} ${name}`, { kind: spanKind });
}
