import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { encode } from 'uqr';

const executablePath = '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/** The page on which a phone shows a code, laid out as the provinces' own pages are. */
export interface CodePage {
  /** What the QR code says; undefined for a page without one. */
  readonly code: string | undefined;
  readonly owner: string;
  readonly lastFour: string;
  /** As it stands on the page. */
  readonly clock: string;
  readonly colour: keyof typeof tones;
  /** 绿码 and the like, where the page says something else than its colour. */
  readonly word?: string;
  readonly province?: string;
  readonly isDark?: boolean;
}

const tones = {
  green: { light: '#0A7D3E', dark: '#4CC38A', word: '绿码' },
  yellow: { light: '#F5B000', dark: '#F5B000', word: '黄码' },
  red: { light: '#C0261C', dark: '#FF8A80', word: '红码' },
} as const;

export interface Darkroom {
  /** A screenshot of a phone: PNG, or JPEG of a quality. */
  photograph(page: CodePage, how?: { width?: number; quality?: number }): Promise<Buffer>;
  /** A screenshot of any document. */
  develop(html: string, how?: { width?: number; quality?: number }): Promise<Buffer>;
  close(): Promise<void>;
}

/** @throws Error when Debian's Chromium is not there: what needs a browser fails without one */
export async function openDarkroom(): Promise<Darkroom> {
  if (!existsSync(executablePath))
    throw new Error(`Chromium is missing: install Debian's package so that ${executablePath} exists`);
  const browser: Browser = await chromium.launch({ executablePath, args });
  const darkroom: Darkroom = {
    photograph: (page, how) => darkroom.develop(drawPage(page), how),
    async develop(html, { width = 360, quality } = {}) {
      const viewport = { width, height: Math.round((width * 800) / 360) };
      const sheet = await browser.newPage({ viewport, deviceScaleFactor: 3 });
      try {
        await sheet.setContent(html);
        return await sheet.screenshot(quality === undefined ? { type: 'png' } : { type: 'jpeg', quality });
      } finally {
        await sheet.close();
      }
    },
    close: () => browser.close(),
  };
  return darkroom;
}

export function drawPage(page: CodePage): string {
  const { owner, lastFour, clock, colour, province = '山西', isDark = false } = page;
  const tone = tones[colour][isDark ? 'dark' : 'light'];
  const [paper, ink] = isDark ? ['#10161C', '#E8EDF2'] : ['#FFFFFF', '#17212B'];
  return `<!doctype html><html lang="zh"><style>
    body { margin: 0; background: ${paper}; color: ${ink}; font: 16px/1.55 "Noto Sans CJK SC", sans-serif; text-align: center; }
    header { background: #8C1D18; color: #FFFFFF; padding: 10px; font-weight: 600; }
    h2 { font-size: 20px; margin: 20px 0 12px; } p { margin: 8px 0; }
    .code { width: 74%; margin: 12px auto; aspect-ratio: 1; background: #FFFFFF; outline: 4px solid ${tone}; }
    .clock { font-size: 26px; font-weight: 600; }
    .word { margin: 12px 20px; padding: 12px; border: 2px solid ${tone}; border-radius: 12px; color: ${tone}; font: 700 40px/1.2 "Noto Sans CJK SC"; }
    </style><header>${province}省</header><h2>${province}健康码</h2>
    <p><b>${owner}</b> 居民身份证 …${lastFour}</p><div class="code">${drawCode(page.code)}</div>
    <p class="clock">${clock}</p><div class="word">${page.word ?? tones[colour].word}</div>
    <p>有效至 12月1日 8:00</p><p>核酸 11月23日 9:12 采样</p></html>`;
}

function drawCode(text: string | undefined): string {
  if (text === undefined) return '';
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
