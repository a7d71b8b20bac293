import type { ProvinceProfile } from '../province.ts';
import { both, type Bilingual } from './bilingual.ts';
import { html, type Html } from './html.ts';

export type Brand = Pick<ProvinceProfile, 'name' | 'codeName' | 'hotline' | 'brandColour'>;

export interface Page {
  readonly title: Bilingual;
  readonly here: 'start' | 'reference' | 'check';
  readonly body: Html;
}

/** A whole page: header in the colour of the province, the body, and whom to call. */
export function layOut(brand: Brand, { title, here, body }: Page): string {
  const link = (page: Page['here'], address: string, name: Bilingual) =>
    html`<a href="${address}" ${page === here ? html` aria-current="page"` : undefined}>${both(name)}</a>`;
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title.zh} · ${title.en}</title>
        <link rel="stylesheet" href="/pages/style.css" />
        <link rel="icon" href="/pages/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">${both({ zh: '跳到正文', en: 'Skip to content' })}</a>
        <header class="brand">
          <div class="wide">
            <p class="province">${both(brand.name)}</p>
            <p class="code-name">${both(brand.codeName)}</p>
            <nav aria-label="页面 Pages">
              ${link('start', '/', { zh: '首页', en: 'Start' })}${link('reference', '/reference', { zh: '接口说明', en: 'API reference' })}${link('check', '/check', { zh: '核验证明', en: 'Check a certificate' })}
            </nav>
          </div>
        </header>
        <main id="content" class="wide ${here}">${body}</main>
        <footer class="wide">
          <p>${both({ zh: `咨询电话 ${brand.hotline}`, en: `Hotline ${brand.hotline}` })}</p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}
