import type { schemas } from '@tongxing/contract';
import { both, type Bilingual } from './bilingual.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';

const idPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Undefined where there is no certificate of that id. */
export type FindCertificate = (certificateId: string) => Promise<schemas.CheckedCertificate | undefined>;

/** Where anybody sees what a certificate of this node says and whether it still stands, by the number that is printed on it. */
export async function renderCheck(find: FindCertificate, id: string): Promise<Page> {
  const title = { zh: '核验证明', en: 'Check a certificate' };
  return {
    title,
    here: 'check',
    body: html` <h1>${both(title)}</h1>
      <p>
        ${both({
          zh: '扫描证明上的二维码,或输入证明上的编号。',
          en: 'Scan the QR code of the certificate, or enter the number that is printed on it.',
        })}
      </p>
      <form action="/check" method="get" role="search">
        <label for="id">${both({ zh: '编号', en: 'Number' })}</label>
        <input id="id" name="id" value="${id}" autocomplete="off" spellcheck="false" maxlength="60" />
        <button type="submit">${both({ zh: '核验', en: 'Check' })}</button>
      </form>
      ${id === '' ? undefined : renderResult(idPattern.test(id.toLowerCase()) ? await find(id.toLowerCase()) : undefined)}`,
  };
}

function renderResult(found: schemas.CheckedCertificate | undefined): Html {
  if (found === undefined) {
    return notice('unknown', '?', {
      zh: '没有这个编号的证明。请核对编号,或向出示人索取原件。',
      en: 'There is no certificate of this number. Compare the number, or ask for the original.',
    });
  }
  const state = found.stands
    ? notice('stands', '✓', { zh: '本节点开具,现在有效。', en: 'Issued by this node; it stands.' })
    : notice('ended', '✕', {
        zh: '本节点开具,已被复核撤销,不再有效。',
        en: 'Issued by this node; a review has ended it, and it no longer stands.',
      });
  return html`${state}
    <section class="certificate" aria-label="内容 Content">
      <p>${found.text.zh}</p>
      <p lang="en">${found.text.en}</p>
    </section>
    <details>
      <summary>${both({ zh: '签名原文(JWS)', en: 'The signed text (JWS)' })}</summary>
      <p>
        ${both({
          zh: '可用信任列表中本节点的公钥离线验证。',
          en: 'It verifies with a key of this node in the trust list, without any network.',
        })}
      </p>
      <code class="jws">${found.jws}</code>
    </details>`;
}

/** Colour is never the only sign: a mark and words say the same. */
const notice = (kind: 'stands' | 'ended' | 'unknown', mark: string, words: Bilingual) =>
  html`<p class="notice ${kind}" role="status"><span aria-hidden="true">${mark}</span> <span>${both(words)}</span></p>`;
