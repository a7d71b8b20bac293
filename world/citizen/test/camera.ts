import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../clients/browser.ts';

/** A page that may use a camera, which takes TLS; nothing is fetched. */
const checkpointPage = 'https://checkpoint.example/';
const sight = { width: 1280, height: 720 };
/** How a phone is held before a camera: width in the picture, and the CSS that turns it. */
const held = [
  'width: 560px; transform: rotate(4deg)',
  'width: 520px; transform: perspective(1200px) rotateY(14deg) rotate(-8deg)',
  'width: 500px; transform: perspective(1400px) rotateX(12deg) rotate(11deg); filter: blur(0.6px) brightness(0.8)',
];

/**
 * What a camera of 720p delivers that looks at a screen: the picture goes as Motion JPEG through the browser's capture device, as a
 * page gets it from `getUserMedia`.
 * @param screen a picture of the screen
 * @returns a frame as a PNG for each way the phone is held
 */
export async function lookAt(browser: Browser, screen: Buffer): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-camera-'));
  try {
    const frames: Buffer[] = [];
    for (const pose of held) {
      const film = join(folder, 'film.mjpeg');
      await writeFile(film, await filmed(browser, screen, pose));
      frames.push(await captured(film));
    }
    return frames;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filmed(browser: Browser, screen: Buffer, pose: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: sight });
  try {
    await page.setContent(`<body style="margin: 0; background: #6b6f5f; overflow: hidden; display: grid; place-items: start center">
      <img style="${pose}" src="data:image/png;base64,${screen.toString('base64')}"></body>`);
    return await page.screenshot({ type: 'jpeg', quality: 80 });
  } finally {
    await page.close();
  }
}

async function captured(film: string): Promise<Buffer> {
  const camera = await openBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  try {
    const page = await camera.newPage();
    await page.route(checkpointPage, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(checkpointPage);
    return Buffer.from(await page.evaluate<string>(`(${capture})(${JSON.stringify(sight)})`), 'base64');
  } finally {
    await camera.close();
  }
}

/** Runs in the browser. */
const capture = `async ({ width, height }) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width, height } });
  const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true });
  await video.play();
  const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext('2d').drawImage(video, 0, 0);
  stream.getTracks().forEach((track) => track.stop());
  return canvas.toDataURL('image/png').split(',')[1];
}`;
