import { routes, type schemas } from '@tongxing/contract';
import type { App } from './app.ts';
import { declare, verify } from './citizen.ts';
import { el, type Attributes } from './dom.ts';
import { heading, nextButton, rows, troubleBox } from './parts.ts';
import { dayAndTime } from './times.ts';
import { say, t, type Bilingual } from './words.ts';

const symptomNames: Readonly<Record<schemas.HealthAnswers['symptoms'][number], Bilingual>> = {
  fever: { zh: '发热', en: 'fever' },
  'dry-cough': { zh: '干咳', en: 'dry cough' },
  dyspnoea: { zh: '呼吸困难', en: 'shortness of breath' },
  fatigue: { zh: '乏力', en: 'fatigue' },
  respiratory: { zh: '其他呼吸道症状', en: 'other respiratory symptoms' },
};

/** Step 2: the real-name check first, then health, itinerary and the pledge. */
export function declareScreen(app: App): HTMLElement {
  return app.walk.home.me?.verified === true ? declaration(app) : verification(app);
}

function verification(app: App): HTMLElement {
  const { walk } = app;
  const { person, home } = walk;
  const check = async () => {
    home.me = await verify(home.client, person);
    walk.pledge = await home.client.call(routes.getPledge, {});
  };
  return el(
    'div',
    { class: 'screen' },
    heading(t('实名认证', 'Your real name')),
    el(
      'p',
      {},
      t('姓名和证件号会与人口库核对一次。', 'Name and document are compared with the population registry, once.'),
    ),
    rows(
      [t('姓名', 'Name'), person.name],
      [t('证件', 'Document'), t('居民身份证', 'Resident identity card')],
      [t('证件号', 'Number'), person.documentNumber],
    ),
    nextButton(app, t('核对', 'Check'), () => app.act({ zh: '正在核对', en: 'Checking' }, check)),
    troubleBox(app),
  );
}

function declaration(app: App): HTMLElement {
  const { walk } = app;
  const { answers, stays } = walk.person.declaration;
  return el(
    'div',
    { class: 'screen' },
    heading(t('健康申报', 'Your declaration')),
    el('p', {}, t('已按这位居民的情况填好,您可以改。', 'Filled in as this resident would; you may change it.')),
    el(
      'fieldset',
      { class: 'symptoms' },
      el('legend', {}, t('今天有这些症状吗?', 'Any of these today?')),
      ...Object.entries(symptomNames).map(([symptom, name]) =>
        tick(say(name), {
          checked: answers.symptoms.some((each) => each === symptom),
          onToggle: (on) => toggle(answers.symptoms, symptom as keyof typeof symptomNames, on),
        }),
      ),
    ),
    tick(t('14 天内接触过病例', 'In contact with a case within 14 days'), {
      checked: answers.contactWithCase,
      onToggle: (on) => {
        answers.contactWithCase = on;
      },
    }),
    temperature(answers),
    el('h3', {}, t('近 14 天行程', 'The last 14 days')),
    rows(
      ...stays.map(
        (stay) => [placeOf(app, stay.division), `${dayAndTime(stay.from)} – ${dayAndTime(stay.to)}`] as const,
      ),
    ),
    el('h3', {}, t('承诺书', 'The pledge')),
    el('blockquote', {}, walk.pledge === undefined ? '' : say(walk.pledge)),
    tick(t('我已阅读并承诺', 'I have read it and I promise'), {
      id: 'pledge',
      checked: walk.pledged,
      onToggle: (on) => {
        walk.pledged = on;
        app.render();
      },
    }),
    nextButton(
      app,
      t('提交申报', 'Declare'),
      () => app.act({ zh: '正在核对各来源', en: 'Asking the sources' }, () => submit(app)),
      walk.pledged,
    ),
    troubleBox(app),
  );
}

function tick(name: string, attributes: Attributes): HTMLElement {
  return el('label', { class: 'tick' }, el('input', { type: 'checkbox', ...attributes }), name);
}

function temperature(answers: schemas.HealthAnswers): HTMLElement {
  const input = el('input', {
    type: 'number',
    class: 'temperature',
    min: 30,
    max: 45,
    step: 0.1,
    value: answers.temperature ?? '',
    onInput: (value) => {
      if (value === '') delete answers.temperature;
      else answers.temperature = Number(value);
    },
  });
  return el('label', { class: 'tick' }, t('体温 ℃', 'Temperature ℃'), input);
}

async function submit(app: App): Promise<void> {
  const { walk } = app;
  walk.home.told = await declare(walk.home.client, walk.person.declaration, walk.pledge?.version ?? '');
  app.goTo(3);
}

function toggle<T>(list: T[], item: T, on: boolean): void {
  const at = list.indexOf(item);
  if (on && at === -1) list.push(item);
  if (!on && at !== -1) list.splice(at, 1);
}

function placeOf({ walk }: App, division: string): string {
  const name = walk.installed.placeNames[division];
  return name === undefined ? division : say(name);
}
