import { html, type Html } from './html.ts';

/** The same in Chinese and English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Both languages of a sentence, Chinese first, each marked for those who hear the page. */
export function both({ zh, en }: Bilingual): Html {
  return html`<span class="zh">${zh}</span> <span class="en" lang="en">${en}</span>`;
}
