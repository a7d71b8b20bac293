import type { App } from './app.ts';
import { enrolCheckpoint } from './checkpoint.ts';
import { el } from './dom.ts';
import { rootKeys } from './installed.ts';
import { networkSwitch } from './parts.ts';
import { colourSigns, drawSign, verdictSigns } from './signs.ts';
import { changeByte, showAsSomebodyElse } from './tampering.ts';
import { age } from './times.ts';
import { standing, type Scan, type Side, type Walk } from './walk.ts';
import { say, t, type Bilingual } from './words.ts';

const hour = 3600;

/** The checkpoint beside the phone: one button, one answer that fills its screen, and three ways to try to fool it. */
export function checkpointPanel(app: App): HTMLElement {
  const { walk } = app;
  const side = standing(walk);
  return el(
    'section',
    { class: 'checkpoint', 'aria-labelledby': 'checkpoint-title' },
    el(
      'header',
      {},
      el(
        'h2',
        { id: 'checkpoint-title' },
        t(`${say(side.look.name)} · 虚拟商场东门`, `${say(side.look.name)} · East gate of a made-up mall`),
      ),
      networkSwitch('checkpoint-network', walk.checkpointNetwork.on, (on) => switchNetwork(app, side, on)),
    ),
    el(
      'div',
      { class: 'answer', role: 'status', 'aria-live': 'assertive' },
      walk.scan === undefined ? waiting(walk, side) : answer(walk.scan),
    ),
    el(
      'div',
      { class: 'scans' },
      scanButton(app, 'scan', { zh: '扫手机上的码', en: 'Scan the phone' }, async (checkpoint) =>
        checkpoint.check(fresh(walk)),
      ),
      el('p', { class: 'label' }, t('试试骗过它', 'Try to fool it')),
      el('div', { class: 'tries' }, ...tries(app, side)),
    ),
  );
}

function tries(app: App, side: Side): HTMLElement[] {
  const { walk } = app;
  return [
    scanButton(app, 'try-byte', { zh: '改一个字节', en: 'Change a byte' }, async (checkpoint) =>
      checkpoint.check(changeByte(fresh(walk))),
    ),
    scanButton(app, 'try-late', { zh: '一小时后的截图', en: 'The picture, one hour later' }, async (checkpoint) =>
      checkpoint.check(fresh(walk), hour),
    ),
    scanButton(app, 'try-other', { zh: '别人拿走码条', en: "Somebody else's strip" }, async (checkpoint) => {
      const now = side.phone.now();
      const held = side.phone.stripAt(now);
      if (held === undefined) throw new Error('the phone holds no strip');
      return checkpoint.check(await showAsSomebodyElse(held, now));
    }),
  ];
}

function scanButton(
  app: App,
  id: string,
  label: Bilingual,
  check: (checkpoint: NonNullable<Side['checkpoint']>) => Promise<Scan['judgement']>,
): HTMLElement {
  const { walk } = app;
  const scan = async () => {
    const side = standing(walk);
    const checkpoint = side.checkpoint ?? (await setUp(walk, side));
    walk.scan = { what: label, judgement: await check(checkpoint) };
  };
  const run = () => {
    // The answer to the last one must not be taken for the answer to this one.
    delete walk.scan;
    app.act({ zh: '正在查验', en: 'Checking' }, scan);
  };
  const busy = walk.busy !== undefined;
  return el(
    'button',
    { type: 'button', id, class: id === 'scan' ? 'scan' : 'try', disabled: busy, onClick: run },
    say(label),
  );
}

/** What the camera would read off the phone at this moment. */
function fresh({ shown }: Walk): string {
  if (shown === undefined) throw new Error('the phone shows nothing');
  return shown.text;
}

/** From an empty device to one that can judge alone: staff make the code, the device enrols, and fetches what it needs. */
export async function setUp(walk: Walk, side: Side): Promise<NonNullable<Side['checkpoint']>> {
  const answer = await fetch(`/enrolments?side=${side.name}`, { method: 'POST' });
  const { enrolmentCode } = (await answer.json()) as { enrolmentCode: string };
  side.checkpoint = await enrolCheckpoint(
    `/${side.name}`,
    enrolmentCode,
    rootKeys(walk.installed),
    walk.checkpointNetwork,
  );
  return side.checkpoint;
}

function switchNetwork(app: App, side: Side, on: boolean): void {
  const { walk } = app;
  walk.checkpointNetwork.on = on;
  delete walk.scan;
  if (on && side.checkpoint !== undefined) {
    app.act({ zh: '正在更新列表', en: 'Fetching the lists' }, async () => side.checkpoint?.sync());
  } else app.render();
}

function waiting({ busy }: Walk, { look }: Side): HTMLElement {
  if (busy !== undefined) {
    return el(
      'div',
      { class: 'verdict waiting' },
      el('p', { class: 'busy' }, el('span', { class: 'spinner' }), say(busy)),
    );
  }
  return el(
    'div',
    { class: 'verdict waiting' },
    el('p', {}, t(`对准${say(look.name)}居民的手机`, `Point at a phone in ${say(look.name)}`)),
  );
}

function answer({ what, judgement }: Scan): HTMLElement {
  const { verdict, findings, colour, maskedName, lastFour, by } = judgement;
  const sign = verdictSigns[verdict];
  return el(
    'div',
    { class: `verdict ${sign.tone}`, 'data-verdict': verdict, 'data-by': by },
    el('p', { class: 'what' }, say(what)),
    drawSign(sign),
    el('p', { class: 'word' }, say(sign.word)),
    maskedName === undefined
      ? undefined
      : el(
          'p',
          { class: 'who' },
          `${maskedName} …${lastFour ?? ''}`,
          colour === undefined ? '' : ` · ${say(colourSigns[colour].word)}`,
        ),
    el('ul', { class: 'findings' }, ...findings.map(({ code, text }) => el('li', { 'data-finding': code }, say(text)))),
    el('p', { class: 'as-of' }, asOf(judgement)),
  );
}

function asOf({ age: seconds, by }: Scan['judgement']): string {
  const judged =
    by === 'node' ? t('节点答复', 'the node answered') : t('本机判断,未联网', 'this device alone, without a network');
  if (seconds === undefined) return judged;
  return `${judged} · ${t(`依据于 ${age(seconds)}`, `as of ${age(seconds)}`)}`;
}
