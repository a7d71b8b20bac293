import type { App } from './app.ts';
import { el, type Child } from './dom.ts';
import { say, t } from './words.ts';

export function button(label: string, onClick: () => void, more: Record<string, unknown> = {}): HTMLElement {
  return el('button', { type: 'button', class: 'plain', onClick, ...more }, label);
}

/** The one thing to do next. While something is under way it says what. */
export function nextButton({ walk }: App, label: string, onClick: () => void, enabled = true): HTMLElement {
  const { busy } = walk;
  return el(
    'button',
    { type: 'button', id: 'next', class: 'next', onClick, disabled: busy !== undefined || !enabled },
    busy === undefined ? label : el('span', { class: 'busy' }, el('span', { class: 'spinner' }), say(busy)),
  );
}

/** What went wrong, where it can be seen and is read out. */
export function troubleBox({ walk }: App): HTMLElement {
  const { trouble } = walk;
  if (trouble === undefined) return el('div', { role: 'alert' });
  return el('div', { role: 'alert', class: 'trouble' }, el('b', {}, trouble.title), el('p', {}, trouble.cure));
}

export function heading(text: string): HTMLElement {
  return el('h2', { id: 'screen-title', tabindex: -1 }, text);
}

/** Rows of name and value. */
export function rows(...pairs: readonly (readonly [string, Child] | undefined)[]): HTMLElement {
  return el(
    'dl',
    { class: 'rows' },
    ...pairs.map((pair) =>
      pair === undefined ? undefined : el('div', {}, el('dt', {}, pair[0]), el('dd', {}, pair[1])),
    ),
  );
}

/** On or off, in words as well as by place. */
export function networkSwitch(id: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  return el(
    'button',
    { type: 'button', id, class: 'switch', role: 'switch', 'aria-checked': String(on), onClick: () => change(!on) },
    el('span', { class: 'knob', 'aria-hidden': 'true' }),
    el('span', {}, on ? t('有网络', 'Network on') : t('没有网络', 'Network off')),
  );
}
