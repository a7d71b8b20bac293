import type { App } from './app.ts';
import { el } from './dom.ts';
import { networkSwitch, rows, troubleBox } from './parts.ts';
import { drawQr } from './qr.ts';
import { reasonCard } from './reason-card.ts';
import { colourSigns, drawSign } from './signs.ts';
import { clock, dayAndTime } from './times.ts';
import { standing, type Side, type Walk } from './walk.ts';
import { say, t } from './words.ts';

/** The code as it is shown at a door. Everything on it is in memory already: it is drawn, and renewed, without any request. */
export function codePage(app: App): HTMLElement {
  const { walk } = app;
  const side = standing(walk);
  const { code, told, me, look, phone } = side;
  const sign = colourSigns[code?.colour ?? told?.colour ?? 'pending'];
  const picture = el('div', { class: 'picture' });
  const time = el('output', { class: 'clock' });
  const again = () => void showAnew(walk, side, picture);
  startShowing(app, side, picture, time);
  return el(
    'div',
    { class: `screen code-page ${sign.tone}` },
    el('h2', { id: 'screen-title', tabindex: -1, class: 'code-name' }, say(look.codeName)),
    el(
      'p',
      { class: 'owner' },
      el('b', {}, me?.maskedName ?? ''),
      el('span', {}, t('居民身份证', 'ID card'), ` …${me?.lastFour ?? ''}`),
    ),
    el(
      'button',
      {
        type: 'button',
        class: 'show',
        id: 'show',
        'aria-label': t('健康码,点一下立即更新', 'Health code; tap to renew at once'),
        onClick: again,
      },
      picture,
    ),
    el('div', { class: 'moving', 'aria-hidden': 'true' }, el('span', {})),
    time,
    el('div', { class: `colour ${sign.tone}` }, drawSign(sign), el('b', {}, say(sign.word))),
    rows(
      [t('有效至', 'Valid until'), code === undefined ? '' : dayAndTime(code.validTo)],
      [t('没有网络也能出示到', 'Works without network until'), dayAndTime(phone.showsUntil() * 1000)],
      natRow(side),
    ),
    networkSwitch('phone-network', walk.phoneNetwork.on, (on) => {
      walk.phoneNetwork.on = on;
      app.render();
    }),
    told === undefined
      ? undefined
      : el(
          'details',
          { class: 'why-card' },
          el('summary', {}, t('为什么是这个颜色', 'Why this colour')),
          reasonCard(told, Date.now()),
        ),
    troubleBox(app),
  );
}

/** Sampled and received, where a test is among what the colour rests on. */
function natRow({ told }: Side): readonly [string, string] | undefined {
  const test = told?.reasons.flatMap(({ facts }) => facts).find(({ source }) => source === 'nat-laboratory');
  if (test === undefined) return undefined;
  return [
    t('核酸', 'NAT'),
    t(
      `${dayAndTime(test.observedAt)} 采样,${dayAndTime(test.receivedAt)} 报告`,
      `sampled ${dayAndTime(test.observedAt)}, reported ${dayAndTime(test.receivedAt)}`,
    ),
  ];
}

function startShowing(app: App, side: Side, picture: HTMLElement, time: HTMLElement): void {
  const { walk } = app;
  const tick = () => {
    time.textContent = clock(side.phone.now() * 1000);
    const { shown } = walk;
    if (shown === undefined || side.phone.now() - shown.at >= side.phone.refreshSeconds)
      void showAnew(walk, side, picture);
  };
  if (walk.shown !== undefined) picture.replaceChildren(drawQr(walk.shown.text));
  tick();
  app.eachSecond(tick);
}

async function showAnew(walk: Walk, side: Side, picture: HTMLElement): Promise<void> {
  const at = side.phone.now();
  try {
    const text = await side.phone.show(at);
    walk.shown = { text, at };
    picture.replaceChildren(drawQr(text));
    picture.classList.add('fresh');
    setTimeout(() => picture.classList.remove('fresh'), 400);
  } catch {
    picture.replaceChildren(
      el(
        'p',
        {},
        t(
          '手机里的码条已用完。请打开网络,再领一次。',
          'The phone has no strips left. Switch the network on and get them again.',
        ),
      ),
    );
  }
}
