import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { addWebApp } from './web-app.ts';

const path = '/guard';

/** What is installed on a home screen, whatever the province: a guard's device may be lent. */
const manifest = {
  id: './',
  name: '通行查验 Tongxing checkpoint',
  short_name: '通行查验',
  lang: 'zh-CN',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#0b5cad',
  icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
};

/** It reads pictures by a compiled program, and sees through the camera, with the screen kept on. */
const policy = { 'script-src': "'self' 'wasm-unsafe-eval'", 'img-src': "'self' data: blob: mediastream:" } as const;

/**
 * The checkpoint app, and the root keys that a device takes over from it when it is enrolled: they come with the app, from the
 * configuration of the node, and are asked for that once. Beside it the page of employers and schools, which is built with it.
 */
export function addCheckpointApp(app: FastifyInstance, { checkpointApp, trust }: Config): void {
  if (checkpointApp === undefined) return;
  addWebApp(app, { path: '/roster', folder: join(checkpointApp.folder, 'roster') });
  addWebApp(app, {
    path,
    folder: join(checkpointApp.folder, 'guard'),
    manifest,
    policy,
    features: ['camera', 'screen-wake-lock'],
  });
  app.get(`${path}/roots.json`, { schema: { hide: true } }, async (_request, reply) => {
    const roots = JSON.parse(await readFile(trust.rootsFile, 'utf8')) as unknown;
    return reply.header('cache-control', 'no-store').send({ threshold: trust.threshold, roots });
  });
}
