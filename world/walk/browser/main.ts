import type { App } from './app.ts';
import { drawFrame } from './frame.ts';
import { fetchInstalled } from './installed.ts';
import { drawRequests } from './side-panel.ts';
import { startOver, troubleOf, type Walk } from './walk.ts';
import { say, speak, spoken, t, type Bilingual } from './words.ts';

const root = document.getElementById('walk') as HTMLElement;
const looks = document.documentElement;
let ticks: (() => void)[] = [];
let walk: Walk;

const changed = () => {
  const panel = document.getElementById('requests');
  if (panel !== null) drawRequests(walk, panel);
};

const app: App = {
  get walk() {
    return walk;
  },
  render,
  act(what: Bilingual, work: () => Promise<void>) {
    if (walk.busy !== undefined) return;
    walk.busy = what;
    delete walk.trouble;
    render();
    work()
      .catch((error: unknown) => {
        walk.trouble = troubleOf(error);
      })
      .finally(() => {
        delete walk.busy;
        render();
      })
      .catch(() => undefined);
  },
  goTo(step) {
    delete walk.trouble;
    walk.step = step;
    if (step > walk.reached) walk.reached = step;
    render();
    scrollTo({ top: 0 });
    document.getElementById('screen-title')?.focus({ preventScroll: true });
  },
  choosePerson(id) {
    const person = walk.installed.people.find((each) => each.id === id);
    if (person === undefined) return;
    walk = startOver(walk.installed, person, walk.exchanges, changed);
    render();
  },
  eachSecond(tick) {
    ticks.push(tick);
  },
};

/** Draws everything anew and gives the focus back to what had it. */
function render(): void {
  const focused = document.activeElement?.id;
  const open = document.querySelector('details')?.open === true;
  ticks = [];
  root.replaceChildren(...drawFrame(app, { toggles: [elder(), dark(), language()] }));
  document.querySelector('details')?.toggleAttribute('open', open);
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
}

function language() {
  const change = () => {
    speak(spoken() === 'zh' ? 'en' : 'zh');
    looks.lang = spoken() === 'zh' ? 'zh-CN' : 'en';
    render();
  };
  return { id: 'language', name: say({ zh: 'English', en: '中文' }), on: spoken() === 'en', change };
}

function elder() {
  const on = looks.classList.contains('elder');
  const change = () => {
    looks.classList.toggle('elder');
    render();
  };
  return { id: 'elder', name: t('长辈版', 'Large'), on, change };
}

function dark() {
  const chosen = looks.dataset['theme'];
  const on = chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
  const change = () => {
    looks.dataset['theme'] = on ? 'light' : 'dark';
    render();
  };
  return { id: 'dark', name: t('深色', 'Dark'), on, change };
}

const installed = await fetchInstalled();
const [first] = installed.people;
if (first === undefined) throw new Error('nobody is there to walk');
walk = startOver(installed, first, [], changed);
for (const [name, { brandColour }] of Object.entries(installed.sides))
  looks.style.setProperty(`--${name}`, brandColour);
if (!navigator.language.startsWith('zh')) {
  speak('en');
  looks.lang = 'en';
}
setInterval(() => ticks.forEach((tick) => tick()), 1000);
render();
