import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ProvinceProfile } from '../province.ts';

type Named = Pick<ProvinceProfile, 'codeName' | 'brandColour'>;

/** The app is a program of this node: it loads from here and speaks to here, and nobody may frame it. */
const appPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
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

/**
 * The citizen's app for the web, under `/app/`: the files of a folder, read when they are first asked for and again when they have been
 * built anew. Where there is no folder, or nothing in it yet, there is no app.
 */
export function addCitizenApp(app: FastifyInstance, folder: string | undefined, province: Named): void {
  if (folder === undefined) return;
  const files = createFiles(folder);
  app.get('/app', hidden, async (_request, reply) => reply.redirect('/app/', 308));
  app.get('/app/manifest.webmanifest', hidden, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('application/manifest+json')
      .send(JSON.stringify(manifestOf(province))),
  );
  app.get('/app/*', hidden, async (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const file = files().get(path === '' ? page : path);
    if (file === undefined) return reply.callNotFound();
    return send(reply, file, path, request.headers['accept-encoding']);
  });
}

/** What a browser needs to put the app on the home screen (W3C Web App Manifest), under the name of the province's code. */
function manifestOf({ codeName, brandColour }: Named) {
  const icon = (side: number) => ({ src: `icons/${side}.png`, sizes: `${side}x${side}`, type: 'image/png' });
  return {
    id: './',
    name: `${codeName.zh} ${codeName.en}`,
    short_name: codeName.zh,
    lang: 'zh-CN',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: brandColour,
    icons: [192, 512].flatMap((side) => [icon(side), { ...icon(side), purpose: 'maskable' }]),
  };
}

function send(reply: FastifyReply, file: File, path: string, encodings: string | undefined): FastifyReply {
  void reply
    .header('content-security-policy', appPolicy)
    .header('cache-control', /\.[0-9a-f]{8}\.(js|css)$/.test(path) ? lasting : 'no-cache')
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
