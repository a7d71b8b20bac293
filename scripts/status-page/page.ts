import type { AnswerOf, routes, schemas } from '@tongxing/contract';
import { html, type Html } from '../../apps/server/src/pages/html.ts';
import { style } from './style.ts';

type Province = Pick<AnswerOf<typeof routes.getProvince>, 'name' | 'serverTime'>;
type Language = 'zh' | 'en';

const words = {
  title: { zh: '健康码系统中断时怎么通行', en: 'Passing while the health-code system is down' },
  usual: {
    zh: '本页更新时尚未启动,请照常亮码',
    en: 'Not in force when this page was renewed: show your code as usual',
  },
  started: { zh: '办法已启动', en: 'In force' },
  until: { zh: '至', en: 'until' },
  silence: {
    zh: (minutes: number) => `查验点连续 ${minutes} 分钟连不上系统时,自动按本办法执行。`,
    en: (minutes: number) =>
      `A checkpoint that has not reached the system for ${minutes} minutes follows it by itself.`,
  },
  hotline: { zh: '咨询电话', en: 'Call' },
  source: { zh: '依据', en: 'By' },
  renewed: { zh: '本页更新于', en: 'This page is of' },
  version: { zh: '版本', en: 'Version' },
  fingerprint: { zh: '签名文件指纹(SHA-256)', en: 'Fingerprint of the signed order (SHA-256)' },
} as const;

/** One self-contained page, Chinese and English: the order, whether it is in force, whom to call, and by what to check it. */
export function renderStatusPage(province: Province, fallback: schemas.PublishedFallback): string {
  const { markup } = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${province.name.zh} · ${words.title.zh}</title>
        ${style}
      </head>
      <body>
        <header>${province.name.zh} <span lang="en">${province.name.en}</span></header>
        <main>${section('zh', province, fallback)} ${section('en', province, fallback)}</main>
        <footer>
          <p>${words.version.zh} <span lang="en">${words.version.en}</span> ${fallback.order.version}</p>
          <p>${words.fingerprint.zh} <span lang="en">${words.fingerprint.en}</span></p>
          <code>${fallback.fingerprint}</code>
        </footer>
      </body>
    </html>`;
  return `${markup}\n`;
}

function section(language: Language, province: Province, { order, word }: schemas.PublishedFallback): Html {
  const [lead = '', ...lines] = order.text[language].split('\n');
  return html`<section lang="${language}">
    <h1>${words.title[language]}</h1>
    ${state(language, word, province.serverTime)}
    <p>${words.silence[language](order.afterMinutes)}</p>
    <h2>${lead}</h2>
    ${lines.map((line) => html`<p class="${/^\d/.test(line) ? 'item' : ''}">${line}</p>`)}
    <p class="call">${words.hotline[language]} <a href="tel:${order.hotline}">${order.hotline}</a></p>
    <p class="quiet">${words.source[language]} ${order.source[language]}</p>
    <p class="quiet">${words.renewed[language]} ${readable(province.serverTime)}</p>
  </section>`;
}

function state(language: Language, word: schemas.PublishedFallback['word'], now: string): Html {
  const isStarted = word?.state === 'started' && Date.parse(now) < Date.parse(word.until);
  if (!isStarted) return html`<p class="state">${words.usual[language]}</p>`;
  const until = `${words.until[language]} ${readable(word.until)}`;
  return html`<p class="state started">
    <span aria-hidden="true">!</span> ${words.started[language]}<small>${until}</small>
  </p>`;
}

/** Of an instant in +08:00: 2026-11-24 08:00. */
function readable(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
