import { ProblemError, routes } from '@tongxing/contract';
import type { App } from './app.ts';
import { el } from './dom.ts';
import { heading, nextButton, troubleBox } from './parts.ts';
import { reasonCard } from './reason-card.ts';
import { colourSigns, drawSign } from './signs.ts';
import { homeScope, type Side } from './walk.ts';
import { say, t } from './words.ts';

/** Step 3: the colour, and everything a person is owed with it. */
export function colourScreen(app: App): HTMLElement {
  const { walk } = app;
  const { told } = walk.home;
  if (told === undefined) return el('div', { class: 'screen' });
  const sign = colourSigns[told.colour];
  return el(
    'div',
    { class: 'screen' },
    heading(t('您的颜色', 'Your colour')),
    el('div', { class: `colour ${sign.tone}` }, drawSign(sign), el('b', {}, say(sign.word))),
    reasonCard(told, Date.now()),
    nextButton(app, t('领取我的码', 'Get my code'), () =>
      app.act({ zh: '正在签发', en: 'Being signed' }, () => getCode(app)),
    ),
    troubleBox(app),
  );
}

async function getCode(app: App): Promise<void> {
  const { walk } = app;
  walk.home.code = await walk.home.client.call(routes.applyForCode, { body: { scope: homeScope(walk) } });
  await takeStrips(app, walk.home);
  app.goTo(4);
}

/** After this the phone needs nobody any more. */
export async function takeStrips({ walk }: App, side: Side): Promise<void> {
  try {
    await side.phone.takeStrips(side.client, walk.person.deviceId);
  } catch (error) {
    // Her decision was made anew at this very moment: the strips come a moment later.
    if (!(error instanceof ProblemError) || error.code !== 'no-decision-yet') throw error;
    await side.phone.takeStrips(side.client, walk.person.deviceId);
  }
}
