import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import { Refusal } from '../refusal.ts';
import { toProblem } from './problem.ts';

/** What one connection may cost, in bytes and milliseconds. */
export interface ConnectionLimits {
  /** Time for the header section, and for the whole request. A phone on a bad network sends a declaration within a few seconds. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** The same for a file, which is read as fast as its rows are stored. */
  readonly uploadMs: number;
  /** How long a connection may stand open without a request, and how many requests it may carry. */
  readonly idleMs: number;
  readonly requestsPerConnection: number;
  /** At one time in this process; the next are closed. */
  readonly connections: number;
  readonly headerBytes: number;
}

export const usualConnectionLimits: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  uploadMs: 3_600_000,
  idleMs: 72_000,
  requestsPerConnection: 10_000,
  connections: 10_000,
  headerBytes: 16_384,
};

/** The limits in the words of the framework and of node:http. What cannot be read without doubt is refused (RFC 9112 §6.3, §11.2). */
export function connectionOptions(limits: ConnectionLimits): FastifyHttpOptions<RawServerDefault> {
  return {
    requestTimeout: limits.uploadMs,
    keepAliveTimeout: limits.idleMs,
    maxRequestsPerSocket: limits.requestsPerConnection,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.uploadMs,
      insecureHTTPParser: false,
      requireHostHeader: true,
      // How soon after its time a slow request is found.
      connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    },
    clientErrorHandler: answerUnreadable,
  };
}

/** Holds every request to `requestMs` except those that `isUpload`: node:http has one time for all of them. */
export function limitBodyTime(
  app: FastifyInstance,
  { requestMs }: ConnectionLimits,
  isUpload: (request: FastifyRequest) => boolean,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isUpload(request)) {
      const { raw } = request;
      const late = Object.assign(new Error('the body did not arrive'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      const timer = setTimeout(() => {
        // A request that came without a network has no socket of the system's.
        if (!raw.complete && raw.socket instanceof Socket) answerUnreadable(late, raw.socket);
      }, requestMs);
      timer.unref();
      raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }
    done();
  });
}

/** What is no request never reaches a route: a problem document is written by hand, and the connection closed. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(new Refusal(problemOf(error.code)), '', undefined);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function problemOf(code: string | undefined): 'too-slow' | 'headers-too-large' | 'invalid-input' {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'too-slow';
  return code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'invalid-input';
}
