import type { App } from './app.ts';
import { codePage } from './code-page.ts';
import { colourScreen } from './colour-screen.ts';
import { checkpointPanel } from './checkpoint-panel.ts';
import { declareScreen } from './declare-screen.ts';
import { el } from './dom.ts';
import { notePanel, requestPanel } from './side-panel.ts';
import { signInScreen } from './sign-in-screen.ts';
import { travelScreen } from './travel-screen.ts';
import { showsCode, standing, type Step } from './walk.ts';
import { say, t, type Bilingual } from './words.ts';

export const steps: readonly Step[] = [1, 2, 3, 4, 5, 6];

const stepNames: Readonly<Record<Step, Bilingual>> = {
  1: { zh: '登录', en: 'Sign in' },
  2: { zh: '申报', en: 'Declare' },
  3: { zh: '颜色', en: 'Colour' },
  4: { zh: '亮码', en: 'Show' },
  5: { zh: '查验', en: 'Check' },
  6: { zh: '出省', en: 'Travel' },
};

export interface Looks {
  readonly toggles: readonly {
    readonly id: string;
    readonly name: string;
    readonly on: boolean;
    readonly change: () => void;
  }[];
}

/** The whole page: the six steps above, the phone, and beside it the checkpoint or what stands behind the step. */
export function drawFrame(app: App, { toggles }: Looks): HTMLElement[] {
  const { walk } = app;
  const side = standing(walk);
  const checking = walk.step === 5 || (walk.step === 6 && side === walk.away);
  return [
    el(
      'header',
      { class: 'top' },
      el('h1', {}, t('通行', 'Tongxing'), el('small', {}, t('六步走一遍', 'six steps'))),
      el(
        'nav',
        { 'aria-label': t('步骤', 'Steps') },
        el('ol', { class: 'steps' }, ...steps.map((step) => stepItem(app, step))),
      ),
      el(
        'div',
        { class: 'looks' },
        ...toggles.map(({ id, name, on, change }) =>
          el('button', { type: 'button', id, class: 'look', 'aria-pressed': String(on), onClick: change }, name),
        ),
      ),
    ),
    el(
      'main',
      { class: checking ? 'checking' : '' },
      el(
        'section',
        { class: 'phone', 'aria-label': t('手机', 'The phone') },
        el('div', { class: `brand ${side.name}` }, say(side.look.name)),
        showsCode(walk) ? codePage(app) : screens[walk.step](app),
        following(app),
      ),
      el(
        'div',
        { class: 'beside' },
        checking ? checkpointPanel(app) : notePanel(app),
        checking ? notePanel(app) : undefined,
        requestPanel(app),
        behind(app),
      ),
    ),
  ];
}

const screens: Readonly<Record<Step, (app: App) => HTMLElement>> = {
  1: signInScreen,
  2: declareScreen,
  3: colourScreen,
  4: codePage,
  5: codePage,
  6: travelScreen,
};

function stepItem({ walk, goTo }: App, step: Step): HTMLElement {
  const here = walk.step === step;
  const open = step <= walk.reached;
  const inner = [el('b', {}, String(step)), el('span', {}, say(stepNames[step]))];
  const attributes = { type: 'button', class: 'step', id: `step-${step}`, disabled: !open, onClick: () => goTo(step) };
  return el('li', {}, el('button', { ...attributes, ...(here ? { 'aria-current': 'step' } : {}) }, ...inner));
}

/** Below the code page: the step that comes next. */
function following(app: App): HTMLElement | undefined {
  const { walk, goTo } = app;
  if (walk.step === 4) return onward(t('去查验点', 'To the checkpoint'), () => goTo(5));
  if (walk.step === 5)
    return onward(t(`带着它去${say(walk.away.look.name)}`, `Travel to ${say(walk.away.look.name)}`), () => goTo(6));
  if (walk.step === 6 && standing(walk) === walk.away) {
    const took = ((walk.travel?.tookMs ?? 0) / 1000).toFixed(1);
    return el(
      'p',
      { class: 'end' },
      t(`转码用时 ${took} 秒。六步走完了。`, `Converted in ${took} s. That was all six.`),
    );
  }
  return undefined;
}

function onward(label: string, go: () => void): HTMLElement {
  return el(
    'div',
    { class: 'onward' },
    el('button', { type: 'button', id: 'next', class: 'next', onClick: go }, label),
  );
}

function behind({ walk }: App): HTMLElement {
  const { addresses, sides } = walk.installed;
  return el(
    'p',
    { class: 'behind' },
    t('幕后:', 'Behind it: '),
    ...(['shanxi', 'shandong'] as const).map((name) =>
      el(
        'a',
        { href: `${addresses[name]}/`, target: '_blank', rel: 'noreferrer' },
        t(`${say(sides[name].name)}节点`, `the node of ${say(sides[name].name)}`),
      ),
    ),
  );
}
