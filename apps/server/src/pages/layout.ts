import type { ProvinceProfile } from '../province.ts';
import { both, type Bilingual } from './bilingual.ts';
import { html, type Html } from './html.ts';

export type Brand = Pick<ProvinceProfile, 'name' | 'codeName' | 'hotline' | 'brandColour'>;

export interface Page {
  readonly title: Bilingual;
  readonly here: 'start' | 'reference';
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
              ${link('start', '/', { zh: '首页', en: 'Start' })}${link('reference', '/reference', { zh: '接口说明', en: 'API reference' })}
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

/** White or ink on a colour of the province's choice, whichever can be read better (relative luminance, WCAG 2.2). */
export function textOn(colour: string): '#FFFFFF' | '#17212B' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const inkLuminance = 0.0149;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / (inkLuminance + 0.05) ? '#FFFFFF' : '#17212B';
}
