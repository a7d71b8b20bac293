import type { App } from './app.ts';
import { el } from './dom.ts';
import type { Exchange } from './network.ts';
import { clock } from './times.ts';
import type { Step, Walk } from './walk.ts';
import { say, t, type Bilingual } from './words.ts';

const shownExchanges = 8;

const notes: Readonly<Record<Step, Bilingual>> = {
  1: {
    zh: '验证码由短信送到手机。节点只保存它的摘要,5 分钟内有效,用一次就作废。',
    en: 'The code comes by text message. The node keeps only a digest of it; it lasts five minutes and works once.',
  },
  2: {
    zh: '姓名和证件号在人口库核对一次。提交后,节点去问行程卡、卫健委和国家平台。',
    en: 'Name and document are compared once. After that the node asks the itinerary card, the health commission and the national platform.',
  },
  3: {
    zh: '没有原因就没有颜色。每个颜色都带着规则、机关、来源、期限和解除办法,并记入透明日志。',
    en: 'No colour without a reason: each comes with rule, authority, sources, end and release, and is committed to in the log.',
  },
  4: {
    zh: '手机用自己的密钥每 30 秒签一次名。关掉网络再看:码照样更新,一个请求也没有。',
    en: 'The phone signs anew every 30 seconds with a key of its own. Switch the network off: the code still changes, and no request is made.',
  },
  5: {
    zh: '查验点先问节点;没有网络时凭信任列表和状态列表自己判断,并说明依据有多旧。',
    en: 'A checkpoint asks the node first. Without a network it judges by the trust list and status lists, and says how old they are.',
  },
  6: {
    zh: '原省份签名说明事实,到达省份按自己的规则判定。搬动的是一份证明,不是数据库。',
    en: 'The home province signs the facts; the other judges them by its own rules. An attestation travels, not a database.',
  },
};

/** What stands behind the step, in two sentences. */
export function notePanel({ walk }: App): HTMLElement {
  return el(
    'section',
    { class: 'note' },
    el('h2', {}, t('这一步里', 'In this step')),
    el('p', {}, say(notes[walk.step])),
  );
}

/** Every request that left this page, as it happens: what is not here was not sent. */
export function requestPanel({ walk }: App): HTMLElement {
  const panel = el('section', { class: 'requests', id: 'requests', 'aria-labelledby': 'requests-title' });
  drawRequests(walk, panel);
  return panel;
}

export function drawRequests(walk: Walk, panel: Element): void {
  const latest = walk.exchanges.slice(-shownExchanges).toReversed();
  panel.replaceChildren(
    el(
      'h2',
      { id: 'requests-title' },
      t('网络上发生了什么', 'On the network'),
      el('small', {}, t(`共 ${walk.exchanges.length} 个请求`, `${walk.exchanges.length} requests`)),
    ),
    latest.length === 0 ? el('p', {}, t('还没有任何请求。', 'No request yet.')) : el('ol', {}, ...latest.map(line)),
  );
}

function line({ at, who, method, path, status, milliseconds }: Exchange): HTMLElement {
  const device = who === 'phone' ? t('手机', 'phone') : t('查验点', 'checkpoint');
  return el(
    'li',
    {},
    el('span', { class: 'at' }, clock(at)),
    el('span', { class: 'device' }, device),
    el('code', {}, `${method} ${path}`),
    el('span', { class: toneOf(status) }, status === 'failed' ? t('没有答复', 'no answer') : String(status)),
    el('span', { class: 'at' }, `${milliseconds} ms`),
  );
}

/** What a node refuses for now, as while the sources are still being asked, is no failure. */
function toneOf(status: Exchange['status']): string {
  if (status === 'failed' || status >= 500) return 'bad';
  return status < 400 ? 'good' : 'not-yet';
}
