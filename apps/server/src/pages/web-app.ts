import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { pagePolicy, permissionsPolicy } from '../platform/http/security-headers.ts';

/** An app is a program of this node: it loads from here and speaks to here, and nobody may frame it. */
const appPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': 'data:',
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** An app for the browser that this node serves. */
export interface WebApp {
  /** Where it is, without the last stroke. */
  readonly path: string;
  /** Its files; where there is no folder, or nothing in it yet, there is no app. */
  readonly folder: string | undefined;
  /** W3C Web App Manifest: what a browser needs to put it on the home screen. Absent for what is not put there. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** What it needs beside the policy that all have. */
  readonly policy?: Partial<Record<keyof typeof appPolicy, string>>;
  /** Features of the browser that it uses. */
  readonly features?: readonly string[];
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

interface File {
  readonly mediaType: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

const page = 'index.html';
const hidden = { schema: { hide: true } };
/** A name with the hash of its content: it never means anything else. */
const lasting = 'public, max-age=31536000, immutable';

/** Whoever comes before the app is built is told so, and is there once it is. */
function sendNotYet(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .headers({ 'retry-after': '5', 'cache-control': 'no-store', 'content-security-policy': pagePolicy })
    .type('text/html; charset=utf-8')
    .send(notYet);
}

const notYet = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>正在准备 · Getting ready</title><link rel="stylesheet" href="/pages/style.css"></head><body><main class="wide" role="status">
<h1>正在准备 <span lang="en">Getting ready</span></h1><p>应用正在构建,首次约一两分钟。本页自动刷新,好了就打开,不用操作。</p>
<p lang="en">The app is being built, a minute or two the first time. This page looks again by itself and opens it.</p></main></body></html>`;

/** Serves the files of a folder, read when they are first asked for and again when they have been built anew. */
export function addWebApp(app: FastifyInstance, { path, folder, manifest, policy, features }: WebApp): void {
  if (folder === undefined) return;
  const files = createFiles(folder);
  const policyText = Object.entries({ ...appPolicy, ...policy })
    .map((words) => words.join(' '))
    .join('; ');
  // Without the last stroke it may be an address of the API: then whoever types it is led on, and a program is not.
  if (app.hasRoute({ method: 'GET', url: path })) leadReaders(app, path);
  else app.get(path, hidden, async (_request, reply) => reply.redirect(`${path}/`, 308));
  if (manifest !== undefined) {
    app.get(`${path}/manifest.webmanifest`, hidden, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('application/manifest+json').send(JSON.stringify(manifest)),
    );
  }
  app.get(`${path}/*`, hidden, async (request, reply) => {
    const { '*': name } = request.params as { '*': string };
    const file = files().get(name === '' ? page : name);
    if (file === undefined) return name === '' ? sendNotYet(reply) : reply.callNotFound();
    void reply.headers({ 'content-security-policy': policyText, 'permissions-policy': permissionsPolicy(features) });
    return send(reply, file, name, request.headers['accept-encoding']);
  });
}

/** Sends on who asks for a page where the API has the same address. */
function leadReaders(app: FastifyInstance, path: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const { url, method } = request.routeOptions;
    if (url !== path || method !== 'GET' || request.headers.accept?.includes('text/html') !== true) return undefined;
    return reply.headers({ vary: 'accept', 'cache-control': 'no-store' }).redirect(`${path}/`, 303);
  });
}

function send(reply: FastifyReply, file: File, path: string, encodings: string | undefined): FastifyReply {
  void reply
    .header('cache-control', /\.[0-9a-f]{8}\.(js|css|svg|wasm)$/.test(path) ? lasting : 'no-cache')
    .header('vary', 'accept-encoding')
    .type(file.mediaType);
  if (encodings?.includes('gzip') !== true) return reply.send(file.plain);
  return reply.header('content-encoding', 'gzip').send(file.gzipped);
}

/** The files by their paths. Only those that were found in the folder can be asked for. */
function createFiles(folder: string): () => ReadonlyMap<string, File> {
  let [held, readAt] = [new Map<string, File>(), 0];
  return () => {
    const first = join(folder, page);
    const builtAt = existsSync(first) ? statSync(first).mtimeMs : 0;
    if (builtAt !== readAt) [held, readAt] = [builtAt === 0 ? new Map<string, File>() : readFiles(folder), builtAt];
    return held;
  };
}

function readFiles(folder: string): Map<string, File> {
  const entries = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const mediaType = mediaTypes[extname(path)];
      if (mediaType === undefined) return [];
      const plain = readFileSync(path);
      return [[relative(folder, path), { mediaType, plain, gzipped: gzipSync(plain) }]];
    }),
  );
}
