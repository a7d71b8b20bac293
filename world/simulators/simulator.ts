import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SimulatedClock } from './clock.ts';
import { FaultSwitch, spoil, type Fault } from './faults.ts';
import { listen, send, target } from './http.ts';
import { managementRoutes } from './management.ts';
import { Plain, type Admission, type Call, type Definition, type Program, type Routes } from './program.ts';
import { Refusal } from './refusal.ts';
import { RequestRecord, type RecordedRequest } from './request-record.ts';
import { ShapeError } from './shape.ts';
import { demoClients } from './signature.ts';
import { signedHeaders } from './signed-headers.ts';
import { readState, stateWriter } from './state-file.ts';
import { openKept, readKept, type Kept } from './state.ts';

export interface SimulatorOptions {
  /** 0 takes any free port. */
  port: number;
  managementPort: number;
  /** Where answers, clients and memory outlive the process; nothing outlives it where absent. */
  stateFile?: string;
}

export interface RunningSimulator {
  url: string;
  managementUrl: string;
  /** Settles when both ports are closed and the state is durable. */
  stop(): Promise<void>;
}

const REQUEST_LIMIT = 256 * 1024;
const MANAGEMENT_LIMIT = 32 * 1024 * 1024;

/** Starts an outside system on two ports of the loopback address: one speaks as the system does, one manages it. */
export async function startSimulator<A>(
  definition: Definition<A>,
  options: SimulatorOptions,
): Promise<RunningSimulator> {
  const { admission = signedHeaders } = definition;
  const path = options.stateFile;
  const before = path === undefined ? undefined : readKept(definition, await readState(path), path);
  const kept: Kept<A> = { answers: before?.answers ?? definition.noAnswers, clients: before?.clients ?? demoClients };
  const snapshot = (): object => ({ simulator: definition.name, ...kept, memory: program.memory?.() });
  const keep = path === undefined ? async () => {} : stateWriter(path, snapshot);
  const clock = new SimulatedClock();
  const faults = new FaultSwitch();
  const requests = new RequestRecord();
  const surroundings = {
    answers: () => kept.answers,
    now: () => clock.now(),
    secretOf: (appId: string) => kept.clients[appId],
    keep,
  };
  const program: Program = openKept(definition, surroundings, before?.memory, path);
  const management = {
    ...managementRoutes({ definition, kept, keep, clock, faults, requests, program }),
    ...program.managementRoutes,
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const pathname = target(request).pathname;
    const fault = faults.take(pathname);
    const entry = requests.begin(clock.now(), request.method ?? '', pathname, fault.mode);
    if (fault.mode === 'down' && fault.stage !== 'after') return refuseService(response, fault, entry);
    if (fault.mode === 'slow') await wait(fault.delayMs, undefined, { ref: false });
    const result = await respond(program.routes, request, REQUEST_LIMIT, admission, (parameters) => {
      entry.parameters = parameters;
      entry.appId = admission.admit({ parameters, headers: request.headers }, kept.clients, clock.now());
      return { appId: entry.appId, twice: fault.mode === 'duplicate' };
    });
    if (fault.mode === 'down') return refuseService(response, fault, entry);
    if (result.body instanceof Plain) {
      entry.status = result.body.status;
      response.writeHead(result.body.status, result.body.headers).end(result.body.text);
      return;
    }
    entry.status = result.status;
    send(response, result.status, result.status === 200 ? spoil(result.body, fault) : JSON.stringify(result.body));
  };

  const manage = async (request: IncomingMessage, response: ServerResponse) => {
    const anybody = () => ({ appId: '', twice: false });
    const result = await respond(management, request, MANAGEMENT_LIMIT, signedHeaders, anybody);
    send(response, result.status, JSON.stringify(result.body));
  };

  const front = await listen(options.port, (request, response) => void serve(request, response));
  const back = await listen(options.managementPort, (request, response) => void manage(request, response)).catch(
    async (error: unknown) => {
      await front.close();
      throw error;
    },
  );
  return {
    url: front.url,
    managementUrl: back.url,
    stop: async () => {
      await Promise.all([front.close(), back.close()]);
      await program.settled?.();
      await keep();
    },
  };
}

/** The answer of the route a request names, or the refusal; never throws. */
async function respond(
  routes: Routes,
  request: IncomingMessage,
  limit: number,
  { read, refuse }: Pick<Admission, 'read' | 'refuse'>,
  admit: (parameters: Record<string, unknown>) => Call,
): Promise<{ status: number; body: object }> {
  try {
    const path = target(request).pathname;
    const route = routes[`${request.method} ${path}`];
    const parameters = await read(request, limit);
    const call = admit(parameters);
    if (route !== undefined) return { status: 200, body: await route(parameters, call) };
    const elsewhere = Object.keys(routes).some((name) => name.endsWith(` ${path}`));
    throw elsewhere
      ? new Refusal(405, 'method-unknown', 'This path is asked in another way.')
      : new Refusal(404, 'path-unknown', 'There is nothing under this path.');
  } catch (error) {
    return refuse(asRefusal(error));
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ShapeError) return new Refusal(400, 'request-malformed', error.message);
  return new Refusal(500, 'internal', error instanceof Error ? error.message : 'Something went wrong here.');
}

function refuseService(response: ServerResponse, fault: Fault & { mode: 'down' }, entry: RecordedRequest): void {
  if (fault.status === undefined) {
    response.destroy();
    return;
  }
  entry.status = fault.status;
  send(response, fault.status, JSON.stringify({ code: 'unavailable', message: '服务暂不可用' }));
}
