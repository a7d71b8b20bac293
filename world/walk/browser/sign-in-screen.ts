import { createClient, routes } from '@tongxing/contract';
import type { App } from './app.ts';
import { readMessage, sessions } from './citizen.ts';
import { el } from './dom.ts';
import { heading, nextButton, troubleBox } from './parts.ts';
import type { Side, Walk } from './walk.ts';
import { say, t } from './words.ts';

/** Step 1: who one is, and the code that arrives on the phone. */
export function signInScreen(app: App): HTMLElement {
  const { walk } = app;
  return el(
    'div',
    { class: 'screen' },
    heading(t('登录', 'Sign in')),
    el(
      'fieldset',
      { class: 'people' },
      el('legend', {}, t('今天您是谁?', 'Who are you today?')),
      ...walk.installed.people.map((person) => personChoice(app, person.id)),
    ),
    ...(sessions.read(walk.person, walk.home.name) === undefined ? byMessage(app) : bySession(app)),
    troubleBox(app),
  );
}

function personChoice({ walk, choosePerson }: App, id: string): HTMLElement {
  const person = walk.installed.people.find((each) => each.id === id);
  if (person === undefined) return el('span');
  const input = { type: 'radio', name: 'person', id: `person-${id}`, checked: walk.person.id === id };
  return el(
    'label',
    { class: 'person' },
    el('input', { ...input, onToggle: () => choosePerson(id) }),
    el('span', {}, el('b', {}, person.name), ` · ${say(person.place)}`, el('small', {}, say(person.about))),
  );
}

function byMessage(app: App): HTMLElement[] {
  const { walk } = app;
  const phone = el(
    'div',
    { class: 'field' },
    el('span', { class: 'label' }, t('手机号', 'Phone')),
    el('output', {}, walk.person.phone),
  );
  if (walk.message === undefined) {
    return [phone, nextButton(app, t('获取验证码', 'Send me a code'), () => app.act(sending, () => sendCode(walk)))];
  }
  return [
    phone,
    messageBubble(app),
    el(
      'label',
      { class: 'field' },
      el('span', { class: 'label' }, t('验证码', 'Code')),
      el('input', {
        id: 'code',
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        maxlength: 6,
        value: walk.typedCode,
        onInput: (value) => {
          walk.typedCode = value;
          document.getElementById('next')?.toggleAttribute('disabled', value.length !== 6);
        },
      }),
    ),
    nextButton(app, t('登录', 'Sign in'), () => app.act(signingIn, () => enter(app)), walk.typedCode.length === 6),
  ];
}

/** The message as the phone shows it; tapping fills the code in, as phones do. */
function messageBubble(app: App): HTMLElement {
  const { walk } = app;
  const text = walk.message?.text ?? '';
  const code = codeIn(text);
  const fill = () => {
    walk.typedCode = code;
    app.render();
  };
  return el(
    'div',
    { class: 'bubble', role: 'status' },
    el('small', {}, t('短信', 'Message'), ' · ', t('刚刚', 'now')),
    el('p', { lang: 'zh-CN' }, text),
    el('button', { type: 'button', class: 'plain', id: 'fill', onClick: fill }, t(`填入 ${code}`, `Fill in ${code}`)),
  );
}

function bySession(app: App): HTMLElement[] {
  const { walk } = app;
  return [
    el('p', {}, t('您刚才已经登录过,可以直接继续。', 'You signed in a moment ago and can go on.')),
    nextButton(app, t('继续', 'Go on'), () => app.act(signingIn, () => resume(app, walk.home))),
  ];
}

const sending = { zh: '正在发送', en: 'Sending' };
const signingIn = { zh: '正在登录', en: 'Signing in' };

async function sendCode(walk: Walk): Promise<void> {
  try {
    await walk.home.client.call(routes.sendPhoneCode, { body: { phone: walk.person.phone } });
  } finally {
    // Asked too soon, the code of a moment ago may still be good.
    const text = await readMessage(walk.person.phone);
    if (text !== undefined) walk.message = { text };
  }
}

export function codeIn(message: string): string {
  return /验证码 (\d{6})/.exec(message)?.[1] ?? '';
}

async function enter(app: App): Promise<void> {
  const { walk } = app;
  await signIn(walk, walk.home, walk.typedCode);
  app.goTo(2);
}

/** Signs in at a province and speaks for the person from then on. */
export async function signIn(walk: Walk, side: Side, code: string): Promise<void> {
  const { token } = await side.client.call(routes.signIn, { body: { phone: walk.person.phone, code } });
  sessions.keep(walk.person, side.name, token);
  speakAs(walk, side, token);
}

function speakAs(walk: Walk, side: Side, token: string): void {
  side.client = createClient(`/${side.name}`, walk.phoneNetwork.transport(), token);
}

/** Goes on with the session of before. False, and forgotten, when the node does not know it any more. */
export async function resumeSession(walk: Walk, side: Side): Promise<boolean> {
  const token = sessions.read(walk.person, side.name);
  if (token === undefined) return false;
  try {
    await side.client.as(token).call(routes.getMe, {});
    speakAs(walk, side, token);
    return true;
  } catch {
    sessions.forget(walk.person, side.name);
    return false;
  }
}

async function resume(app: App, side: Side): Promise<void> {
  if (await resumeSession(app.walk, side)) app.goTo(2);
}
