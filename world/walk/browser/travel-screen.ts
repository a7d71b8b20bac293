import { routes, type schemas } from '@tongxing/contract';
import type { App } from './app.ts';
import { consent, convert, readMessage, untilColour, verify } from './citizen.ts';
import { setUp } from './checkpoint-panel.ts';
import { takeStrips } from './colour-screen.ts';
import { el } from './dom.ts';
import { heading, nextButton, rows, troubleBox } from './parts.ts';
import { codeIn, resumeSession, signIn } from './sign-in-screen.ts';
import { dayAndTime } from './times.ts';
import { arrivalScope } from './installed.ts';
import type { Travel, Walk } from './walk.ts';
import { say, t, type Bilingual } from './words.ts';

/** Step 6: consent at home, and a code of the province one has come to. */
export function travelScreen(app: App): HTMLElement {
  const { walk } = app;
  const { travel } = walk;
  if (travel?.conversion !== undefined) return outcome(app, travel.conversion);
  return travel === undefined ? asking(app) : working(app, travel);
}

function asking(app: App): HTMLElement {
  const { home, away } = app.walk;
  const [from, to] = [say(home.look.name), say(away.look.name)];
  return el(
    'div',
    { class: 'screen' },
    heading(t(`到${to}去`, `On to ${to}`)),
    el(
      'p',
      {},
      t(
        `${to}会问${from}一次:您的码是什么颜色。您同意后才会问。`,
        `${to} asks ${from} once which colour your code has, and only if you agree.`,
      ),
    ),
    rows(
      [t('谁来问', 'Who asks'), to],
      [t('问谁', 'Whom'), from],
      [t('问什么', 'What for'), t('颜色、原因、解除条件、数据新鲜程度', 'colour, reason, release, freshness')],
      [t('不会问', 'Never'), t('行程、检测记录、其他任何内容', 'itinerary, tests, anything else')],
      [t('有效', 'For'), t('30 分钟,用一次', '30 minutes, one use')],
    ),
    el(
      'p',
      {},
      t('同意也表示:您向对方省份作同样的申报和承诺。', 'Agreeing also makes the same declaration and pledge there.'),
    ),
    nextButton(app, t('同意并转码', 'Agree and convert'), () =>
      app.act({ zh: '正在转码', en: 'Converting' }, () => go(app)),
    ),
    troubleBox(app),
  );
}

function working(app: App, travel: Travel): HTMLElement {
  return el(
    'div',
    { class: 'screen' },
    heading(t('正在转码', 'Converting')),
    progressList(travel),
    app.walk.message === undefined
      ? undefined
      : el(
          'div',
          { class: 'bubble' },
          el('small', {}, t('短信', 'Message')),
          el('p', { lang: 'zh-CN' }, app.walk.message.text),
        ),
    troubleBox(app),
    app.walk.busy === undefined
      ? nextButton(app, t('再试一次', 'Try again'), () => app.act({ zh: '正在转码', en: 'Converting' }, () => go(app)))
      : undefined,
  );
}

export function progressList({ progress }: Travel): HTMLElement {
  return el(
    'ol',
    { class: 'progress' },
    ...progress.map(({ text, done }) =>
      el(
        'li',
        { class: done ? 'done' : 'doing' },
        done
          ? el('span', { class: 'mark', 'aria-hidden': 'true' }, '✓')
          : el('span', { class: 'mark busy', 'aria-hidden': 'true' }, el('span', { class: 'spinner' })),
        say(text),
      ),
    ),
  );
}

/** Where it did not end in a code: why, and what helps. */
function outcome(app: App, conversion: schemas.Conversion): HTMLElement {
  const { walk } = app;
  const state = stateNames[conversion.state];
  return el(
    'div',
    { class: 'screen' },
    heading(t('转码结果', 'What came of it')),
    state === undefined ? undefined : el('p', { class: 'outcome' }, el('b', {}, say(state))),
    conversion.cause === null ? undefined : el('p', { class: 'why' }, say(conversion.cause.text)),
    conversion.cause === null ? undefined : el('p', {}, say(conversion.cause.cure)),
    conversion.nextTryAt === null
      ? undefined
      : el(
          'p',
          {},
          t(`下次查询:${dayAndTime(conversion.nextTryAt)}`, `Asked again: ${dayAndTime(conversion.nextTryAt)}`),
        ),
    walk.travel === undefined ? undefined : progressList(walk.travel),
    troubleBox(app),
  );
}

const stateNames: Readonly<Record<string, Bilingual>> = {
  'waiting-for-origin': { zh: '等待原省份', en: 'Waiting for your province' },
  deferred: { zh: '暂缓', en: 'Deferred' },
  rejected: { zh: '没有转成', en: 'Not converted' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  submitted: { zh: '已提交', en: 'Submitted' },
  verifying: { zh: '正在核对', en: 'Being checked' },
};

/** All of it in one go; the person agreed once and need do nothing more. */
async function go(app: App): Promise<void> {
  const { walk } = app;
  const { home, away, person } = walk;
  const travel: Travel = (walk.travel = { progress: [] });
  const [from, to] = [home.look.name, away.look.name];
  const step = async <T>(text: Bilingual, work: () => Promise<T>): Promise<T> => {
    const line = { text, done: false };
    travel.progress.push(line);
    app.render();
    const result = await work();
    line.done = true;
    return result;
  };
  await step({ zh: `登录${to.zh}`, en: `Sign in at ${to.en}` }, () => signInAway(walk));
  away.me = await step({ zh: `${to.zh}核对实名`, en: `${to.en} checks your name` }, () => verify(away.client, person));
  const agreed = await step({ zh: `在${from.zh}记录同意`, en: `Consent kept at ${from.en}` }, () =>
    consent(home.client, away.look.division),
  );
  const began = performance.now();
  const conversion = await step(
    { zh: `${to.zh}询问${from.zh},按本省规则判定`, en: `${to.en} asks ${from.en} and judges by its own rules` },
    async () => {
      const { version } = await away.client.call(routes.getPledge, {});
      const application = {
        originDivision: home.look.division,
        scope: arrivalScope(away.look),
        consent: agreed,
        pledge: { version, confirmed: true },
        ...person.declaration,
      };
      return convert(away.client, application);
    },
  );
  travel.tookMs = Math.round(performance.now() - began);
  if (conversion.state === 'approved') {
    await step({ zh: '领取新码', en: 'Get the new code' }, async () => {
      away.told = await untilColour(away.client);
      away.code = await away.client.call(routes.getCode, {});
      await takeStrips(app, away);
    });
    await step({ zh: `${to.zh}的查验点就位`, en: `A checkpoint in ${to.en}` }, () => setUp(walk, away));
    delete walk.shown;
    delete walk.scan;
  }
  travel.conversion = conversion;
}

/** The message arrives on the same telephone and is filled in as telephones do. */
async function signInAway(walk: Walk): Promise<void> {
  if (await resumeSession(walk, walk.away)) return;
  await walk.away.client.call(routes.sendPhoneCode, { body: { phone: walk.person.phone } });
  const text = (await readMessage(walk.person.phone)) ?? '';
  walk.message = { text };
  await signIn(walk, walk.away, codeIn(text));
}
